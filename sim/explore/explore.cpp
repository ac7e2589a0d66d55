#include "sim/explore/explore.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "sim/explore/certificate.hpp"
#include "sim/explore/shrink.hpp"
#include "sim/sched/make_strategy.hpp"

namespace sim {
namespace {

// The share of new ones among a thousand samples below which all of a program is gone through.
constexpr double kSmallSpace = 0.1;

// Whether each run of a strategy is one that no run before it was.
bool enumerates(std::string_view strategy) {
  constexpr std::array<std::string_view, 6> names = {"fifo",   "dfs",  "delay-bounded",
                                                     "cancel", "ties", "dpor"};
  return std::find(names.begin(), names.end(), strategy) != names.end();
}

// Blocks are claimed in order by several threads, and taken in order at the end.
class Blocks {
 public:
  Blocks(const ProgramMaker& make, const ExploreOptions& options)
      : make_(make),
        options_(options),
        size_(enumerates(options.strategy) ? options.schedules : kSchedulesOfABlock),
        count_(size_ == 0 ? 0 : (options.schedules + size_ - 1) / size_),
        end_(count_) {}

  Outcome run() {
    const std::uint64_t jobs = std::max(options_.jobs, 1U);
    std::vector<std::thread> threads;
    for (std::uint64_t job = 1; job < std::min(jobs, count_); ++job) {
      threads.emplace_back([this] { work(); });
    }
    work();
    for (std::thread& thread : threads) thread.join();
    return sum();
  }

 private:
  struct Block {
    Outcome outcome{};
    std::exception_ptr error{};
  };

  void work() {
    for (std::uint64_t index = next_++; index < end_ && !out_of_time_; index = next_++) {
      Block block;
      try {
        block.outcome = Explorer(make_(), options_of(index)).run();
      } catch (...) {
        block.error = std::current_exception();
      }
      if (block.error || (block.outcome.failure && options_.stop_at_failure)) end_at(index + 1);
      const std::scoped_lock lock(mutex_);
      blocks_.emplace(index, std::move(block));
    }
  }

  // Later blocks count no more.
  void end_at(std::uint64_t end) {
    std::uint64_t now = end_;
    while (end < now && !end_.compare_exchange_weak(now, end)) {
    }
  }

  ExploreOptions options_of(std::uint64_t index) {
    ExploreOptions options = options_;
    options.first = options_.first + index * size_;
    options.schedules = std::min(size_, options_.schedules - index * size_);
    options.keep_going = [this, index] {
      if (options_.keep_going && !options_.keep_going()) out_of_time_ = true;
      return !out_of_time_ && index < end_;
    };
    if (!options_.progress) return options;
    options.progress = [this, before = std::uint64_t{0}](const ExploreProgress& now) mutable {
      const std::scoped_lock lock(mutex_);
      done_ += now.schedules - before;
      before = now.schedules;
      options_.progress({done_, options_.schedules});
    };
    return options;
  }

  Outcome sum() {
    Outcome all;
    for (auto& [index, block] : blocks_) {
      if (index >= end_) break;
      if (block.error) std::rethrow_exception(block.error);
      all.schedules += block.outcome.schedules;
      all.failures += block.outcome.failures;
      const std::vector<std::uint64_t>& traces = block.outcome.traces;
      all.traces.insert(all.traces.end(), traces.begin(), traces.end());
      all.steps += block.outcome.steps;
      all.exhausted = block.outcome.exhausted;
      all.complete = block.outcome.complete;
      all.method = block.outcome.method;
      all.coverage.add(block.outcome.coverage);
      if (!all.failure) all.failure = std::move(block.outcome.failure);
    }
    count_distinct(all);
    return all;
  }

