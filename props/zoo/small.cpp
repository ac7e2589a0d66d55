// Small programs, drawn at random.

#include "props/zoo/small.hpp"

#include <array>
#include <cstddef>
#include <exception>
#include <memory>
#include <utility>

#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/base/xoshiro.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim::zoo {
namespace {

using namespace std::chrono_literals;

constexpr std::array kNames = {"turn",  "read", "write", "bump",    "take",   "free",  "put",
                               "get",   "nap",  "set",   "clear",   "await",  "down",  "up",
                               "resolve", "expect", "hurry", "cancel", "join"};

// ---- the run -------------------------------------------------------------------------------

// It lives as long as any task does that uses it.
struct Stage {
  explicit Stage(const SmallProgram& the_program, std::vector<std::string>& the_logs)
      : program(the_program), logs(the_logs) {}
  const SmallProgram& program;
  std::vector<std::string>& logs;
  std::array<Shared<int>, 2> variables{Shared<int>(0), Shared<int>(0)};
  std::array<Lock, 2> locks{};
  Queue<int> queue{1};
  Event event{};
  Semaphore semaphore{1};
  Future<int> future{};
  std::vector<Task<>> tasks{};
};

Coro<> act(Stage& stage, std::size_t self, SmallStep step) {
  std::string& log = stage.logs[self];
  const auto which = static_cast<std::size_t>(step.which);
  const int mine = static_cast<int>(self) + 1;
  Shared<int>& variable = stage.variables[which % 2];
  Lock& lock = stage.locks[which % 2];
  switch (step.op) {
    case SmallOp::turn: co_await sleep(0s); break;
    case SmallOp::read: log += std::to_string(variable.get()); break;
    case SmallOp::write: variable.set(mine); break;
    case SmallOp::bump: variable.update([](int& value) { value += 10; }); break;
    case SmallOp::take: co_await lock.acquire(); break;
    case SmallOp::free: lock.release(); break;
    case SmallOp::put: co_await stage.queue.put(mine); break;
    case SmallOp::get: log += std::to_string(co_await stage.queue.get()); break;
    case SmallOp::nap: co_await sleep(1s * (step.which % 2 + 1)); break;
    case SmallOp::set: stage.event.set(); break;
    case SmallOp::clear: stage.event.clear(); break;
    case SmallOp::await: co_await stage.event.wait(); break;
    case SmallOp::down: co_await stage.semaphore.acquire(); break;
    case SmallOp::up: stage.semaphore.release(); break;
    case SmallOp::resolve: stage.future.set_result(mine); break;
    case SmallOp::expect: {
      const int value = co_await stage.future;
      log += std::to_string(value);
      break;
    }
    case SmallOp::hurry: {
      const int value = co_await wait_for(stage.queue.get(), 1s);
      log += std::to_string(value);
      break;
    }
    case SmallOp::cancel:
      if (which < stage.tasks.size()) log += stage.tasks[which].cancel() ? "y" : "n";
      break;
    case SmallOp::join:
      if (which < stage.tasks.size() && which + 1 != self) co_await stage.tasks[which];
      break;
  }
}

// A failed step is noted, and the next one follows; a cancellation ends the task.
Coro<> play(std::shared_ptr<Stage> shared, std::size_t self) {
  Stage& stage = *shared;
  bool swallows = stage.program.tasks[self].swallows;
  for (const SmallStep step : stage.program.tasks[self].steps) {
    std::exception_ptr cancelled;
    try {
      co_await act(stage, self, step);
      stage.logs[self] += '.';
    } catch (const CancelledError&) {
      cancelled = std::current_exception();
    } catch (const TimeoutError&) {
      stage.logs[self] += 't';
    } catch (const Exception&) {
      stage.logs[self] += 'e';
    }
    if (!cancelled) continue;
    stage.logs[self] += 'c';
    if (!std::exchange(swallows, false)) std::rethrow_exception(cancelled);
  }
}

Coro<> main_of(const SmallProgram& program, std::vector<std::string>& logs) {
  const auto shared = std::make_shared<Stage>(program, logs);
  Stage& stage = *shared;
  for (std::size_t task = 1; task < program.tasks.size(); ++task) {
    stage.tasks.push_back(create_task(play(shared, task)));
  }
  co_await play(shared, 0);
  if (!program.joins_all) co_return;
  for (std::size_t task = 0; task < stage.tasks.size(); ++task) {
    try {
      co_await stage.tasks[task];
    } catch (const CancelledError&) {
      logs[0] += 'x';
    }
  }
  logs[0] += std::to_string(stage.variables[0].get()) + std::to_string(stage.variables[1].get());
}

// ---- the draw ------------------------------------------------------------------------------

SmallStep draw_step(Xoshiro& draws, std::uint32_t tasks) {
  constexpr std::array common = {SmallOp::turn, SmallOp::read, SmallOp::write, SmallOp::bump};
  const SmallOp op = draws.below(2) == 0 ? common[draws.below(common.size())]
                                         : static_cast<SmallOp>(draws.below(kNames.size()));
  const bool of_task = op == SmallOp::cancel || op == SmallOp::join;
  return {op, static_cast<int>(draws.below(of_task ? tasks : 2))};
}

}  // namespace

SmallProgram SmallProgram::draw(std::uint64_t seed, int steps_max) {
  Xoshiro draws(seed);
  SmallProgram program;
  const std::uint32_t tasks = 2 + draws.below(2);
  program.tasks.resize(tasks + 1);
  for (int step = 0; step < steps_max; ++step) {
    const std::uint32_t task = draws.below(5) == 0 ? 0 : 1 + draws.below(tasks);
    program.tasks[task].steps.push_back(draw_step(draws, tasks));
  }
  for (SmallTask& task : program.tasks) task.swallows = draws.below(4) == 0;
  program.joins_all = draws.below(4) != 0;
  return program;
}

std::string SmallProgram::text() const {
  std::string text;
  for (const SmallTask& task : tasks) {
    text += task.swallows ? "swallowing:" : "task:";
    for (const SmallStep step : task.steps) {
      text += std::string(" ") + kNames[static_cast<std::size_t>(step.op)] +
              std::to_string(step.which);
    }
    text += "\n";
  }
  return text + (joins_all ? "joins all\n" : "joins nobody\n");
}

Ending SmallProgram::operator()(Loop& loop) const {
  std::vector<std::string> logs(tasks.size());
  Ending ending;
  {
    const Task<> main = create_task_on(loop, main_of(*this, logs), "main");
    while (!main.done()) {
      if (loop.run_once()) continue;
      ending.kind = EndingKind::deadlock;
      break;
    }
  }
  for (const std::string& log : logs) ending.what += log + "|";
  return ending;
}

}  // namespace sim::zoo
