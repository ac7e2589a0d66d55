#include "props/zoo/asyncio/bug.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "props/zoo/asyncio/table.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/explorer.hpp"
#include "tests/props/zoo/fewer.hpp"

namespace sim::zoo::asyncio {

// In the name of a test; GoogleTest would print the bytes, and with them addresses.
static void PrintTo(const Bug& bug, std::ostream* out) { *out << bug.name; }

namespace {

std::string name_of(const testing::TestParamInfo<Bug>& info) {
  std::string name(info.param.name);
  std::ranges::replace(name, '-', '_');
  return name;
}

struct EachBug : testing::TestWithParam<Bug> {};
INSTANTIATE_TEST_SUITE_P(AsyncioZoo, EachBug, testing::ValuesIn(bugs()), name_of);

TEST_P(EachBug, IsFoundFromTheLawAloneAndShrunkToThreeDeviationsOrFewer) {
  const Row measured = row(GetParam());
  EXPECT_GT(measured.portfolio, 0);
  EXPECT_LE(measured.portfolio, 1'000);
  EXPECT_LE(measured.deviations, 3U) << measured.example.schedule;
  EXPECT_NE(measured.example.what, "");
}

TEST_P(EachBug, IsFoundByEverySchedulesOfOneCancellationInAsynciosOwnOrder) {
  const Bug& bug = GetParam();
  EXPECT_TRUE(exhaust(bug, bug.old, Model::timing, bug.cancels, 5'000).failed);
}

void expect_kept(const Bug& bug, Client client) {
  const Exhausted exhausted = exhaust(bug, client, Model::timing, bug.cancels, 5'000);
  EXPECT_TRUE(exhausted.all);
  EXPECT_FALSE(exhausted.failed);
  for (const char* strategy : {"portfolio", "ties", "delay-bounded", "cancel"}) {
    if (bug.cancels == 0 && std::string_view(strategy) == "cancel") continue;
    Explorer explorer(bug.program(client),
                      {.strategy = strategy, .schedules = 300, .model = bug.model});
    const Outcome outcome = explorer.run();
    EXPECT_FALSE(outcome.failure) << strategy << ": " << outcome.failure->ending.what << "; "
                                  << outcome.failure->schedule.describe(outcome.failure->names);
  }
}

TEST_P(EachBug, IsNotOursUnlessItIsKeptAsIn3117) {
  const Bug& bug = GetParam();
  if (bug.shipped == nullptr) return;
  if (!bug.kept) return expect_kept(bug, bug.shipped);
  EXPECT_TRUE(exhaust(bug, bug.shipped, Model::timing, bug.cancels, 5'000).failed);
}

TEST_P(EachBug, IsMendedWhereItSaysSo) {
  const Bug& bug = GetParam();
  if (bug.mended != nullptr) expect_kept(bug, bug.mended);
}

// The cells of a line of a table.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, '|');) {
    const std::size_t first = cell.find_first_not_of(' ');
    const std::size_t last = cell.find_last_not_of(' ');
    all.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
  }
  return all;
}

std::map<std::string, std::vector<std::string>> rows_of_readme() {
  std::map<std::string, std::vector<std::string>> rows;
  std::ifstream readme(FERMATA_ASYNCIO_BUGS);
  for (std::string line; std::getline(readme, line);) {
    if (line.starts_with("| `")) rows.try_emplace(cells(line)[1], cells(line));
  }
  return rows;
}

// Schedules may differ by a factor, for strategies get better or worse; words may not.
void expect_close(const std::string& measured, const std::string& written) {
  ASSERT_EQ(measured == "-", written == "-");
  if (measured == "-") return;
  EXPECT_LE(std::stod(measured), 3 * std::stod(written) + 20);
  EXPECT_LE(std::stod(written), 3 * std::stod(measured) + 20);
}

TEST_P(EachBug, IsInTheTableAsItIsMeasured) {
  const auto rows = rows_of_readme();
  const std::vector<std::string> measured = cells(row(GetParam()).text());
  ASSERT_TRUE(rows.contains(measured[1])) << measured[1];
  const std::vector<std::string>& written = rows.at(measured[1]);
  ASSERT_EQ(written.size(), measured.size());
  for (const std::size_t cell : {1U, 2U, 3U, 4U, 8U, 9U}) EXPECT_EQ(measured[cell], written[cell]);
  for (const std::size_t cell : {5U, 6U, 7U}) expect_close(measured[cell], written[cell]);
}

// By all schedules with fewer deviations, which certificates know nothing of.
TEST(AsyncioZoo, HasCertificatesThatASearchConfirms) {
  int confirmed = 0;
  for (const Bug& bug : bugs()) {
    const Program program = bug.program(bug.old);
    const Outcome outcome = explore(
        program, {.schedules = 10'000, .model = bug.model, .replays = 200, .proofs = 500});
    ASSERT_TRUE(outcome.failure) << bug.name;
    if (!outcome.failure->minimal) continue;
    const Schedule& schedule = outcome.failure->shrunk;
    const AllWithFewer all =
        try_all_with_fewer(program, schedule, outcome.failure->ending, 10'000);
    EXPECT_EQ(all.failed, "") << bug.name;
    EXPECT_TRUE(all.tried > 0 || schedule.calm()) << bug.name;
    ++confirmed;
  }
  EXPECT_GE(confirmed, 25);
}

TEST(AsyncioZoo, KeepsThirtyOneBugsUnderDifferentNames) {
  std::set<std::string_view> names;
  for (const Bug& bug : bugs()) names.insert(bug.name);
  EXPECT_EQ(names.size(), 31U);
  EXPECT_EQ(find("lock-two-heirs")->id, "bpo-32734");
  EXPECT_EQ(find("mutex"), nullptr);
}

}  // namespace
}  // namespace sim::zoo::asyncio
