#include "sim/explore/describe_run.hpp"

#include <map>
#include <string>

#include "sim/sched/log_player.hpp"
#include "sim/sched/model.hpp"
#include "sim/sched/record.hpp"

namespace sim {
namespace {

// The names of the tasks of a run.
class Names final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    if (event.kind == EventKind::spawn) names_[event.task] = std::string(event.label);
  }

  [[nodiscard]] TaskNames by_path(const ScheduleRecorder& recorder) const {
    TaskNames names;
    for (const auto& [task, name] : names_) {
      if (recorder.knows(task)) names[recorder.path(task)] = name;
    }
    return names;
  }

 private:
  std::map<TaskId, std::string> names_;
};

}  // namespace

DescribedRun describe_run(const Program& program, const RunLog& log, Model model, Loop& loop) {
  LogPlayer player(log);
  TimingOnly timing(player);
  Chooser& chooser = model == Model::any ? static_cast<Chooser&>(player) : timing;
  ScheduleRecorder recorder(chooser, model);
  Names names;
  loop.set_chooser(&recorder);
  loop.set_probe(&names);
  DescribedRun run;
  run.ending = program(loop);
  run.schedule = recorder.schedule();
  run.names = names.by_path(recorder);
  loop.set_probe(nullptr);
  loop.reset();
  loop.set_chooser(nullptr);
  return run;
}

}  // namespace sim
