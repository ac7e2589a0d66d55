#include "sim/explore/outcomes.hpp"

#include <map>
#include <memory>
#include <tuple>
#include <utility>

#include "sim/explore/describe_run.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"
#include "sim/sched/model.hpp"

namespace sim {
namespace {

class Search {
 public:
  Search(const Program& program, const OutcomesOptions& options)
      : program_(program), options_(options) {
    if (options.model == Model::any) {
      auto dpor = std::make_unique<DporStrategy>();
      dpor_ = dpor.get();
      strategy_ = std::move(dpor);
    } else {
      strategy_ = std::make_unique<DfsStrategy>();
    }
  }

  Outcomes run() {
    while (!strategy_->exhausted() && may_go_on()) run_once();
    loop_.set_chooser(nullptr);
    Outcomes all;
    all.traces = traces_;
    all.reduced = dpor_ != nullptr && dpor_->reduces();
    all.why_not = why_not();
    if (options_.count_interleavings && all.complete() && all.reduced) {
      all.interleavings = count_interleavings(program_, {.keep_going = options_.keep_going});
    }
    for (auto& [key, result] : results_) all.results.push_back(std::move(result));
    return all;
  }

 private:
  using Key = std::pair<EndingKind, std::string>;

  [[nodiscard]] bool may_go_on() const {
    return schedules_ < options_.schedules && (!options_.keep_going || options_.keep_going());
  }

  void run_once() {
    strategy_->begin_run(schedules_++);
    TimingOnly timing(*strategy_);
    Chooser& chooser = options_.model == Model::any ? static_cast<Chooser&>(*strategy_) : timing;
    loop_.set_chooser(&chooser);
    const Ending ending = program_(loop_);
    strategy_->end_run(ending.ok());
    loop_.reset();
    if (dpor_ != nullptr && dpor_->traces() == 0) return begin_anew();
    if (dpor_ != nullptr && dpor_->traces() == traces_) return;  // like one before
    ++traces_;
    cut_ = cut_ || ending.kind == EndingKind::step_limit;
    Result& result = results_[{ending.kind, ending.what}];
    if (result.traces++ == 0) {
      DescribedRun run = describe_run(program_, strategy_->log(), options_.model, loop_);
      result.ending = ending;
      result.witness = std::move(run.schedule);
      result.names = std::move(run.names);
      differs_ = differs_ || run.ending != ending;
    }
  }

  // All that was seen comes again.
  void begin_anew() {
    results_.clear();
    schedules_ = traces_ = 0;
  }

  [[nodiscard]] std::string why_not() const {
    if (differs_) return "a run made again ended otherwise: something is left to chance";
    if (cut_) return "a run was cut at its limit of steps";
    if (!strategy_->exhausted()) return "there was no time or room for all schedules";
    if (!strategy_->complete()) return "a run was too long, or was asked something by no step";
    return {};
  }

  const Program& program_;
  const OutcomesOptions& options_;
  std::unique_ptr<Strategy> strategy_;
  DporStrategy* dpor_ = nullptr;  // the same, where it is one
  Loop loop_;
  std::map<Key, Result> results_;
  std::uint64_t schedules_ = 0;
  std::uint64_t traces_ = 0;
  bool cut_ = false;
  bool differs_ = false;
};

}  // namespace

Outcomes outcomes(const Program& program, const OutcomesOptions& options) {
  return Search(program, options).run();
}

}  // namespace sim
