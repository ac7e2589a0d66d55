// props/zoo/pair.hpp
//
// A Pair is a mistake that only asynchronous programs can have, and beside it its correct twin.
//
//   for (const zoo::Pair& pair : zoo::pairs()) {
//     Explorer finder(pair.broken(), {.schedules = 1'000});      // finds it
//     Explorer judge(pair.correct(), {.schedules = 100'000});    // finds nothing
//   }
//
// Each is written as its users would write it, on the public vocabulary (sim/aio), and passes in
// asyncio's own order: no test without a scheduler that varies meets the bug. A run is that of
// asyncio.run: what still runs when main has ended is cancelled. It fails where a check does not
// hold, main raises, or nothing goes on; a main that is cancelled passes.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/coro/coro.hpp"
#include "sim/explore/program.hpp"

namespace sim::zoo {

// What must hold in a run, said by the program itself.
class Check {
 public:
  explicit Check(Loop& loop) noexcept : loop_(loop) {}
  Check(const Check&) = delete;
  Check& operator=(const Check&) = delete;

  // Ends the run where it does not hold: the task that asks gets no further than its next await.
  void that(bool holds, std::string_view what);

  [[nodiscard]] const Ending& ending() const noexcept { return ending_; }

 private:
  Loop& loop_;
  Ending ending_;
};

using PairMain = Coro<> (*)(Check& check);

struct Pair {
  std::string_view name;
  std::string_view bug;         // what goes wrong, and in which order
  std::string_view correct_by;  // what the twin does
  PairMain broken_main;
  PairMain correct_main;
  bool survives_cancel;  // the twin keeps its promise whichever task is cancelled wherever it waits

  [[nodiscard]] Program broken() const;
  [[nodiscard]] Program correct() const;
};

// All of them, in the order of the files pairs_state.cpp, pairs_time.cpp and pairs_wait.cpp.
[[nodiscard]] const std::vector<Pair>& pairs();

// The one of that name, or nullptr.
[[nodiscard]] const Pair* find_pair(std::string_view name);

// As many iterations of the loop as a piece of input or output takes.
[[nodiscard]] Coro<> turns(int count);

// `body`, some turns later.
[[nodiscard]] Coro<> after(int count, Coro<> body);

namespace detail {

[[nodiscard]] std::vector<Pair> pairs_of_state();
[[nodiscard]] std::vector<Pair> pairs_of_time();
[[nodiscard]] std::vector<Pair> pairs_of_waiting();

}  // namespace detail

}  // namespace sim::zoo
