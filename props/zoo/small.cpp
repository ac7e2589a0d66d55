// Small programs, drawn at random.

#include "props/zoo/small.hpp"

#include <array>
#include <cstddef>
#include <exception>
#include <memory>
#include <utility>

#include "sim/aio/barrier.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/base/xoshiro.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim::zoo {
namespace {

using namespace std::chrono_literals;

constexpr std::array kNames = {"turn",    "read",   "write",  "bump",   "take",  "free",  "put",
                               "get",     "nap",    "set",    "clear",  "await", "down",  "up",
                               "resolve", "expect", "hurry",  "cancel", "join",  "limit", "listen",
                               "tell",    "meet",   "gather", "either", "group", "guard", "hear",
                               "later",   "look",   "drain",  "tick"};
static_assert(kNames.size() == small_ops);

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
  Condition changed{};
  Barrier barrier{2};
  Future<int> future{};
  std::vector<Task<>> tasks{};
};

// A step of the task `self`; whoever is called back keeps the stage.
struct Act {
  std::shared_ptr<Stage> kept;
  Stage& stage;
  std::size_t self;
  std::size_t which;
  int mine;
  std::string& log;

  Act(std::shared_ptr<Stage> shared, std::size_t the_self, SmallStep step)
      : kept(std::move(shared)),
        stage(*kept),
        self(the_self),
        which(static_cast<std::size_t>(step.which)),
        mine(static_cast<int>(self) + 1),
        log(stage.logs[self]) {}

  [[nodiscard]] Shared<int>& variable() const { return stage.variables[which % 2]; }
  [[nodiscard]] Lock& lock() const { return stage.locks[which % 2]; }
  void note(std::int64_t number) const { log += std::to_string(number); }
  [[nodiscard]] std::vector<Task<>> others() const {
    std::vector<Task<>> tasks;
    for (std::size_t task = 0; task < stage.tasks.size(); ++task) {
      if (task + 1 != self) tasks.push_back(stage.tasks[task]);
    }
    return tasks;
  }
};

Coro<> bump(std::shared_ptr<Stage> stage, std::size_t which, int turns) {
  for (int turn = 0; turn < turns; ++turn) co_await sleep(0s);
  stage->variables[which % 2].update([](int& value) { value += 10; });
}

// For a task of its own.
Coro<int> get(std::shared_ptr<Stage> stage) { co_return co_await stage->queue.get(); }

// What is done with one object, or with time.
Coro<> act_alone(Act& me, SmallOp op) {
  Stage& stage = me.stage;
  switch (op) {
    case SmallOp::turn: co_await sleep(0s); break;
    case SmallOp::read: me.note(me.variable().get()); break;
    case SmallOp::write: me.variable().set(me.mine); break;
    case SmallOp::bump: me.variable().update([](int& value) { value += 10; }); break;
    case SmallOp::take: co_await me.lock().acquire(); break;
    case SmallOp::free: me.lock().release(); break;
    case SmallOp::put: co_await stage.queue.put(me.mine); break;
    case SmallOp::get: me.note(co_await stage.queue.get()); break;
    case SmallOp::nap: co_await sleep(1s * (me.which % 2 + 1)); break;
    case SmallOp::set: stage.event.set(); break;
    case SmallOp::clear: stage.event.clear(); break;
    case SmallOp::await: co_await stage.event.wait(); break;
    case SmallOp::down: co_await stage.semaphore.acquire(); break;
    case SmallOp::up: stage.semaphore.release(); break;
    case SmallOp::resolve: stage.future.set_result(me.mine); break;
    case SmallOp::expect: {
      const int value = co_await stage.future;
      me.note(value);
      break;
    }
    case SmallOp::hurry: {
      const int value = co_await wait_for(get(me.kept), 1s);
      me.note(value);
      break;
    }
    case SmallOp::limit: {
      const int value = co_await timeout(1s, stage.queue.get());
      me.note(value);
      break;
    }
    case SmallOp::drain: co_await stage.queue.join(); break;
    case SmallOp::tick: stage.queue.task_done(); break;
    default: break;
  }
}

