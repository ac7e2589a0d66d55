#include "sim/explore/explorer.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/sched/log_player.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/model.hpp"
#include "sim/sched/record.hpp"

namespace sim {
namespace {

constexpr std::uint64_t kSchedulesBetweenWords = 64;

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

std::uint64_t seed_of_run(std::uint64_t seed, std::uint64_t number) {
  std::uint64_t state = seed;
  state = splitmix(state) + number;
  return splitmix(state);
}

}  // namespace

void count_distinct(Outcome& outcome) {
  std::vector<std::uint64_t> sorted = outcome.traces;
  std::sort(sorted.begin(), sorted.end());
  outcome.distinct = outcome.singletons = 0;
  for (std::size_t first = 0; first < sorted.size();) {
    std::size_t last = first;
    while (last < sorted.size() && sorted[last] == sorted[first]) ++last;
    ++outcome.distinct;
    if (last - first == 1) ++outcome.singletons;
    first = last;
  }
}

Explorer::Explorer(Program program, ExploreOptions options)
    : program_(std::move(program)),
      options_(std::move(options)),
      strategy_(make_strategy(options_.strategy)) {
  if (strategy_ == nullptr) {
    throw std::invalid_argument("there is no strategy '" + options_.strategy + "'");
  }
}

Outcome Explorer::run() {
  Outcome outcome;
  TraceHash hash;
  const std::uint64_t steps_before = loop_.steps_of_all_runs();
  while (outcome.schedules < options_.schedules && !strategy_->exhausted()) {
    if (options_.keep_going && !options_.keep_going()) break;
    const std::uint64_t number = options_.first + ++outcome.schedules;
    strategy_->begin_run(seed_of_run(options_.seed, number));
    TimingOnly timing(*strategy_);
    Chooser& chooser = options_.model == Model::any ? static_cast<Chooser&>(*strategy_) : timing;
    if (options_.count_distinct) hash.begin_run(chooser);
    loop_.set_chooser(options_.count_distinct ? static_cast<Chooser*>(&hash) : &chooser);
    Ending ending = program_(loop_);
    strategy_->end_run(ending.ok());
    loop_.reset();
    tell_progress(outcome);
    if (options_.count_distinct) outcome.traces.push_back(hash.value());
    if (ending.ok()) continue;
    ++outcome.failures;
    if (!outcome.failure) outcome.failure = describe(number, std::move(ending));
    if (options_.stop_at_failure) break;
  }
  loop_.set_chooser(nullptr);
  tell_progress(outcome, true);
  outcome.steps = loop_.steps_of_all_runs() - steps_before;
  outcome.exhausted = strategy_->exhausted();
  count_distinct(outcome);
  return outcome;
}

void Explorer::tell_progress(const Outcome& outcome, bool last) const {
  if (!options_.progress || (!last && outcome.schedules % kSchedulesBetweenWords != 0)) return;
  options_.progress({outcome.schedules, options_.schedules});
}

// Makes the last run again, to write down what it was.
Failure Explorer::describe(std::uint64_t number, Ending ending) {
  LogPlayer player(strategy_->log());
  TimingOnly timing(player);
  Chooser& chooser = options_.model == Model::any ? static_cast<Chooser&>(player) : timing;
  ScheduleRecorder recorder(chooser, options_.model);
  Names names;
  loop_.set_chooser(&recorder);
  loop_.set_probe(&names);
  const Ending again = program_(loop_);
  Failure failure{number, std::move(ending), recorder.schedule(), names.by_path(recorder),
                  recorder.schedule()};
  loop_.set_probe(nullptr);
  loop_.reset();
  if (again != failure.ending) {
    failure.ending.what += " (and another ending when run again: " + again.what + ")";
  }
  return failure;
}

}  // namespace sim
