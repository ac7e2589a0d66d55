#include "tools/tidy/includes.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "tools/tidy/include_table.hpp"

namespace sim::tidy {
namespace {

struct Include {
  std::size_t line;  // from 1
  char opener;       // `"` or `<`
  std::string name;
};

bool is_in_any(std::string_view path, Places places) {
  while (!places.empty()) {
    const std::size_t end = std::min(places.find(' '), places.size());
    if (end != 0 && is_in(path, places.substr(0, end))) {
      return true;
    }
    places.remove_prefix(std::min(end + 1, places.size()));
  }
  return false;
}

// The directive is read in `code`, so that one in a comment is none; the name in `lines`, since
// in `code` the inside of the quotes is blank.
std::optional<Include> parse_include(const SourceFile& file, std::size_t index) {
  const std::string_view code = file.code[index];
  const std::size_t hash = code.find_first_not_of(' ');
  if (hash == std::string_view::npos || code[hash] != '#') {
    return std::nullopt;
  }
  const std::size_t word = code.find_first_not_of(' ', hash + 1);
  if (word == std::string_view::npos || !code.substr(word).starts_with("include")) {
    return std::nullopt;
  }
  const std::string_view line = file.lines[index];
  const std::size_t open = line.find_first_of("\"<", word);
  if (open == std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t close = line.find(line[open] == '<' ? '>' : '"', open + 1);
  return Include{index + 1, line[open],
                 std::string(line.substr(open + 1, std::min(close, line.size()) - open - 1))};
}

std::vector<Include> includes_of(const SourceFile& file) {
  std::vector<Include> includes;
  for (std::size_t index = 0; index < file.code.size(); ++index) {
    if (auto include = parse_include(file, index)) {
      includes.push_back(std::move(*include));
    }
  }
  return includes;
}

const Row* row_of(std::string_view path) {
  const auto row = std::find_if(kRows.begin(), kRows.end(),
                                [&](const Row& each) { return is_in(path, each.room); });
  return row == kRows.end() ? nullptr : &*row;
}

using Verdict = std::optional<Finding>;

Finding finding_at(const SourceFile& file, const Include& include, std::string why,
                   std::string instead) {
  return {file.path, include.line, "includes " + include.name, std::move(why), std::move(instead)};
}

Verdict check_own(const SourceFile& file, const Include& include, const Row& row) {
  if (include.name == kFace) {
    if (is_in_any(file.path, kFaceUsers)) {
      return std::nullopt;
    }
    return finding_at(file, include, "it is the face for users, and hides what is needed here",
                      "include the headers that are used");
  }
  if (row_of(include.name) == nullptr) {
    return finding_at(file, include, "an include names its file from the root of the tree",
                      "write \"sim/<room>/<file>.hpp\"");
  }
  if (is_in(include.name, row.room) || is_in_any(include.name, row.may_include)) {
    return std::nullopt;
  }
  return finding_at(
      file, include, std::string(row.room) + " must never " + std::string(row.must_never),
      row.may_include.empty() ? "the standard library alone"
                              : "it may include itself and " + std::string(row.may_include));
}

Verdict check_package(const SourceFile& file, const Include& include, const Package& package) {
  const Places places = file.is_header() ? package.headers : package.sources;
  if (is_in_any(file.path, places)) {
    return std::nullopt;
  }
  const std::string name(package.name);
  if (is_in_any(file.path, package.sources)) {
    return finding_at(file, include, "who includes this header would pay for " + name + ", too",
                      "include it in the .cpp");
  }
  return finding_at(file, include, name + " is not for this place",
                    "only in: " + std::string(package.sources));
}

Verdict check_foreign(const SourceFile& file, const Include& include) {
  for (const Package& package : kPackages) {
    if (include.name.starts_with(package.prefix)) {
      return check_package(file, include, package);
    }
  }
  const bool standard = include.name.find_first_of("/.") == std::string::npos;
  if (standard || is_in_any(file.path, kSystemUsers)) {
    return std::nullopt;
  }
  return finding_at(file, include, "it is neither the standard library nor a package we know",
                    "the standard library; or add the package to the include table");
}

}  // namespace

std::vector<Finding> check_includes(const SourceFile& file) {
  std::vector<Finding> findings;
  const Row* row = row_of(file.path);
  if (file.language != Language::cpp || row == nullptr) {
    return findings;
  }
  for (const Include& include : includes_of(file)) {
    const Verdict verdict =
        include.opener == '"' ? check_own(file, include, *row) : check_foreign(file, include);
    if (verdict) {
      findings.push_back(*verdict);
    }
  }
  return findings;
}

std::vector<Finding> check_single_users(const std::vector<SourceFile>& files) {
  std::vector<Finding> findings;
  std::map<std::string_view, std::string_view> users;
  for (const SourceFile& file : files) {
    for (const Include& include : includes_of(file)) {
      for (const std::string_view prefix : kSingleUser) {
        if (!include.name.starts_with(prefix)) {
          continue;
        }
        const auto [user, first] = users.try_emplace(prefix, file.path);
        if (!first && user->second != file.path) {
          findings.push_back(
              finding_at(file, include,
                         std::string(user->second) + " includes it already, and it takes seconds",
                         "call what stands there"));
        }
      }
    }
  }
  return findings;
}

}  // namespace sim::tidy
