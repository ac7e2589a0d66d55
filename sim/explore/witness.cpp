#include "sim/explore/witness.hpp"

#include <map>

#include "sim/sched/record.hpp"
#include "sim/sched/replay.hpp"

namespace sim {
namespace {

// Keeps the events, and which step of the schedule they belong to.
class Watch final : public Probe {
 public:
  Watch(Witness& seen, const Replay& replay) : seen_(seen), replay_(replay) {}

  void on_event(const ProbeEvent& event) override {
    seen_.trace.push_back(TraceEvent(event));
    if (event.kind == EventKind::step) seen_.numbers.push_back(replay_.steps());
  }

 private:
  Witness& seen_;
  const Replay& replay_;
};

TaskNames names_in(const Trace& trace, const ScheduleRecorder& recorder) {
  TaskNames names;
  for (const TraceEvent& event : trace) {
    if (event.kind == EventKind::spawn && recorder.knows(event.task)) {
      names[recorder.path(event.task)] = event.label;
    }
  }
  return names;
}

}  // namespace

LaneOptions Witness::lanes() const {
  LaneOptions options;
  options.numbers = numbers;
  for (const std::uint64_t step : schedule.steps()) {
    if (step != 0) options.marked.insert(step);
  }
  return options;
}

Witness witness(const Program& program, const Schedule& schedule, Loop& loop) {
  Witness seen;
  Replay replay(schedule);
  ScheduleRecorder recorder(replay, schedule.model());
  Watch watch(seen, replay);
  loop.set_chooser(&recorder);
  loop.set_probe(&watch);
  seen.ending = program(loop);
  seen.schedule = replay.used();
  seen.parting = replay.parting();
  seen.names = names_in(seen.trace, recorder);
  loop.set_probe(nullptr);
  loop.reset();
  loop.set_chooser(nullptr);
  return seen;
}

Witness witness(const Program& program, const Schedule& schedule) {
  Loop loop;
  return witness(program, schedule, loop);
}

}  // namespace sim
