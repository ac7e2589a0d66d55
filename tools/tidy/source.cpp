#include "tools/tidy/source.hpp"

#include <array>
#include <utility>

#include "tools/tidy/blank.hpp"

namespace sim::tidy {
namespace {

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

constexpr std::array<std::pair<std::string_view, Language>, 10> kSuffixes = {{
    {".hpp", Language::cpp},
    {".cpp", Language::cpp},
    {".h", Language::cpp},
    {"CMakeLists.txt", Language::cmake},
    {".cmake", Language::cmake},
    {".cmake.in", Language::cmake},
    {".py", Language::python},
    {".sh", Language::shell},
    {".md", Language::other},
    {".yaml", Language::other},
}};

Language language_of(std::string_view path, std::string_view text) {
  for (const auto& [suffix, language] : kSuffixes) {
    if (path.ends_with(suffix)) {
      return language;
    }
  }
  const std::string_view first = text.substr(0, text.find('\n'));
  if (!first.starts_with("#!")) {
    return Language::data;
  }
  return first.find("python") == std::string_view::npos ? Language::shell : Language::python;
}

std::string blank(Language language, std::string_view text) {
  switch (language) {
    case Language::cpp:
      return blank_cpp(text);
    case Language::cmake:
    case Language::python:
    case Language::shell:
      return blank_hash_comments(text);
    case Language::other:
    case Language::data:
      break;
  }
  return std::string(text);
}

}  // namespace

bool SourceFile::is_header() const { return path.ends_with(".hpp") || path.ends_with(".h"); }

SourceFile read_source(std::string path, std::string_view text) {
  SourceFile file;
  file.language = language_of(path, text);
  file.path = std::move(path);
  file.lines = split_lines(text);
  file.code = split_lines(blank(file.language, text));
  return file;
}

std::string to_string(const Finding& finding) {
  std::string result = finding.path;
  if (finding.line != 0) {
    result += ":" + std::to_string(finding.line);
  }
  return result + ": " + finding.what + "\n    why: " + finding.why +
         "\n    instead: " + finding.instead + "\n";
}

std::string to_string(const std::vector<Finding>& findings) {
  std::string result;
  for (const Finding& finding : findings) {
    result += to_string(finding);
  }
  return result;
}

bool is_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace sim::tidy
