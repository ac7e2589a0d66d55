#include "sim/scenario/run.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/deed_tap.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/execute.hpp"
#include "sim/scenario/followed_schedule.hpp"
#include "sim/scenario/program_arguments.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/referee.hpp"
#include "sim/scenario/run_state.hpp"
#include "sim/scenario/schedule_reader.hpp"
#include "sim/scenario/snapshot.hpp"
#include "sim/trace/digest.hpp"

namespace sim::scenario {
namespace {

const Case* case_of(const Scenario& scenario, const RunSettings& settings) {
  return settings.case_number ? &scenario.cases[*settings.case_number - 1] : nullptr;
}

RunOptions options_of(const Scenario& scenario, const RunSettings& settings, Chooser* chooser,
                      Probe* probe) {
  RunOptions options;
  options.chooser = chooser;
  options.probe = probe;
  options.interruption = settings.interruption;
  options.ties = settings.ties;
  const std::int64_t steps = steps_max_of(scenario, settings);
  options.iterations_max = static_cast<std::uint64_t>(steps < 0 ? 0 : steps);
  if (settings.time_max) {
    options.time_max = Instant{*settings.time_max};
  } else if (scenario.limits.time_ns) {
    options.time_max = Instant{Duration{*scenario.limits.time_ns}};
  }
  return options;
}

// The output of a program in C++ is what it tells the loop that it prints.
class ProgramOutput final : public Probe {
 public:
  ProgramOutput(Probe* next, const RunSettings& settings) : next_(next), settings_(settings) {}

  void on_event(const ProbeEvent& event) override {
    if (next_ != nullptr) next_->on_event(event);
    if (event.kind != EventKind::print) return;
    if (run_ != nullptr) run_->touch_output();
    size_ += event.label.size() + 1;
    check_size(size_ / 16);
    lines_.emplace_back(event.label);
    if (settings_.on_print) settings_.on_print(event.label);
  }
  [[nodiscard]] bool watches_objects() const noexcept override {
    return next_ != nullptr && next_->watches_objects();
  }

  void watch(RunState& run) noexcept { run_ = &run; }

  [[nodiscard]] std::vector<std::string> take_lines() { return std::move(lines_); }

 private:
  Probe* next_;
  RunState* run_ = nullptr;
  const RunSettings& settings_;
  std::vector<std::string> lines_;
  std::size_t size_ = 0;
};

// A program in C++ as the first task. What it is a member of outlives the loop.
Coro<Value> run_program(RunState& run, std::shared_ptr<ProgramRun>& program) {
  run.make_shared();  // what referees ask for
  program = make_program_run(run.scenario, run.settings);
  Coro<> body = program->body();
  co_await body;
  Value result = program->result();
  note_result(current_task().core(), result);
  co_return result;
}

// The first task: what the scenario shares is made in it before main's first step.
Coro<Value> run_main(RunState& run) {
  run.make_shared();
  Caller caller{1, nullptr};
  Value result = co_await execute(run, run.scenario.coroutines[run.scenario.main], Values(),
                                  std::move(caller));
  note_result(current_task().core(), result);
  co_return result;
}

// "Task exception was never retrieved (Task-2): ValueError: no"
std::string in_words(const Unhandled& unhandled) {
  std::string text = unhandled.context;
  if (!unhandled.task_name.empty()) text += " (" + unhandled.task_name + ")";
  if (unhandled.error) text += ": " + describe(to_exception(unhandled.error));
  return text;
}

// One line of several.
std::string joined(const std::string& lines) {
  std::string text = lines.substr(0, lines.find_last_not_of('\n') + 1);
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end)) {
    text.replace(end, 1, "; ");
  }
  return text;
}

// One run: what must go before the loop, what after it.
class OneRun {
 public:
  OneRun(const Scenario& scenario, const RunSettings& settings)
      : followed_(scenario, settings),
        explored_(is_explored(scenario, settings)),
        detectors_(settings.detect.value_or(DetectOptions()), settings.probe),
        detects_(settings.detect.has_value()),
        digest_(detects_ ? &detectors_ : settings.probe),
        chooser_(tapped(chooser_of(settings))),
        referee_(explore_of(scenario), chooser_, settings.cancel_chance),
        output_(probe_of(settings), settings),
        runner_(options_of(scenario, settings, explored_ ? &referee_ : chooser_,
                           scenario.program.empty() || settings.brief ? probe_of(settings)
                                                                      : &output_)),
        state_(scenario, settings, runner_.loop()) {
    output_.watch(state_);
    if (!explored_) return;
    referee_.watch(state_);
    runner_.loop().set_jitter(explore_of(scenario).jitter);
  }

