#include "sim/explore/determinism.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>

#include "sim/explore/explorer.hpp"
#include "sim/explore/run_record.hpp"
#include "sim/explore/watched.hpp"
#include "sim/explore/witness.hpp"
#include "tests/explore/planted_leaks.hpp"
#include "tests/explore/racy.hpp"
#include "tests/support/sanitizers.hpp"

namespace sim {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string name_of(const testing::TestParamInfo<test::Leak>& leak) {
  return std::string(leak.param.name);
}

struct EachLeak : testing::TestWithParam<test::Leak> {};

TEST_P(EachLeak, IsCaughtAndTheFirstEventThatDiffersIsNamed) {
  if (GetParam().needs_plain_memory && test::address_sanitizer) return;
  const Determinism found = check_determinism(GetParam().program(), {.schedules = 3});
  ASSERT_FALSE(found.same);
  ASSERT_TRUE(found.difference);
  EXPECT_EQ(found.difference->run, 1U);
  EXPECT_GT(found.difference->moment, 1U);
  EXPECT_NE(found.difference->once.what, found.difference->again.what);
  EXPECT_THAT(found.difference->once.waits, StartsWith(found.difference->once.task + " had "));
  EXPECT_THAT(found.difference->again.waits, StartsWith(found.difference->again.task + " had "));
  EXPECT_THAT(found.report, StartsWith("they part in run 1, at its moment "));
}

INSTANTIATE_TEST_SUITE_P(Planted, EachLeak, testing::ValuesIn(test::leaks()), name_of);

struct EachThatIsNone : testing::TestWithParam<test::Leak> {};

TEST_P(EachThatIsNone, IsTheSameTwice) {
  const Determinism found = check_determinism(GetParam().program());
  EXPECT_TRUE(found.same) << found.report;
  EXPECT_EQ(found.runs, 20U);
  EXPECT_GT(found.moments, 20U * 5U);
}

INSTANTIATE_TEST_SUITE_P(Planted, EachThatIsNone, testing::ValuesIn(test::no_leaks()), name_of);

TEST(CheckDeterminism, CatchesWhatARunLeavesInAFile) {
  std::string folder = (std::filesystem::temp_directory_path() / "fermata-leak-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/runs";
  const Determinism found = check_determinism(test::leaks_through_file(path), {.schedules = 1});
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(found.difference);
  EXPECT_THAT(found.difference->once.what, HasSubstr("main prints run 0"));
  EXPECT_THAT(found.difference->again.what, HasSubstr("main prints run 2"));  // one went before
  EXPECT_EQ(found.difference->once.waits, "main had waited for sleep(1e-09)");
}

TEST(CheckDeterminism, TellsEqualRunsByOneDigest) {
  const Determinism first = check_determinism(test::racy());
  const Determinism second = check_determinism(test::racy());
  EXPECT_TRUE(first.same) << first.report;
  EXPECT_EQ(first.digest, second.digest);
  EXPECT_NE(first.digest, check_determinism(test::racy(true)).digest);
  EXPECT_NE(first.digest, check_determinism(test::racy(), {.seed = 1}).digest);
  EXPECT_THAT(first.summary(), StartsWith("20 schedules twice: "));
}

TEST(CheckDeterminism, MakesTheGivenScheduleAlone) {
  const Program program = watched(test::racy());
  const Outcome outcome = Explorer(program, {.seed = 1}).run();
  ASSERT_TRUE(outcome.failure);
  const Determinism found = check_determinism(program, {.schedule = outcome.failure->schedule});
  EXPECT_TRUE(found.same) << found.report;
  EXPECT_EQ(found.runs, 1U);
  RunRecorder here;
  static_cast<void>(witness(here.recording(program), outcome.failure->schedule));
  EXPECT_EQ(found.digest, here.record().digest());
}

TEST(CheckDeterminism, SaysHowARunEndsThatEndsItsProcess) {
  const pid_t here = getpid();
  const Program crashes = [](Loop&) -> Ending {
    std::raise(SIGKILL);
    return {};
  };
  const Determinism found = check_determinism(crashes);
  EXPECT_FALSE(found.same);
  EXPECT_THAT(found.report, HasSubstr("once:     it was ended by signal 9"));
  EXPECT_EQ(getpid(), here);
}

TEST(CheckDeterminism, SaysWhatAProgramThrows) {
  const Program throws = [](Loop&) -> Ending { throw std::runtime_error("no"); };
  EXPECT_THAT(check_determinism(throws).report, HasSubstr("again:    it threw: no"));
}

TEST(CheckDeterminism, RefusesAStrategyThatThereIsNot) {
  EXPECT_THROW(static_cast<void>(check_determinism(test::racy(), {.strategy = "luck"})),
               std::invalid_argument);
}

}  // namespace
}  // namespace sim
