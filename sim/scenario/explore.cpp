#include "sim/scenario/explore.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string_view>
#include <utility>

#include "sim/explore/certificate.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/reversal.hpp"
#include "sim/explore/shrink.hpp"
#include "sim/scenario/schedule_reader.hpp"
#include "sim/sched/record.hpp"
#include "sim/trace/export_lanes.hpp"

namespace sim::scenario {
namespace {

Model model_of(const Explore& explore) {
  return explore.model == Explore::Model::timing ? Model::timing : Model::any;
}

DetectOptions detect_in(const Scenario& scenario, Model model) {
  DetectOptions detect;
  detect.hb_race = explore_of(scenario).races;
  detect.lasso_rounds = static_cast<std::uint64_t>(explore_of(scenario).lasso);
  detect.readiness = model == Model::any ? Readiness::any : Readiness::in_order;
  return detect;
}

// What is kept from one run of an exploration to the next.
struct Tally {
  std::uint64_t cancel_points = 0;  // the most of any run
  std::uint64_t others = 0;         // that fail, but not as expected
  bool hides = false;               // a run did what no strategy can be told of, or was cut
  std::vector<bool> sometimes;
};

// Those of all blocks of schedules. Where one fails, what later blocks came to is by chance.
class Tallies {
 public:
  [[nodiscard]] std::shared_ptr<Tally> add() {
    const std::scoped_lock lock(mutex_);
    return all_.emplace_back(std::make_shared<Tally>());
  }
  [[nodiscard]] bool others() const {
    return std::ranges::any_of(all_, [](const auto& tally) { return tally->others > 0; });
  }
  [[nodiscard]] bool hides() const {
    return std::ranges::any_of(all_, [](const auto& tally) { return tally->hides; });
  }
  [[nodiscard]] std::vector<bool> sometimes(std::size_t count) const {
    std::vector<bool> ever(count);
    for (const std::shared_ptr<Tally>& tally : all_) {
      for (std::size_t i = 0; i < tally->sometimes.size(); ++i) {
        if (tally->sometimes[i]) ever[i] = true;
      }
    }
    return ever;
  }

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Tally>> all_;
};

// Judges the runs of a scenario.
class Judge {
 public:
  explicit Judge(const Scenario& scenario) : scenario_(scenario), explore_(explore_of(scenario)) {}

  // Whether every failure is one, whatever is expected.
  bool strict = false;

  [[nodiscard]] Ending operator()(const RunResult& result, Tally* tally) const {
    Ending ending = ending_of(result);
    if (ending.ok() || was_asked_for(result)) return {};
    if (strict || explore_.verdict == Explore::Verdict::pass) return ending;
    if (matches(ending, result)) return ending;
    if (tally != nullptr) ++tally->others;
    return {};
  }

 private:
  [[nodiscard]] bool was_asked_for(const RunResult& result) const {
    const bool cancelled = result.outcome == Outcome::raised && result.exception &&
                           result.exception->starts_with("CancelledError");
    if (cancelled && result.cancelled == TaskId{1}) return true;
    const Expectation* expected = scenario_.expect ? &*scenario_.expect : nullptr;
    if (explore_.verdict == Explore::Verdict::fail || expected == nullptr) return false;
    if (!expected->outcome || expected->outcome->value != result.outcome) return false;
    return !expected->exception || expected->exception->value == result.exception;
  }

  [[nodiscard]] bool matches(const Ending& ending, const RunResult& result) const {
    const auto contains = [this](const std::string& text) {
      return text.find(explore_.failure) != std::string::npos;
    };
    if (contains(to_string(ending))) return true;
    if (result.exception && contains(*result.exception)) return true;
    if (result.findings.empty() || result.outcome == Outcome::raised) return false;
    return contains(std::string(name_of(result.findings.front().kind)));
  }

