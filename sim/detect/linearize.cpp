#include "sim/detect/linearize.hpp"

#include <algorithm>

namespace sim {

std::string_view name_of(Linearizability::Kind kind) noexcept {
  switch (kind) {
    case Linearizability::Kind::linearizable: return "linearizable";
    case Linearizability::Kind::not_linearizable: return "not linearizable";
    case Linearizability::Kind::undecided: return "undecided";
  }
  return "";
}

namespace detail {
namespace {

constexpr std::size_t kLinesMax = 12;  // of a list, of which the last are shown

std::string list(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty()) return {};
  std::string text(title);
  const std::size_t left_out = lines.size() - std::min(lines.size(), kLinesMax);
  if (left_out != 0) text += "    (" + std::to_string(left_out) + " before these)\n";
  for (std::size_t number = left_out; number < lines.size(); ++number) {
    text += "    " + std::to_string(number + 1) + ". " + lines[number] + "\n";
  }
  return text;
}

}  // namespace

std::string describe(const Counterexample& example, bool undecided) {
  using Kind = Linearizability::Kind;
  std::string text(name_of(undecided ? Kind::undecided : Kind::not_linearizable));
  text += ": " + std::to_string(example.operations) + " operations";
  if (!example.key.empty()) text += " of key " + example.key;
  text += undecided ? "; the budget is spent, and the search had come to here\n" : "\n";
  text += list("  the longest prefix that is linearizable, in an order that is right:\n",
               example.prefix);
  text += "  which leaves: " + example.state + "\n";
  text += undecided ? "  to be placed next: " : "  what cannot be placed: ";
  text += example.misplaced + "\n    (behind that prefix it would be " + example.expected + ")\n";
  return text + list("  under way then, and not placed:\n", example.under_way);
}

}  // namespace detail
}  // namespace sim
