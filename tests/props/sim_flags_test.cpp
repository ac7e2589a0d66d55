#include "props/sim_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "sim/sched/schedule.hpp"

namespace sim {
namespace {

using testing::HasSubstr;
using Variables = std::map<std::string, std::string>;

ReadFlags read(std::vector<std::string> arguments, const Variables& variables = {}) {
  arguments.insert(arguments.begin(), "program");
  return read_sim_flags(arguments, [&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(SimFlags, AreReadFromArguments) {
  const std::string token = Schedule().token();
  const ReadFlags result = read({"--gtest_filter=A.*", "--sim_strategy=pct3", "--sim_schedules=7",
                                 "--sim_seconds=0.5", "--sim_seed", "9", "--sim_jobs=2",
                                 "--sim_replays=0", "--sim_schedule=" + token, "--sim_failures=",
                                 "--sim_cases=3", "--sim_input=i1-2",
                                 "--sim_check_determinism=6", "--other"});
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.flags.strategy, "pct3");
  EXPECT_EQ(result.flags.schedules, 7U);
  EXPECT_EQ(result.flags.seconds, 0.5);
  EXPECT_EQ(result.flags.seed, 9U);
  EXPECT_EQ(result.flags.jobs, 2U);
  EXPECT_EQ(result.flags.replays, 0U);
  EXPECT_EQ(result.flags.schedule, token);
  EXPECT_EQ(result.flags.failures, "");
  EXPECT_EQ(result.flags.cases, 3U);
  EXPECT_EQ(result.flags.input, "i1-2");
  EXPECT_EQ(result.flags.check_determinism, 6U);
}

TEST(SimFlags, AreReadFromTheEnvironmentUnlessAnArgumentSaysOtherwise) {
  const Variables variables = {{"FERMATA_SEED", "4"}, {"FERMATA_JOBS", "3"}};
  const ReadFlags result = read({"--sim_seed=5"}, variables);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(result.flags.seed, 5U);
  EXPECT_EQ(result.flags.jobs, 3U);
  EXPECT_FALSE(result.flags.schedules);
}

TEST(SimFlags, AreRefusedWhereTheyCannotBeRead) {
  EXPECT_THAT(read({"--sim_sede=5"}).error, HasSubstr("there is no flag '--sim_sede'"));
  EXPECT_THAT(read({"--sim_seed"}).error, HasSubstr("--sim_seed needs a value"));
  EXPECT_THAT(read({"--sim_seed=-5"}).error, HasSubstr("'-5' is not a whole number"));
  EXPECT_THAT(read({"--sim_seconds=0"}).error, HasSubstr("is not a number of seconds above 0"));
  EXPECT_THAT(read({"--sim_strategy=luck"}).error, HasSubstr("is not one of"));
  EXPECT_THAT(read({"--sim_schedule=fermata1-any-x0000"}).error, HasSubstr("a character was lost"));
  EXPECT_THAT(read({}, {{"FERMATA_JOBS", "many"}}).error, HasSubstr("FERMATA_JOBS: 'many'"));
}

TEST(SimFlags, SayAllThatIsWrongAtOnce) {
  const std::string error = read({"--sim_sede=5", "--sim_jobs=x"}).error;
  EXPECT_THAT(error, HasSubstr("--sim_sede"));
  EXPECT_THAT(error, HasSubstr("--sim_jobs"));
}

}  // namespace
}  // namespace sim
