// sim/explore/report.hpp
//
// A failure as text for people: what broke, the schedule that breaks it, what the tasks do in it,
// and the line that repeats it.
//
//   const Shrunk shrunk = Shrinker(program).shrink(failure.schedule, failure.ending);
//   FailureReport report{.title = "Bank.Adds", .seen = witness(program, shrunk.schedule)};
//   report.number = failure.number;
//   report.deviations_found = failure.schedule.size();
//   report.replays = shrunk.replays;
//   report.repeat = "./bank_test --gtest_filter=Bank.Adds --sim_schedule=" +
//                   report.seen.schedule.token();
//   std::cout << report.text();
//
// Of a watched run its digest is shown. What is left out is not mentioned. The line that repeats it
// is the last one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/explore/witness.hpp"

namespace sim {

struct FailureReport {
  std::string title{};                // of the program
  Witness seen{};                     // the run under the shrunk schedule
  std::string detail{};               // more than the ending says, in as many lines as it takes
  std::uint64_t number = 0;           // of the schedule that failed first, from 1
  std::size_t deviations_found = 0;   // in that one
  std::uint64_t replays = 0;          // used to shrink it
  bool minimal = false;               // certified: no schedule with fewer deviations fails
  std::string decides{};              // which of several deviations, and what is without it
  std::string reversal{};             // what came of a race the other way round, in a line
  std::string waits{};                // who waits for what, in lines; of a race: both accesses
  std::string repeat{};               // a command

  [[nodiscard]] std::string text() const;
};

}  // namespace sim