  const ProgramMaker& make_;
  const ExploreOptions& options_;
  std::uint64_t size_;
  std::uint64_t count_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<std::uint64_t> end_;
  std::atomic<bool> out_of_time_ = false;
  std::mutex mutex_;  // of what follows
  std::map<std::uint64_t, Block> blocks_;
  std::uint64_t done_ = 0;
};

void add(Outcome& sum, Outcome more) {
  sum.schedules += more.schedules;
  sum.failures += more.failures;
  sum.steps += more.steps;
  sum.exhausted = more.exhausted;
  sum.traces.insert(sum.traces.end(), more.traces.begin(), more.traces.end());
  sum.complete = more.complete;
  sum.method = std::move(more.method);
  if (more.complete) {
    sum.coverage = std::move(more.coverage);
  } else if (more.coverage.schedules() != 0) {
    sum.coverage.add(more.coverage);
  }
  if (!sum.failure) sum.failure = std::move(more.failure);
}

// Half of the samples, and a thousand are enough, say whether the space is small enough to go
// through all of it.
Outcome search_or_hand_over(const ProgramMaker& make, const ExploreOptions& options) {
  ExploreOptions part = options;
  part.schedules = std::min(kSchedulesOfABlock, (options.schedules + 1) / 2);
  part.count_distinct = true;
  Outcome outcome = Blocks(make, part).run();
  if (!options.count_distinct) outcome.traces.clear();
  const auto done = [&] {
    return outcome.complete || outcome.schedules >= options.schedules ||
           (outcome.failure && options.stop_at_failure) ||
           (options.keep_going && !options.keep_going());
  };
  part.count_distinct = options.count_distinct;
  const std::uint64_t left = options.schedules - outcome.schedules;
  const auto guess = static_cast<std::uint64_t>(outcome.coverage.richness());
  if (!done() && outcome.coverage.unseen() < kSmallSpace && guess < left) {
    part.strategy = "dpor";
    part.first = options.first + outcome.schedules;
    part.schedules = std::min(left, 4 * guess + kSchedulesOfABlock);
    add(outcome, Blocks(make, part).run());
  }
  if (!done()) {
    part.strategy = options.strategy;
    part.first = options.first + outcome.schedules;
    part.schedules = options.schedules - outcome.schedules;
    add(outcome, Blocks(make, part).run());
  }
  if (options.count_distinct) count_distinct(outcome);
  return outcome;
}

// Of a search that has seen all traces; in not much more time than that took.
void count_interleavings(Outcome& outcome, const ProgramMaker& make,
                         const ExploreOptions& options) {
  if (!options.count_interleavings || !outcome.complete || outcome.method != "dpor") return;
  const std::uint64_t draws = std::clamp<std::uint64_t>(outcome.schedules, 1'000, 10'000);
  outcome.coverage.set_interleavings(
      sim::count_interleavings(make(), {.draws = draws, .keep_going = options.keep_going}));
}

}  // namespace

Outcome explore(const Program& program, const ExploreOptions& options) {
  return explore_fresh([&program] { return program; }, options);
}

Outcome explore_fresh(const ProgramMaker& make, const ExploreOptions& options) {
  if (make_strategy(options.strategy) == nullptr) return Explorer(make(), options).run();
  const bool may_hand_over = options.declared && options.strategy == "portfolio" &&
                             options.model == Model::any && options.schedules > 1;
  Outcome outcome =
      may_hand_over ? search_or_hand_over(make, options) : Blocks(make, options).run();
  count_interleavings(outcome, make, options);
  if (!outcome.failure || options.replays == 0) return outcome;
  Failure& failure = *outcome.failure;
  Shrinker shrinker(make(), {.replays = options.replays});
  Shrunk shrunk = shrinker.shrink(failure.schedule, failure.ending);
  failure.shrunk = std::move(shrunk.schedule);
  failure.replays = shrunk.replays;
  failure.minimal =
      certify_least(make(), failure.shrunk, failure.ending, {.schedules = options.proofs}).least;
  if (failure.ending.kind != EndingKind::step_limit) {  // that is long
    failure.deciding = deciding_deviation(make(), failure.shrunk, failure.ending);
  }
  if (failure.ending.kind == EndingKind::hb_race) {
    failure.reversal = reverse_race(make(), failure.shrunk, failure.ending.what);
  }
  return outcome;
}

FailureReport report_of(const Program& program, const Failure& failure) {
  FailureReport report;
  report.seen = witness(program, failure.shrunk);
  report.number = failure.number;
  report.deviations_found = failure.schedule.size();
  report.replays = failure.replays;
  report.minimal = failure.minimal;
  const bool fits = report.seen.schedule == failure.shrunk;
  if (failure.deciding && fits && failure.shrunk.size() > 1) {
    report.decides = failure.deciding->text(report.seen.schedule, report.seen.names);
  }
  report.waits = report.seen.ending.details;
  if (failure.reversal) report.reversal = failure.reversal->text();
  return report;
}

}  // namespace sim
