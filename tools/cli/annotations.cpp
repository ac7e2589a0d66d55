#include "tools/cli/annotations.hpp"

#include <vector>

namespace sim::cli {
namespace {

std::string annotation(std::string_view path, scenario::Position at, std::string_view title,
                       std::string_view text) {
  return "::error file=" + annotation_escaped(path, true) +
         ",line=" + std::to_string(at.line == 0 ? 1 : at.line) +
         ",col=" + std::to_string(at.column) + ",title=" + annotation_escaped(title, true) +
         "::" + annotation_escaped(text, false) + "\n";
}

std::string text_of(const Complaint& complaint) {
  std::string text = complaint.message;
  for (const std::string& detail : complaint.details) text += "\n" + detail;
  return text;
}

void append(std::vector<std::string>& all, const FileVerdict& verdict) {
  for (const scenario::Diagnostic& found : verdict.loaded.diagnostics) {
    const std::string help = found.help.empty() ? "" : "\nhelp: " + found.help;
    all.push_back(annotation(verdict.path, found.at, "bad scenario file", found.message + help));
  }
  for (const Complaint& complaint : verdict.complaints()) {
    const std::string run = title_of(verdict, complaint.run);
    const std::string title = verdict.loaded.scenario->name + (run.empty() ? "" : ", " + run);
    all.push_back(annotation(verdict.path, complaint.at, title, text_of(complaint)));
  }
}

}  // namespace

std::string annotation_escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string annotations(std::span<const FileVerdict> verdicts) {
  std::vector<std::string> all;
  for (const FileVerdict& verdict : verdicts) append(all, verdict);
  std::string out;
  for (std::size_t i = 0; i < all.size() && i < annotations_max; ++i) out += all[i];
  if (all.size() > annotations_max) {
    out += "and " + std::to_string(all.size() - annotations_max) + " more, all of them above\n";
  }
  return out;
}

}  // namespace sim::cli