  RunResult run() {
    const Task<Value> main = create_task_on(runner_.loop(), first_coroutine());
    RunEnd end = go_on([&] { return runner_.drive(main.core()); });
    // Before the others are cancelled: who asks a cancelled task first gets its message.
    std::exception_ptr error;
    if (end == RunEnd::done) {
      error = sim::detail::ending_error(main.core());
      end = go_on([&] { return runner_.shut_down(); });
    }
    referee_.end();
    if (end == RunEnd::done) tell_main(main, error);
    tell_end(end);
    if (end == RunEnd::done && explored_) judge_end();
    result_.cancel_points = referee_.cancel_points();
    result_.cancelled = referee_.cancelled();
    result_.digest = digest_.value();
    result_.hides = state_.hides;
    if (!state_.settings.brief) {
      tell_rest();
      tell_coroutines();
    }
    if (explored_ || !state_.settings.brief) tell_unhandled(end);
    if (detects_ && result_.outcome != Outcome::failed) tell_findings();
    if (explored_) judge_findings();
    result_.parting = followed_.parting();
    return std::move(result_);
  }

 private:
  [[nodiscard]] Chooser* chooser_of(const RunSettings& settings) {
    return settings.chooser != nullptr ? settings.chooser : followed_.chooser();
  }

  // Who has set a tap already looks for races himself.
  [[nodiscard]] Chooser* tapped(Chooser* chooser) {
    if (!detects_ || !DeedTap::is_needed(detectors_)) return chooser;
    if (dynamic_cast<DeedTap*>(chooser) != nullptr) return chooser;
    return &tap_.emplace(chooser, detectors_);
  }

  [[nodiscard]] Probe* probe_of(const RunSettings& settings) {
    if (!settings.brief || detects_) return &digest_;
    return settings.probe;
  }

  template <class F>
  static RunEnd go_on(F run) {
    try {
      return run();
    } catch (const InvariantBroken&) {
      return RunEnd::halted;
    } catch (const LassoClosed&) {
      return RunEnd::halted;
    }
  }

  Coro<Value> first_coroutine() {
    return state_.scenario.program.empty() ? run_main(state_) : run_program(state_, program_);
  }

  void tell_end(RunEnd end) {
    switch (end) {
      case RunEnd::done: return;
      case RunEnd::deadlock:
        result_.outcome = Outcome::deadlock;
        result_.report = describe_waits(runner_.loop());
        result_.finding = joined(result_.report);
        return;
      case RunEnd::limit: result_.outcome = Outcome::step_limit; return;
      case RunEnd::halted:
        result_.outcome = state_.stopped.value_or(Outcome::step_limit);
        tell_stop();
        return;
    }
  }

  void tell_stop() {
    if (result_.outcome == Outcome::failed) result_.exception = state_.exception;
    result_.report = state_.report;
    result_.finding = state_.finding;
  }

  void tell_main(const Task<Value>& main, const std::exception_ptr& error) {
    if (!error) {
      value_ = main.result();
      return;
    }
    result_.outcome = Outcome::raised;
    result_.exception = describe(to_exception(error));
    result_.finding = *result_.exception;
  }

  // What holds at the end of every schedule, and which of what need not.
  void judge_end() {
    const Explore& explore = explore_of(state_.scenario);
    for (const Explore::Condition& condition : explore.finally_conditions) {
      if (state_.holds("finally", condition)) continue;
      result_.outcome = Outcome::failed;
      return tell_stop();
    }
    for (const Explore::Condition& condition : explore.sometimes) {
      result_.sometimes.push_back(state_.is_true(condition));
    }
  }

  // What nobody saw is a failure like any other where every schedule is looked at.
  void judge_findings() {
    if (result_.outcome == Outcome::failed || result_.outcome == Outcome::raised) return;
    if (result_.findings.empty()) return judge_unhandled();
    const Finding& first = result_.findings.front();
    if (result_.outcome == Outcome::ok) result_.outcome = Outcome::failed;
    result_.finding = first.what;
    result_.report = first.what + "\n" + first.details;
    const bool nobody_saw = first.kind == FindingKind::unretrieved ||
                            first.kind == FindingKind::unawaited ||
                            first.kind == FindingKind::task_left;
    if (nobody_saw && !result_.unhandled.empty()) {  // which knows the scenario's own words
      result_.finding = std::string(name_of(first.kind)) + ": " + result_.unhandled.front();
    }
  }

  void judge_unhandled() {
    if (result_.outcome != Outcome::ok || result_.unhandled.empty()) return;
    result_.outcome = Outcome::failed;
    result_.finding = result_.unhandled.front();
    for (const std::string& line : result_.unhandled) result_.report += line + "\n";
  }

