#include "props/zoo/prototype.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace sim::zoo {
namespace {

constexpr std::array<std::string_view, 6> kStrategies = {"random", "pct3", "pct10",
                                                         "pos",    "urw",  "surw"};
constexpr std::array<std::string_view, 4> kStrategiesInAsy = {"random", "pct3", "pos", "surw"};

struct Row {
  std::string_view program;
  std::array<std::string_view, 6> sp;
  std::array<std::string_view, 4> asy;
};

constexpr Row kRows[] = {
    {"account", {"7", "4", "4", "7", "3", "3"}, {"3", "3", "4", "4"}},
    {"carter01", {"2", "3", "2", "2", "1", "2"}, {"2", "2", "2", "2"}},
    {"circular_buffer", {"1", "6", "2", "1", "1", "2"}, {"1", "3", "1", "1"}},
    {"deadlock01", {"3", "7", "5", "3", "2", "2"}, {"2", "6", "4", "3"}},
    {"lazy01", {"2", "1", "2", "2", "2", "2"}, {"3", "3", "2", "3"}},
    {"queue", {"1", "8", "2", "1", "1", "1"}, {"1", "10", "1", "2"}},
    {"reorder_10", {"-", "575", "806", "4390 (8/20)", "67", "13"}, {"48", "132", "24", "20"}},
    {"reorder_100", {"-", "-", "-", "-", "-", "166"}, {"1969", "4798 (13/20)", "757", "242"}},
    {"reorder_20", {"-", "422", "176", "5008 (7/20)", "12", "4"}, {"9", "53", "5", "3"}},
    {"reorder_3", {"55", "26", "17", "19", "16", "6"}, {"16", "14", "14", "8"}},
    {"reorder_4", {"111", "58", "40", "25", "14", "11"}, {"25", "27", "17", "5"}},
    {"reorder_5", {"407", "76", "74", "98", "25", "10"}, {"35", "45", "17", "13"}},
    {"reorder_50",
     {"-", "4445 (13/20)", "4915 (13/20)", "-", "257", "7"},
     {"60", "339", "21", "13"}},
    {"stack", {"2", "3", "1", "2", "2", "2"}, {"2", "4", "2", "2"}},
    {"sync01", {"1", "1", "1", "1", "1", "1"}, {"1", "1", "1", "1"}},
    {"twostage", {"46", "7", "7", "14", "133", "6"}, {"63", "12", "11", "14"}},
    {"twostage_100",
     {"-", "3356 (7/20)", "3250 (17/20)", "4924 (8/20)", "1988", "292"},
     {"1810", "3770 (13/20)", "499", "291"}},
    {"twostage_20", {"5794 (14/20)", "66", "22", "37", "39", "6"}, {"33", "62", "7", "7"}},
    {"twostage_50", {"-", "537", "182", "543", "91", "6"}, {"144", "306", "19", "18"}},
    {"wronglock", {"3", "14", "6", "3", "4", "5"}, {"2", "18", "2", "2"}},
    {"wronglock_3", {"3", "8", "7", "3", "5", "4"}, {"3", "9", "4", "3"}},
};

struct Found {
  std::string_view strategy;
  std::string_view sp;
  std::string_view asy;
};

constexpr Found kFound[] = {
    {"random", "13.5 | 18.5 | 22.0 | 22.7", "16.6 | 24.4 | 28.9 | 30.0"},
    {"pct3", "13.2 | 22.0 | 25.8 | 27.9", "14.3 | 24.4 | 28.0 | 29.3"},
    {"pct10", "16.3 | 23.2 | 26.1 | 28.2", "18.4 | 26.7 | 28.5 | 30.0"},
    {"pos", "15.1 | 22.4 | 24.0 | 25.2", "19.3 | 27.9 | 29.6 | 30.0"},
    {"urw", "18.7 | 25.5 | 28.2 | 29.0", "20.1 | 26.7 | 29.0 | 30.0"},
    {"surw", "22.6 | 28.4 | 30.0 | 30.0", "21.7 | 28.6 | 30.0 | 30.0"},
    {"portfolio", "19.5 | 27.2 | 29.6 | 30.0", "20.4 | 27.8 | 29.5 | 30.0"},
};

template <std::size_t size>
std::string_view figure(const std::array<std::string_view, size>& strategies,
                        const std::array<std::string_view, size>& figures,
                        std::string_view strategy) {
  const auto found = std::ranges::find(strategies, strategy);
  return found == strategies.end() ? std::string_view()
                                   : figures[static_cast<std::size_t>(found - strategies.begin())];
}

}  // namespace

std::string_view prototype_figure(std::string_view program, Translation translation,
                                  std::string_view strategy) {
  const auto row = std::ranges::find(kRows, program, &Row::program);
  if (row == std::end(kRows)) return {};
  return translation == Translation::sp ? figure(kStrategies, row->sp, strategy)
                                        : figure(kStrategiesInAsy, row->asy, strategy);
}

std::string_view prototype_found(Translation translation, std::string_view strategy) {
  const auto row = std::ranges::find(kFound, strategy, &Found::strategy);
  if (row == std::end(kFound)) return {};
  return translation == Translation::sp ? row->sp : row->asy;
}

}  // namespace sim::zoo