void look(const Act& me) {
  Stage& stage = me.stage;
  me.note(me.lock().locked() ? 1 : 0);
  me.note(stage.semaphore.locked() ? 1 : 0);
  me.note(stage.event.is_set() ? 1 : 0);
  me.note(stage.future.done() ? 1 : 0);
  me.note(static_cast<std::int64_t>(stage.queue.qsize()));
  if (me.which < stage.tasks.size()) me.note(stage.tasks[me.which].done() ? 1 : 0);
}

Coro<> run_group(const Act& me) {
  const auto body = [&me](TaskGroup& group) -> Coro<> {
    group.create_task(bump(me.kept, 0, 1));
    group.create_task(bump(me.kept, me.which, 0));
    co_return;
  };
  co_await task_group(body);
}

// What is done with other tasks.
Coro<> act_together(Act& me, SmallOp op) {
  Stage& stage = me.stage;
  switch (op) {
    case SmallOp::cancel:
      if (me.which < stage.tasks.size()) me.log += stage.tasks[me.which].cancel() ? "y" : "n";
      break;
    case SmallOp::join:
      if (me.which < stage.tasks.size() && me.which + 1 != me.self) {
        co_await stage.tasks[me.which];
      }
      break;
    case SmallOp::listen: {
      const auto held = co_await stage.changed.hold();
      co_await stage.changed.wait();
      break;
    }
    case SmallOp::tell: {
      const auto held = co_await stage.changed.hold();
      stage.changed.notify();
      break;
    }
    case SmallOp::meet: me.note(co_await stage.barrier.wait()); break;
    case SmallOp::gather: co_await gather(bump(me.kept, 0, 0), bump(me.kept, me.which, 1)); break;
    case SmallOp::either: {
      const auto sides = co_await wait(me.others(), {.return_when = ReturnWhen::first_completed});
      for (const Task<>& task : sides.done) me.log += task.cancelled() ? 'C' : 'D';
      break;
    }
    case SmallOp::group: co_await run_group(me); break;
    case SmallOp::guard: me.note(co_await shield(stage.future)); break;
    case SmallOp::hear:
      stage.future.add_done_callback([kept = me.kept](const Future<int>&) {
        kept->variables[0].update([](int& value) { value += 100; });
      });
      break;
    case SmallOp::later:
      Loop::current().call_later(1s, [kept = me.kept, which = me.which] {
        kept->variables[which % 2].set(7);
      });
      break;
    case SmallOp::look: look(me); break;
    default: break;
  }
}

Coro<> act(std::shared_ptr<Stage> stage, std::size_t self, SmallStep step) {
  Act me(std::move(stage), self, step);
  co_await act_alone(me, step.op);
  co_await act_together(me, step.op);
}

// A failed step is noted, and the next one follows; a cancellation ends the task.
Coro<> play(std::shared_ptr<Stage> shared, std::size_t self) {
  Stage& stage = *shared;
  bool swallows = stage.program.tasks[self].swallows;
  for (const SmallStep step : stage.program.tasks[self].steps) {
    std::exception_ptr cancelled;
    try {
      co_await act(shared, self, step);
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

// What is left stays as it is.
RunEnd run_until(Loop& loop, const Task<>& main) {
  while (!main.done()) {
    if (!loop.run_once()) return RunEnd::deadlock;
  }
  return RunEnd::done;
}

RunEnd run_and_shut_down(Loop& loop, const Task<>& main) {
  Runner runner(loop);
  const RunEnd end = runner.drive(main.core());
  return end == RunEnd::done ? runner.shut_down() : end;
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
  program.shuts_down = draws.below(2) == 0;
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
  text += joins_all ? "joins all" : "joins nobody";
  return text + (shuts_down ? ", and shuts down\n" : "\n");
}

Ending SmallProgram::operator()(Loop& loop) const {
  std::vector<std::string> logs(tasks.size());
  Ending ending;
  {
    const Task<> main = create_task_on(loop, main_of(*this, logs), "main");
    const RunEnd end = shuts_down ? run_and_shut_down(loop, main) : run_until(loop, main);
    if (end == RunEnd::deadlock) ending.kind = EndingKind::deadlock;
  }
  for (const std::string& log : logs) ending.what += log + "|";
  return ending;
}

}  // namespace sim::zoo