  void tell_coroutines() {
    for (std::uint64_t id = 0; id <= runner_.loop().tasks_made(); ++id) {
      const auto coroutine = state_.coroutine_of(TaskId{id});
      result_.coroutines.push_back(coroutine ? state_.scenario.coroutines[*coroutine].name : "");
    }
  }

  void tell_rest() {
    const Loop& loop = runner_.loop();
    result_.output = state_.take_lines();
    result_.elapsed = loop.now().time_since_epoch();
    result_.turns = loop.iteration();
    result_.result = take_snapshot(value_);
    for (std::size_t i = 0; i < state_.shared.size(); ++i) {
      if (!state_.shared[i]) break;  // the run ended while they were made
      result_.final_values.push_back(
          {state_.scenario.shared[i].name, take_snapshot(*state_.shared[i])});
    }
    if (program_ == nullptr) return;
    result_.output = output_.take_lines();
    for (const auto& [name, value] : program_->final_values()) {
      result_.final_values.push_back({name, take_snapshot(value)});
    }
  }

  // What is pending in a run that was cut short is no finding: it was not at its end.
  void tell_unhandled(RunEnd end) {
    Loop& loop = runner_.loop();
    loop.report_untaken();
    if (end == RunEnd::done) {
      for (const AnyTask& task : all_tasks(loop)) task.task_core().report_pending();
      never_awaited_.end();
    }
    for (const Unhandled& unhandled : loop.unhandled()) {
      result_.unhandled.push_back(in_words(unhandled));
    }
    for (std::string& line : never_awaited_.lines()) {
      loop.tell_unhandled({nullptr, line});
      result_.unhandled.push_back(std::move(line));
    }
  }

  // What ends a run that is stuck is told in more detail than its waits.
  void tell_findings() {
    result_.findings = detectors_.findings();
    if (result_.findings.empty()) return;
    const Finding& first = result_.findings.front();
    const bool ended = result_.outcome == Outcome::deadlock ||
                       (result_.outcome == Outcome::step_limit && result_.report.empty());
    if (ended) result_.report = first.what + "\n" + first.details;
  }

  FollowedSchedule followed_;
  bool explored_;
  NeverAwaited never_awaited_;
  Heap heap_;
  std::shared_ptr<ProgramRun> program_;
  Detectors detectors_;
  bool detects_;
  TraceDigest digest_;
  std::optional<DeedTap> tap_{};
  Chooser* chooser_;
  Referee referee_;
  ProgramOutput output_;
  Runner runner_;
  RunState state_;
  Value value_;
  RunResult result_;
};

}  // namespace

std::string_view to_string(Outcome outcome) {
  constexpr std::array<std::string_view, 5> words = {"ok", "raised", "failed", "deadlock",
                                                     "step-limit"};
  return words[static_cast<std::size_t>(outcome)];
}

bool is_told_otherwise(FindingKind kind) {
  switch (kind) {
    case FindingKind::partial_deadlock:
    case FindingKind::lock_left:
    case FindingKind::permit_left:
    case FindingKind::timer_left: return false;
    default: return true;
  }
}

std::vector<RunSettings> runs_of(const Scenario& scenario) {
  std::vector<RunSettings> runs(scenario.cases.size() + 1);
  for (std::uint32_t i = 1; i < runs.size(); ++i) runs[i].case_number = i;
  return runs;
}

std::int64_t seed_of(const Scenario& scenario, const RunSettings& settings) {
  if (settings.seed) return *settings.seed;
  const Case* one = case_of(scenario, settings);
  return one != nullptr && one->seed ? *one->seed : scenario.seed;
}

const Expectation* expectation_of(const Scenario& scenario, const RunSettings& settings) {
  const Case* one = case_of(scenario, settings);
  if (one != nullptr && one->expect) return &*one->expect;
  return scenario.expect ? &*scenario.expect : nullptr;
}

const std::string& schedule_of(const Scenario& scenario, const RunSettings& settings) {
  const Case* one = case_of(scenario, settings);
  return one != nullptr && one->schedule ? *one->schedule : scenario.schedule;
}

bool is_explored(const Scenario& scenario, const RunSettings& settings) {
  return settings.explored || (scenario.explore && is_token(schedule_of(scenario, settings)));
}

std::int64_t steps_max_of(const Scenario& scenario, const RunSettings& settings) {
  if (settings.steps_max) return *settings.steps_max;
  const std::int64_t most = is_explored(scenario, settings) ? kExploredStepsMax : kStepsMax;
  return scenario.limits.steps.value_or(most);
}

const Explore& explore_of(const Scenario& scenario) {
  static const Explore as_by_default;
  return scenario.explore ? *scenario.explore : as_by_default;
}

RunResult run_scenario(const Scenario& scenario, const RunSettings& settings) {
  return OneRun(scenario, settings).run();
}

}  // namespace sim::scenario
