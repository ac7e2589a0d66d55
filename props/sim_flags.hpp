// props/sim_flags.hpp
//
// How the tests of SIM_TEST and SIM_PROP search, from the command line and the environment.
//
//   my_test --sim_schedules=100000 --sim_jobs=8
//   FERMATA_SECONDS=60 my_test
//   my_test --gtest_filter=Bank.KeepsItsSum --sim_schedule=fermata1-any-s1.2*3-1.1*1-x5d2c
//
//   --sim_strategy   FERMATA_STRATEGY   who chooses the schedules (sim/sched): portfolio
//   --sim_schedules  FERMATA_SCHEDULES  how many, at most: 1000
//   --sim_seconds    FERMATA_SECONDS    for how long, instead of how many: no limit
//   --sim_seed       FERMATA_SEED       what they are drawn from: 0
//   --sim_jobs       FERMATA_JOBS       on how many threads; 0: one for each core: 1
//   --sim_replays    FERMATA_REPLAYS    to make a failing schedule small, at most: 500
//   --sim_schedule   FERMATA_SCHEDULE   this one alone, by its token: none
//   --sim_failures   FERMATA_FAILURES   the folder for schedules that failed; empty: none: .fermata
//   --sim_cases      FERMATA_CASES      of a SIM_PROP: how many inputs: 100
//   --sim_input      FERMATA_INPUT      of a SIM_PROP: the input that RapidCheck drew: none
//   --sim_check_determinism  FERMATA_CHECK_DETERMINISM   so many are made twice first: 0
//
// A flag goes before a variable, that before what the test itself says (sim_test.hpp), and that
// before what is built in. A flag that does not exist or a value that cannot be read ends the
// program with status 2 before anything runs. They work with any main() that gives its arguments
// to testing::InitGoogleTest.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sim {

inline constexpr const char* kSavedFailures = ".fermata";

struct SimFlags {
  std::optional<std::string> strategy{};
  std::optional<std::uint64_t> schedules{};
  std::optional<double> seconds{};
  std::optional<std::uint64_t> seed{};
  std::optional<unsigned> jobs{};
  std::optional<std::uint64_t> replays{};
  std::optional<std::string> schedule{};
  std::optional<std::string> failures{};
  std::optional<std::uint64_t> cases{};
  std::optional<std::string> input{};
  std::optional<std::uint64_t> check_determinism{};
};

struct ReadFlags {
  SimFlags flags{};
  std::string error{};  // one line a mistake; empty: there is none
};

// `variable(name)` gives a variable of the environment, or nullptr. Arguments that do not begin
// with "--sim_" are somebody else's.
[[nodiscard]] ReadFlags read_sim_flags(const std::vector<std::string>& arguments,
                                       const std::function<const char*(const char*)>& variable);

// Those of this process: what GoogleTest was started with. Read once.
[[nodiscard]] const ReadFlags& sim_flags();

}  // namespace sim
