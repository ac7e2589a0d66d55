#include "tools/tidy/layout.hpp"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <set>

namespace sim::tidy {
namespace {

// The first line of code, from 1; past the end if there is none.
std::size_t first_code_line(const SourceFile& file) {
  std::size_t index = 0;
  while (index < file.code.size() && file.code[index].find_first_not_of(' ') == std::string::npos) {
    ++index;
  }
  return index + 1;
}

}  // namespace

std::vector<Finding> check_header(const SourceFile& file) {
  std::vector<Finding> findings;
  if (!file.is_header()) {
    return findings;
  }
  const std::string opening = "// " + file.path;
  if (file.lines.empty() || file.lines.front() != opening) {
    findings.push_back({file.path, 1, "does not open with its own path",
                        "a printed or quoted header says where it stands", opening});
  }
  const std::size_t first = first_code_line(file);
  if (first > file.code.size() || file.code[first - 1] != "#pragma once") {
    findings.push_back({file.path, std::min(first, file.code.size()),
                        "has no `#pragma once` before all else", "a header may be included twice",
                        "#pragma once"});
  }
  static const std::regex kUsing(R"(^\s*using\s+namespace\b)");
  for (std::size_t index = 0; index < file.code.size(); ++index) {
    if (std::regex_search(file.code[index], kUsing)) {
      findings.push_back({file.path, index + 1, "says using namespace in a header",
                          "all who include it get those names, wanted or not",
                          "spell the names, or open the namespace inside a function"});
    }
  }
  return findings;
}

std::vector<Finding> check_folders(const std::vector<std::string>& paths) {
  const std::set<std::string> files(paths.begin(), paths.end());
  std::set<std::string> folders;
  for (const std::string& path : paths) {
    for (std::size_t slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
      folders.insert(path.substr(0, slash));
    }
  }
  std::vector<Finding> findings;
  for (const std::string& folder : folders) {
    // In a corpus every file is a case, and a text for people would be one, too.
    const bool in_corpus = (folder + "/").find("/corpus/") != std::string::npos;
    if (!in_corpus && !files.contains(folder + "/README.md")) {
      findings.push_back({folder, 0, "has no README.md", "who comes new asks what is here",
                          "say what is here, what is not, and where to start"});
    }
  }
  return findings;
}

std::vector<Finding> check_suffixes(const std::vector<std::string>& paths) {
  std::vector<Finding> findings;
  for (const std::string& path : paths) {
    const bool yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    if (is_in(path, "scenarios") && yaml && !path.ends_with(".sim.yaml")) {
      findings.push_back({path, 0, "is a scenario by its place, but not by its name",
                          "`fermata check` finds scenarios by their suffix", "call it *.sim.yaml"});
    }
  }
  return findings;
}

}  // namespace sim::tidy
