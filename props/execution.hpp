// props/execution.hpp
//
// What one run of a program did: what it printed, how it ended, every event of its loop, and each
// of its awaits with what it was given and what it gave.
//
//   const Execution run = execute(program);
//   EXPECT_EQ(run.output, std::vector<std::string>{"p1"});
//   for (const Waited& wait : run.waits) ...
//
// The laws (props/laws) are functions of this record; they never see the program.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/aio/wait.hpp"
#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/probe.hpp"

namespace sim::props {

// A ProbeEvent whose label is kept.
struct Occurrence {
  EventKind kind;
  Instant time;
  std::uint64_t iteration;
  TaskId task;
  TaskId other;
  std::string label;
};

struct Moment {
  std::uint64_t iteration = 0;
  Instant time{};
  std::size_t event = 0;  // how many events came before
};

// What a task was given to wait for: a task's id, or, below 0, the number of a gathering.
using Awaitee = std::int64_t;

// One await of the program that came to an end.
struct Await {
  TaskId task;
  Moment begin;
  Moment end;
  std::string error;  // what it threw, as Python's repr; empty if it threw nothing
};

struct Slept : Await {
  Duration delay;
};

struct Awaited : Await {
  Awaitee of;
  std::string result;
};

struct Gathered : Await {
  Moment made;  // when gather() was called; its await may come later
  std::vector<TaskId> arguments;
  bool return_exceptions;
  bool ended = false;      // a gathering need not be awaited
  bool cancelled = false;  // it was itself asked to stop
  std::vector<std::string> results;
};

struct Waited : Await {
  std::vector<Awaitee> arguments;
  WaitOptions options;
  std::vector<Awaitee> done;
  std::vector<Awaitee> pending;
  std::vector<Awaitee> really_done;  // of the arguments, when the wait returned
};

struct Asked {  // to stop
  Awaitee of;
  bool was_done;
  bool answer;
};

// What the outermost coroutine of a task did.
struct Body {
  TaskId task;
  bool returned;
  std::string end;  // what it returned or raised
};

// What is left of a run after everything of it was let go.
struct Leftovers {
  std::size_t tasks = 0;       // not done after the shutdown
  std::size_t late_tasks = 0;  // of these, those that were made during it: asyncio drops them, too
  std::size_t timers = 0;      // pending after the shutdown
  std::size_t blocks = 0;      // of the free list, when the loop is gone
};

struct Execution {
  std::vector<std::string> output;
  std::string outcome;    // "ok", "raised", or what would be a bug: "deadlock", "step-limit"
  std::string exception;  // "ValueError: e1"
  std::string result;     // what main returned
  Duration elapsed{};
  std::uint64_t digest = 0;

  std::vector<Occurrence> events;
  std::vector<Slept> sleeps;
  std::vector<Awaited> awaits;
  std::vector<Gathered> gathers;
  std::vector<Waited> waits;
  std::vector<Asked> cancels;
  std::vector<Body> bodies;
  std::vector<TaskId> entered;  // tasks whose body began
  Moment main_done;             // where the shutdown begins
  Leftovers left;
};

}  // namespace sim::props
