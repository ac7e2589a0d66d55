#include "sim/aio/run.hpp"

#include <string>
#include <utility>
#include <vector>

#include "sim/aio/call_graph.hpp"
#include "sim/aio/gather.hpp"
#include "sim/base/wait_text.hpp"

namespace sim {
namespace {

// Hears that a future is done, as the callback with which run_until_complete stops its loop. A
// chooser may leave the loop by throwing.
struct StopSign : Runnable {
  explicit StopSign(Loop& of) noexcept
      : Runnable(&StopSign::act), loop(of), cell(of.next_cell()) {
    loop.note(Deed::reads_cell, cell);
  }
  ~StopSign() { loop.cancel(*this); }
  static void act(Runnable& self, RunnableOp op) {
    if (!runs(op)) return;
    auto& sign = static_cast<StopSign&>(self);
    sign.up = true;
    sign.loop.note(Deed::writes_cell, sign.cell);
  }

  Loop& loop;
  std::uint32_t cell;  // what a picker that minds knows it by
  bool up = false;
};

Coro<> nothing() { co_return; }

// "Task-1 waits for a lock (Task-2)"
std::string describe_wait(const std::string& name, const std::vector<Blocker*>& awaited) {
  if (awaited.empty()) return name + " is ready";
  std::vector<Blocker*> parts;
  // A future says what is behind it by itself.
  if (dynamic_cast<FutureCore*>(awaited.front()) == nullptr) awaited.front()->add_awaited(parts);
  std::vector<std::string> behind;
  for (const Blocker* part : parts) behind.push_back(part->title());
  return wait_line(name, awaited.front()->describe(), behind);
}

std::string describe_ring(const CallGraph& graph) {
  std::vector<std::string> names;
  for (const std::size_t node : graph.find_ring()) {
    if (graph.nodes[node].task) names.push_back(graph.nodes[node].name);
  }
  return names.empty() ? "" : ring_line(names) + "\n";
}

}  // namespace

Runner::Runner(RunOptions options)
    : options_(options), own_loop_(std::in_place), loop_(*own_loop_) {
  loop_.set_chooser(options.chooser);
  loop_.set_probe(options.probe);
  loop_.set_exception_handler(options.exception_handler);
  loop_.set_ties(options.ties);
  loop_.set_jitter(options.jitter);
}

Runner::Runner(Loop& loop, RunOptions options) : options_(options), loop_(loop) {
  loop_.set_exception_handler(options.exception_handler);
  loop_.set_ties(options.ties);
}

Runner::~Runner() { static_cast<void>(shut_down()); }

RunEnd Runner::drive(FutureCore& core) {
  StopSign stop(loop_);
  const bool closed = std::exchange(closed_, true);  // unless it comes to an end
  if (core.done()) {
    loop_.post(stop);
  } else {
    core.add_waiter(stop);
  }
  bool limited = false;
  const bool left = loop_.run_while([&] {
    if (stop.up) return false;
    interrupt();
    limited = at_limit();
    return !limited;
  });
  RunEnd end = RunEnd::done;
  if (limited) {
    loop_.tell_deed(EventKind::limit, {});
    end = RunEnd::limit;
  } else if (!left) {
    end = loop_.halted() ? RunEnd::halted : RunEnd::deadlock;
  }
  if (stop.up) core.error_taken();  // asyncio's callback takes a look at it
  closed_ = closed || end != RunEnd::done;
  return end;
}

bool Runner::at_limit() {
  return loop_.iteration() >= options_.iterations_max || loop_.next_time() > options_.time_max;
}

void Runner::interrupt() {
  if (!options_.interruption || loop_.iteration() != options_.interruption->before) return;
  const TaskId chosen = options_.interruption->task;
  options_.interruption.reset();  // an iteration begins once, whoever drives
  for (const AnyTask& task : all_tasks(loop_)) {
    if (task.task_core().id() == chosen) task.core().cancel({});
  }
}

// A run that did not come to its end is not shut down: nothing is cancelled.
RunEnd Runner::shut_down() {
  if (std::exchange(closed_, true)) return RunEnd::done;
  loop_.tell_deed(EventKind::shutdown, {});
  RunEnd end = cancel_all_tasks();
  options_.interruption.reset();  // what follows is no task of the program
  if (end == RunEnd::done) end = run_empty_task();  // asynchronous generators
  if (end == RunEnd::done) end = run_empty_task();  // the executor
  return end;
}

RunEnd Runner::cancel_all_tasks() {
  const std::vector<AnyTask> tasks = all_tasks(loop_);
  if (tasks.empty()) return RunEnd::done;
  std::vector<Future<>> ends;
  for (const AnyTask& task : tasks) {
    task.core().cancel({});
    ends.emplace_back(task.core());
  }
  const RunEnd end = drive(
      detail::gather_range<detail::GatherErrors::collect>(loop_, std::move(ends)).core());
  if (end != RunEnd::done) return end;
  for (const AnyTask& task : tasks) {
    if (task.core().state() != BlockerState::failed) continue;
    loop_.call_exception_handler({task.exception(),
                                  "unhandled exception during asyncio.run() shutdown", task.id(),
                                  task.name()});
  }
  return RunEnd::done;
}

RunEnd Runner::run_empty_task() { return drive(create_task_on(loop_, nothing()).core()); }

void Runner::throw_unless_done(RunEnd end) {
  if (end == RunEnd::done) return;
  closed_ = true;
  switch (end) {
    case RunEnd::done: break;
    case RunEnd::deadlock: throw Deadlock("deadlock:\n" + describe_waits(loop_));
    case RunEnd::limit: throw LimitReached("the limit of iterations or of time is reached");
    case RunEnd::halted: throw Halted("the run was halted");
  }
}

std::exception_ptr detail::ending_error(FutureCore& core) {
  try {
    core.throw_if_unsuccessful();
  } catch (...) {
    return std::current_exception();
  }
  return nullptr;
}

std::string describe_waits(const Loop& loop) {
  std::string text;
  for (const AnyTask& task : all_tasks(loop)) {
    std::vector<Blocker*> awaited;
    task.task_core().add_awaited(awaited);
    text += describe_wait(task.name(), awaited) + "\n";
  }
  return text + describe_ring(capture_call_graphs(loop));
}

}  // namespace sim
