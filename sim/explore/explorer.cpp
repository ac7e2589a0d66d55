#include "sim/explore/explorer.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/explore/describe_run.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/model.hpp"

namespace sim {
namespace {

constexpr std::uint64_t kSchedulesBetweenWords = 64;

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
      strategy_(make_strategy(options_.model == Model::timing && options_.strategy == "dpor"
                                  ? "dfs"  // there is nothing to leave out
                                  : options_.strategy)) {
  if (strategy_ == nullptr) {
    throw std::invalid_argument("there is no strategy '" + options_.strategy + "'");
  }
}

Explorer::Explorer(Program program, ExploreOptions options, std::unique_ptr<Strategy> strategy)
    : program_(std::move(program)),
      options_(std::move(options)),
      strategy_(std::move(strategy)) {}

Outcome Explorer::run() {
  Outcome outcome;
  TraceHash hash;
  bool cut = false;
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
    if (options_.count_distinct) outcome.coverage.add(hash.value());
    if (ending.ok()) continue;
    cut = cut || ending.kind == EndingKind::step_limit || ending.kind == EndingKind::livelock;
    ++outcome.failures;
    if (!outcome.failure) outcome.failure = describe(number, std::move(ending));
    if (options_.stop_at_failure) break;
  }
  loop_.set_chooser(nullptr);
  tell_progress(outcome, true);
  outcome.steps = loop_.steps_of_all_runs() - steps_before;
  outcome.exhausted = strategy_->exhausted();
  count_distinct(outcome);
  outcome.complete = strategy_->complete() && !cut;
  outcome.method = strategy_->method();
  if (outcome.complete && outcome.method == "dpor") {
    outcome.coverage.set_complete(strategy_->traces());
  } else if (outcome.complete && options_.count_distinct) {
    outcome.coverage.set_complete(outcome.coverage.distinct());
  }
  return outcome;
}

void Explorer::tell_progress(const Outcome& outcome, bool last) const {
  if (!options_.progress || (!last && outcome.schedules % kSchedulesBetweenWords != 0)) return;
  options_.progress({outcome.schedules, options_.schedules});
}

// Makes the last run again, to write down what it was.
Failure Explorer::describe(std::uint64_t number, Ending ending) {
  DescribedRun run = describe_run(program_, strategy_->log(), options_.model, loop_);
  const bool same_again = run.ending.digest == ending.digest;
  if (run.ending != ending) {
    ending.what += " (and another ending when run again: " + run.ending.what + ")";
  }
  Failure failure{number, std::move(ending), run.schedule, std::move(run.names), run.schedule};
  failure.same_again = same_again;
  return failure;
}

}  // namespace sim