  const Scenario& scenario_;
  const Explore& explore_;
};

// The scenario as a program. A tally is kept of its runs where there is one.
Program program_of(const Scenario& scenario, const ExploreSettings& settings, Judge judge,
                   std::shared_ptr<Tally> tally) {
  return [&scenario, &settings, judge, tally = std::move(tally)](Loop& loop) {
    RunSettings run;
    run.chooser = loop.chooser();
    run.probe = loop.probe();
    run.steps_max = settings.steps_max;
    run.explored = run.brief = true;
    run.detect = detect_in(scenario, settings.model.value_or(model_of(explore_of(scenario))));
    if (tally) {
      // Some two runs of three have a cancellation, anywhere.
      const std::uint64_t points = tally->cancel_points;
      run.cancel_chance = points == 0 ? 0.1 : 1.0 / static_cast<double>(points);
    }
    const RunResult result = run_scenario(scenario, run);
    if (tally) {
      tally->hides = tally->hides || result.hides || result.outcome == Outcome::step_limit;
      tally->cancel_points = std::max(tally->cancel_points, result.cancel_points);
      tally->sometimes.resize(std::max(tally->sometimes.size(), result.sometimes.size()));
      for (std::size_t i = 0; i < result.sometimes.size(); ++i) {
        if (result.sometimes[i]) tally->sometimes[i] = true;
      }
    }
    return judge(result, tally.get());
  };
}

// What a replay shows: the events of the run, which go on to another probe.
class Watch final : public Probe {
 public:
  Watch(Probe* next, const Replay& answers) : next_(next), answers_(answers) {}

  void on_event(const ProbeEvent& event) override {
    if (next_ != nullptr) next_->on_event(event);
    if (event.kind == EventKind::spawn) names_[event.task] = std::string(event.label);
    if (events_.size() >= events_max) return;
    events_.emplace_back(event);
    if (event.kind == EventKind::step) numbers_.push_back(answers_.steps());
  }

  // A task that nobody has named is called what it began with, where no other did.
  void name_tasks(const std::vector<std::string>& coroutines) {
    for (auto& [task, name] : names_) {
      if (task.value() >= coroutines.size() || coroutines[task.value()].empty()) continue;
      if (name != "Task-" + std::to_string(task.value())) continue;
      const std::string& began = coroutines[task.value()];
      const bool alone = std::ranges::count(coroutines, began) == 1;
      name = alone ? began : began + " (" + name + ")";
    }
    for (TraceEvent& event : events_) {
      if (event.kind == EventKind::spawn) event.label = names_[event.task];
    }
  }

  [[nodiscard]] TaskNames by_path(const ScheduleRecorder& recorder) const {
    TaskNames names;
    for (const auto& [task, name] : names_) {
      if (recorder.knows(task)) names[recorder.path(task)] = name;
    }
    return names;
  }

  [[nodiscard]] std::string lanes(const Schedule& used) const {
    LaneOptions options;
    options.numbers = numbers_;
    for (const std::uint64_t step : used.steps()) {
      if (step != 0) options.marked.insert(step);
    }
    Trace trace;
    for (const TraceEvent& event : events_) trace.push_back(event);
    std::ostringstream text;
    export_lanes(trace, text, options);
    return text.str();
  }

 private:
  static constexpr std::size_t events_max = 100'000;  // more than anybody looks at

