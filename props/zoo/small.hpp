// props/zoo/small.hpp
//
// Small programs, drawn at random, to compare methods of search by what they find: tasks that share
// variables, locks, a condition, a barrier, a queue, an event, a semaphore and a future, sleep for
// the same time, wait with a time limit, alone, in groups and for each other, are called back, look
// how things stand, and cancel each other.
//
//   SmallProgram program = SmallProgram::draw(seed);
//   std::set<std::string> results = ...    // of Program(program): what each task saw, and the end
//   std::puts(program.text().c_str());
//
// What a run ends in is said by its Ending, in full: two runs with the same Ending are the same for
// each of its tasks.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/explore/program.hpp"

namespace sim::zoo {

enum class SmallOp : std::uint8_t {
  turn, read, write, bump, take, free, put, get, nap, set, clear, await, down, up, resolve, expect,
  hurry, cancel, join, limit, listen, tell, meet, gather, either, group, guard, hear, later, look,
  drain, tick,
};
inline constexpr int small_ops = static_cast<int>(SmallOp::tick) + 1;

struct SmallStep {
  SmallOp op = SmallOp::turn;
  int which = 0;  // variable, lock, task; or for how long
};

struct SmallTask {
  std::vector<SmallStep> steps{};
  bool swallows = false;  // a cancellation, once
};

struct SmallProgram {
  std::vector<SmallTask> tasks{};  // the first one creates the others, and then does its steps
  bool joins_all = true;           // and then waits for them, or not
  bool shuts_down = false;         // and then those that are left are cancelled, as by asyncio.run

  // At most so many steps in all.
  [[nodiscard]] static SmallProgram draw(std::uint64_t seed, int steps_max = 7);
  [[nodiscard]] std::string text() const;
  [[nodiscard]] Ending operator()(Loop& loop) const;
};

}  // namespace sim::zoo
