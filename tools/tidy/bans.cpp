#include "tools/tidy/bans.hpp"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <string>
#include <string_view>
#include <utility>

namespace sim::tidy {
namespace {

using Names = std::vector<std::string_view>;

// Where a pattern is looked for: code leaves comments and the inside of literals out.
enum class Where { code, everything };

struct Ban {
  Names needles;  // a line without any of them is not looked at further
  std::regex pattern;
  std::string_view why;
  std::string_view instead;
  Where where = Where::code;
  std::vector<Language> languages = {Language::cpp};  // empty: all
  Names folders = {};                                 // empty: all
  Names except = {};                                  // folders and files in them
};

// What answers in place of the world's clocks and dice must name them; and so must programs that
// are wrong on purpose.
const Names kStandIns = {"sim/interpose", "tests/interpose", "tests/explore/planted_leaks.cpp"};

// Our own randomness instead of the library's; see "Laws of determinism" in sim/README.md.
Ban random_ban(Names needles, const char* pattern) {
  return {.needles = std::move(needles),
          .pattern = std::regex(pattern),
          .why = "a run is a function of its program and its answers, with every library",
          .instead = "sim::Random for data, a Chooser for fate",
          .except = kStandIns};
}

std::vector<Ban> random_bans() {
  return {
      random_ban({"shuffle", "sample"}, R"(std::(ranges::)?(shuffle|sample)\b)"),
      random_ban({"_distribution"}, R"(std::\w+_distribution\b)"),
      random_ban({"std::"}, R"(std::(mt19937|minstd_rand|ranlux|knuth_b|default_random_engine))"),
      random_ban({"<random>"}, R"(#\s*include\s*<random>)"),
      random_ban({"rand"}, R"(std::random_device\b|(^|[^\w.>])(std::)?s?rand\s*\()"),
  };
}

Ban hash_table_ban() {
  return {.needles = {"unordered_"},
          .pattern = std::regex(R"(\bunordered_(multi)?(map|set)\b)"),
          .why = "who iterates over it gets the order of a hash table",
          .instead = "std::map, a sorted std::vector, or an index that counts",
          .folders = {"sim/base", "sim/loop", "sim/coro", "sim/aio", "sim/sched", "sim/detect"}};
}

Ban hash_ban() {
  return {.needles = {"std::hash"},
          .pattern = std::regex(R"(\bstd::hash\b)"),
          .why = "its values differ between standard libraries",
          .instead = "sim/base/hash.hpp",
          .folders = {"sim", "props", "tools"}};
}

Ban function_ban() {
  return {.needles = {"std::function"},
          .pattern = std::regex(R"(\bstd::function\b)"),
          .why = "it allocates for each event",
          .instead = "a template parameter, or an intrusive handle",
          .folders = {"sim/base", "sim/loop", "sim/coro", "sim/aio"}};
}

Ban clock_ban() {
  return {.needles = {"_clock", "gettime"},
          .pattern = std::regex(
              R"(\b(system|steady|high_resolution)_clock\b|\b(clock_)?gettime(ofday)?\s*\()"),
          .why = "time stands still here: only the loop moves it",
          .instead = "the loop's clock; measure in tools/bench",
          .folders = {"sim"},
          .except = kStandIns};
}

Ban cmake_folder_ban() {
  return {.needles = {"CMAKE_"},
          .pattern = std::regex(R"(\bCMAKE_(SOURCE|BINARY)_DIR\b)"),
          .why = "it is another folder as soon as a project adds this one",
          .instead = "PROJECT_SOURCE_DIR, PROJECT_BINARY_DIR",
          .languages = {Language::cmake}};
}

Ban sleeping_test_ban() {
  return {.needles = {"DISABLED_", "GTEST_SKIP"},
          .pattern = std::regex(R"(\bDISABLED_|\bGTEST_SKIP\b)"),
          .why = "nobody comes back to a test that does not run",
          .instead = "mend the test, or remove it"};
}

Ban dead_code_ban() {
  return {.needles = {"if"},
          .pattern = std::regex(R"(^\s*#\s*if\s+0\b)"),
          .why = "dead code is not read and not compiled",
          .instead = "remove it; git remembers"};
}

// Written so that this file does not say what it bans.
Ban wish_ban() {
  return {.needles = {"DO", "ME"},
          .pattern = std::regex(R"(\b(TO[D]O|FIX[M]E)\b)"),
          .why = "a wish in a file is forgotten there",
          .instead = "do it now, or open an issue",
          .where = Where::everything,
          .languages = {}};
}

Ban machine_folder_ban() {
  return {.needles = {"/"},
          .pattern = std::regex(R"((^|[\s"'`(=])/(work|home|root|tmp)\b)"),
          .why = "it names a folder of one machine",
          .instead = "a path from the root of the tree",
          .where = Where::everything,
          .languages = {}};
}

std::vector<Ban> all_bans() {
  std::vector<Ban> bans = random_bans();
  for (const auto make : {hash_table_ban, hash_ban, function_ban, clock_ban, cmake_folder_ban,
                          sleeping_test_ban, dead_code_ban, wish_ban, machine_folder_ban}) {
    bans.push_back(make());
  }
  return bans;
}

bool applies(const Ban& ban, const SourceFile& file) {
  const auto is_language = [&](Language each) { return each == file.language; };
  const auto is_folder = [&](std::string_view each) { return is_in(file.path, each); };
  const auto any = [](const auto& list, const auto& fits) {
    return list.empty() || std::any_of(list.begin(), list.end(), fits);
  };
  return any(ban.languages, is_language) && any(ban.folders, is_folder) &&
         std::none_of(ban.except.begin(), ban.except.end(), is_folder);
}

bool has_any(std::string_view line, const Names& needles) {
  return std::any_of(needles.begin(), needles.end(), [&](std::string_view needle) {
    return line.find(needle) != std::string_view::npos;
  });
}

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" (\"'`=");
  return first == std::string::npos ? text : text.substr(first);
}

void check_ban(const Ban& ban, const SourceFile& file, std::vector<Finding>& findings) {
  const auto& lines = ban.where == Where::code ? file.code : file.lines;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    std::smatch match;
    if (has_any(lines[index], ban.needles) && std::regex_search(lines[index], match, ban.pattern)) {
      findings.push_back({file.path, index + 1, "says " + trimmed(match.str()),
                          std::string(ban.why), std::string(ban.instead)});
    }
  }
}

}  // namespace

std::vector<Finding> check_bans(const SourceFile& file) {
  static const std::vector<Ban> bans = all_bans();
  std::vector<Finding> findings;
  if (file.language == Language::data) {
    return findings;
  }
  for (const Ban& ban : bans) {
    if (applies(ban, file)) {
      check_ban(ban, file, findings);
    }
  }
  return findings;
}

}  // namespace sim::tidy
