#include "props/execute.hpp"

#include <algorithm>
#include <string>

#include "props/interpreter.hpp"
#include "sim/aio/run.hpp"
#include "sim/base/free_list.hpp"
#include "sim/trace/digest.hpp"

namespace sim::props {
namespace {

class Recorder final : public Probe {
 public:
  explicit Recorder(Execution& record) noexcept : record_(record) {}

  void on_event(const ProbeEvent& e) override {
    record_.events.push_back({e.kind, e.time, e.iteration, e.task, e.other, label_of(e)});
    digest_.on_event(e);
    record_.digest = digest_.value();
  }

 private:
  Execution& record_;
  TraceDigest digest_;
};

std::uint64_t tasks_made(const Execution& record) {
  return static_cast<std::uint64_t>(
      std::count_if(record.events.begin(), record.events.end(),
                    [](const Occurrence& e) { return e.kind == EventKind::spawn; }));
}

void note_end(Execution& record, RunEnd end, const Task<Value>& main) {
  if (end != RunEnd::done) {
    record.outcome = end == RunEnd::deadlock ? "deadlock" : "step-limit";
    return;
  }
  try {
    record.result = repr(main.result());
    record.outcome = "ok";
  } catch (...) {
    record.exception = tell(std::current_exception());
    record.outcome = "raised";
  }
}

void note_leftovers(Execution& record, Loop& loop, std::uint64_t made_before_shutdown) {
  for (const AnyTask& task : all_tasks(loop)) {
    ++record.left.tasks;
    if (task.id().value() > made_before_shutdown) ++record.left.late_tasks;
  }
  record.left.timers = loop.timers();
}

void run_in(Runner& runner, const Program& program, Scene scene) {
  Execution& record = scene.record;
  Interpreter interpreter(program, scene);
  {
    const Task<Value> main = create_task_on(runner.loop(), interpreter.main());
    RunEnd end = runner.drive(main.core());
    record.main_done = interpreter.moment();
    const std::uint64_t made = tasks_made(record);
    if (end == RunEnd::done) end = runner.shut_down();
    record.elapsed = runner.loop().now() - Instant{};
    note_end(record, end, main);
    note_leftovers(record, runner.loop(), made);
  }
  runner.loop().reset();  // before the interpreter goes
}

}  // namespace

Execution execute(const Program& program, const ExecuteOptions& options) {
  Execution record;
  std::vector<AnyTask> kept;
  const std::size_t before = FreeList::in_use();
  {
    Recorder recorder(record);
    Runner runner({.chooser = options.chooser,
                   .probe = options.probe == nullptr ? &recorder : options.probe,
                   .iterations_max = 1'000'000,
                   .time_max = Instant::max()});
    run_in(runner, program, {runner.loop(), record, options.mutant, kept});
  }
  record.left.blocks = FreeList::in_use() - before;
  return record;
}

}  // namespace sim::props
