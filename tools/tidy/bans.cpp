#include "tools/tidy/bans.hpp"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <string>
#include <string_view>

namespace sim::tidy {
namespace {

enum class Where { code, everything };

using Names = std::vector<std::string_view>;

struct Ban {
  Names needles;                    // a line without any of them is not looked at further
  std::regex pattern;
  Where where;
  std::vector<Language> languages;  // empty: all
  Names folders;                    // empty: all
  std::string_view why;
  std::string_view instead;
};

const std::vector<Language> kAnyLanguage;
const std::vector<Language> kCpp = {Language::cpp};
const std::vector<Language> kCmake = {Language::cmake};
const Names kAnywhere;
const Names kBuiltOn = {"sim/base", "sim/loop", "sim/coro", "sim/aio"};
const Names kOrdered = {"sim/base", "sim/loop",  "sim/coro",
                        "sim/aio",  "sim/sched", "sim/detect"};

// Our own randomness instead of the library's; see "Laws of determinism" in sim/README.md.
std::vector<Ban> random_bans() {
  constexpr std::string_view kWhy = "its results differ between standard libraries";
  constexpr std::string_view kFate = "a run is a function of its program and its answers";
  constexpr std::string_view kInstead = "sim::Random for data, a Chooser for fate";
  return {
      {{"shuffle", "sample"}, std::regex(R"(std::(ranges::)?(shuffle|sample)\b)"), Where::code,
       kCpp, kAnywhere, kWhy, kInstead},
      {{"_distribution"}, std::regex(R"(std::\w+_distribution\b)"), Where::code, kCpp, kAnywhere,
       kWhy, kInstead},
      {{"std::"}, std::regex(R"(std::(mt19937|minstd_rand|ranlux|knuth_b|default_random_engine))"),
       Where::code, kCpp, kAnywhere, kWhy, kInstead},
      {{"<random>"}, std::regex(R"(#\s*include\s*<random>)"), Where::code, kCpp, kAnywhere, kWhy,
       kInstead},
      {{"rand"}, std::regex(R"(std::random_device\b|(^|[^\w.>])(std::)?s?rand\s*\()"),
       Where::code, kCpp, kAnywhere, kFate, kInstead},
  };
}

std::vector<Ban> order_bans() {
  return {
      {{"unordered_"}, std::regex(R"(\bunordered_(multi)?(map|set)\b)"), Where::code, kCpp,
       kOrdered, "who iterates over it gets the order of a hash table",
       "std::map, a sorted std::vector, or an index that counts"},
      {{"std::hash"}, std::regex(R"(\bstd::hash\b)"), Where::code, kCpp,
       {"sim", "props", "tools"}, "its values differ between standard libraries",
       "sim/base/hash.hpp"},
      {{"std::function"}, std::regex(R"(\bstd::function\b)"), Where::code, kCpp, kBuiltOn,
       "it allocates for each event", "a template parameter, or an intrusive handle"},
      {{"_clock", "gettime"},
       std::regex(R"(\b(system|steady|high_resolution)_clock\b|\b(clock_)?gettime(ofday)?\s*\()"),
       Where::code, kCpp, {"sim"}, "time stands still here: only the loop moves it",
       "the loop's clock; measure in tools/bench"},
  };
}

std::vector<Ban> custom_bans() {
  return {
      {{"CMAKE_"}, std::regex(R"(\bCMAKE_(SOURCE|BINARY)_DIR\b)"), Where::code, kCmake,
       kAnywhere, "it is another folder as soon as a project adds this one",
       "PROJECT_SOURCE_DIR, PROJECT_BINARY_DIR"},
      {{"DISABLED_", "GTEST_SKIP"}, std::regex(R"(\bDISABLED_|\bGTEST_SKIP\b)"), Where::code,
       kCpp, kAnywhere, "nobody comes back to a test that does not run",
       "mend the test, or remove it"},
      {{"if"}, std::regex(R"(^\s*#\s*if\s+0\b)"), Where::code, kCpp, kAnywhere,
       "dead code is not read and not compiled", "remove it; git remembers"},
      {{"TO" "DO", "FIX" "ME"}, std::regex("\\b(TO" "DO|FIX" "ME)\\b"), Where::everything,
       kAnyLanguage, kAnywhere, "a wish in a file is forgotten there",
       "do it now, or open an issue"},
      {{"/"},
       std::regex("(^|[\\s\"'`(=])/(work|home|root|tmp)\\b"), Where::everything, kAnyLanguage,
       kAnywhere, "it names a folder of one machine", "a path from the root of the tree"},
  };
}

std::vector<Ban> all_bans() {
  std::vector<Ban> bans = random_bans();
  for (const auto& more : {order_bans(), custom_bans()}) {
    bans.insert(bans.end(), more.begin(), more.end());
  }
  return bans;
}

bool applies(const Ban& ban, const SourceFile& file) {
  const auto is_language = [&](Language each) { return each == file.language; };
  const auto is_folder = [&](std::string_view each) { return is_in(file.path, each); };
  const auto any = [](const auto& list, const auto& fits) {
    return list.empty() || std::any_of(list.begin(), list.end(), fits);
  };
  return any(ban.languages, is_language) && any(ban.folders, is_folder);
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
    if (has_any(lines[index], ban.needles) &&
        std::regex_search(lines[index], match, ban.pattern)) {
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