  Probe* next_;
  const Replay& answers_;
  std::map<TaskId, std::string> names_;
  std::vector<TraceEvent> events_;
  std::vector<std::uint64_t> numbers_;
};

// A livelock is replayed to its limit each time: less often, then.
std::uint64_t replays_for(const Scenario& scenario, const ExploreSettings& settings,
                          const Ending& ending) {
  if (ending.kind != EndingKind::step_limit) return settings.replays;
  constexpr std::int64_t turns = 5'000'000;
  RunSettings run;
  run.steps_max = settings.steps_max;
  run.explored = true;
  const std::int64_t most = std::max<std::int64_t>(turns / steps_max_of(scenario, run), 20);
  return std::min(settings.replays, static_cast<std::uint64_t>(most));
}

void show(FoundFailure& found, Replayed&& replayed) {
  found.schedule = std::move(replayed.used);
  found.names = std::move(replayed.names);
  found.result = std::move(replayed.result);
  found.lanes = std::move(replayed.lanes);
}

bool is_race(const Ending& ending) { return ending.what.starts_with("happens-before race: "); }

FoundFailure shrink_failure(const Scenario& scenario, const ExploreSettings& settings,
                            const Judge& judge, Failure&& failure) {
  const Program program = program_of(scenario, settings, judge, nullptr);
  Shrinker shrinker(program, {.replays = replays_for(scenario, settings, failure.ending),
                              .progress = settings.on_replay});
  Shrunk shrunk = shrinker.shrink(failure.schedule, failure.ending);
  FoundFailure found;
  if (settings.replays > 0) {
    found.minimal = certify_least(program, shrunk.schedule, failure.ending,
                                  {.schedules = settings.proofs})
                        .least;
  }
  if (is_race(failure.ending)) {
    Judge any_failure = judge;
    any_failure.strict = true;
    found.reversal = reverse_race(program_of(scenario, settings, any_failure, nullptr),
                                  shrunk.schedule, failure.ending.what);
  }
  found.number = failure.number;
  found.finding = std::move(failure.ending);
  found.first = std::move(failure.schedule);
  found.replays = shrunk.replays;
  found.same_again = failure.same_again;
  RunSettings run;
  run.steps_max = settings.steps_max;
  Replayed replayed = replay(scenario, shrunk.schedule, OnParting::go_on, run);
  show(found, std::move(replayed));
  if (settings.replays > 0 && found.finding.kind != EndingKind::step_limit) {  // that is long
    found.deciding = deciding_deviation(program, found.schedule, found.finding);
  }
  return found;
}

FoundFailure as_replayed(Ending finding, const Schedule& schedule, Replayed&& replayed) {
  FoundFailure found;
  found.number = 1;
  found.finding = std::move(finding);
  found.first = schedule;
  show(found, std::move(replayed));
  return found;
}

// The one schedule of the file.
Exploration explore_recorded(const Scenario& scenario, const ExploreSettings& settings) {
  Exploration exploration;
  const Schedule schedule = Schedule::parse(scenario.schedule);
  exploration.strategy = "recorded";
  exploration.model = schedule.model();
  exploration.schedules = exploration.distinct = 1;
  exploration.exhausted = true;
  RunSettings run;
  run.steps_max = settings.steps_max;
  Replayed replayed = replay(scenario, schedule, OnParting::go_on, run);
  exploration.parting = replayed.parting;
  exploration.sometimes = replayed.result.sometimes;
  exploration.sometimes.resize(explore_of(scenario).sometimes.size());
  Judge judge(scenario);
  Ending ending = judge(replayed.result, nullptr);
  std::optional<FoundFailure>& found = ending.ok() ? exploration.other : exploration.failure;
  if (ending.ok()) {
    judge.strict = true;
    ending = judge(replayed.result, nullptr);
    if (ending.ok()) return exploration;
  }
  found = as_replayed(std::move(ending), schedule, std::move(replayed));
  return exploration;
}

}  // namespace

Exploration explore(const Scenario& scenario, const ExploreSettings& settings) {
  const Explore& asked = explore_of(scenario);
  if (is_token(scenario.schedule) && !settings.strategy) {
    return explore_recorded(scenario, settings);
  }
  Exploration exploration;
  exploration.strategy = settings.strategy.value_or(asked.strategy);
  exploration.seed = settings.seed;
  exploration.model = settings.model.value_or(model_of(asked));
  ExploreOptions options{
      .strategy = exploration.strategy,
      .schedules =
          settings.schedules.value_or(static_cast<std::uint64_t>(asked.schedules)),
      .seed = settings.seed,
      .model = exploration.model,
      .count_distinct = settings.count_distinct,
      .progress = settings.on_schedule,
      .declared = scenario.program.empty(),
      .count_interleavings = settings.count_interleavings,
      .jobs = settings.jobs,
      .replays = 0};
  Judge judge(scenario);
  Tallies tallies;
  const ProgramMaker make = [&] {
    return program_of(scenario, settings, judge, tallies.add());
  };
  sim::Outcome outcome = explore_fresh(make, options);
  if (outcome.complete && tallies.hides() && !outcome.failure) {
    options.declared = false;
    outcome = explore_fresh(make, options);
    outcome.complete = false;
  }
  exploration.schedules = outcome.schedules;
  exploration.distinct = outcome.distinct;
  exploration.exhausted = outcome.exhausted;
  if (outcome.complete && outcome.method == "dpor" && !outcome.failure) {
    exploration.traces = outcome.coverage.distinct();
    exploration.interleavings = outcome.coverage.interleavings();
  }
  exploration.sometimes = tallies.sometimes(asked.sometimes.size());
  if (outcome.schedules > 0 && !outcome.exhausted) {
    exploration.unseen =
        static_cast<double>(outcome.singletons) / static_cast<double>(outcome.schedules);
  }
  if (outcome.failure) {
    exploration.failure =
        shrink_failure(scenario, settings, judge, std::move(*outcome.failure));
  } else if (tallies.others()) {
    judge.strict = true;
    sim::Outcome others = explore_fresh(make, options);
    if (others.failure) {
      exploration.other = shrink_failure(scenario, settings, judge, std::move(*others.failure));
    }
  }
  return exploration;
}

std::optional<FoundFailure> replay_failure(const Scenario& scenario, const Schedule& schedule) {
  Replayed replayed = replay(scenario, schedule);
  Ending ending = Judge(scenario)(replayed.result, nullptr);
  if (ending.ok()) return std::nullopt;
  return as_replayed(std::move(ending), schedule, std::move(replayed));
}

std::optional<FoundFailure> shrink(const Scenario& scenario, const Schedule& schedule,
                                   const ExploreSettings& settings) {
  Judge judge(scenario);
  judge.strict = true;
  RunSettings run;
  run.steps_max = settings.steps_max;
  const Replayed replayed = replay(scenario, schedule, OnParting::go_on, run);
  Ending ending = judge(replayed.result, nullptr);
  if (ending.ok()) return std::nullopt;
  return shrink_failure(scenario, settings, judge, {0, std::move(ending), schedule, {}});
}

Replayed replay(const Scenario& scenario, const Schedule& schedule, OnParting on_parting,
                RunSettings settings) {
  Replayed replayed;
  Replay answers(schedule, on_parting);
  ScheduleRecorder recorder(answers, schedule.model());
  Watch watch(settings.probe, answers);
  settings.chooser = &recorder;
  settings.probe = &watch;
  settings.explored = true;
  settings.detect = detect_in(scenario, schedule.model());
  try {
    replayed.result = run_scenario(scenario, settings);
  } catch (const ReplayParted&) {
    replayed.stopped = true;
  }
  replayed.parting = answers.parting();
  replayed.used = answers.used();
  watch.name_tasks(replayed.result.coroutines);
  replayed.names = watch.by_path(recorder);
  replayed.lanes = watch.lanes(replayed.used);
  return replayed;
}

Ending ending_of(const RunResult& result) {
  constexpr EndingKind kinds[] = {EndingKind::ok, EndingKind::raised, EndingKind::failed,
                                  EndingKind::deadlock, EndingKind::step_limit};
  return {kinds[static_cast<std::size_t>(result.outcome)], result.finding, {}, result.digest};
}

std::string to_string(const Ending& ending) {
  const std::string kind(name_of(ending.kind));
  if (ending.what.starts_with(kind + ":")) return ending.what;
  return ending.what.empty() ? kind : kind + ": " + ending.what;
}

}  // namespace sim::scenario
