#include "sim/base/wait_text.hpp"

namespace sim {
namespace {

// "left" in "left", and in "gather(left, right)"; but not in "a left turn".
bool names(std::string_view what, std::string_view name) {
  if (what == name) return true;
  for (std::size_t at = what.find(name); at != std::string_view::npos;
       at = what.find(name, at + 1)) {
    const std::string_view before = what.substr(0, at);
    const std::string_view after = what.substr(at + name.size());
    const bool opens = before.ends_with('(') || before.ends_with(", ");
    if (opens && (after.starts_with(',') || after.starts_with(')'))) return true;
  }
  return false;
}

}  // namespace

std::string wait_line(std::string_view who, std::string_view what,
                      const std::vector<std::string>& behind, Behind how) {
  std::string text(who);
  text.append(" waits for ").append(what);
  std::vector<std::string> unnamed;
  for (const std::string& name : behind) {
    if (!names(what, name)) unnamed.push_back(name);
  }
  if (unnamed.empty()) return text;
  if (how == Behind::holds) return text + ", held by " + joined(unnamed);
  return text + " (" + joined(unnamed) + ")";
}

std::string ring_line(const std::vector<std::string>& names) { return "a ring: " + joined(names); }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

}  // namespace sim
