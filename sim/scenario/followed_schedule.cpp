#include "sim/scenario/followed_schedule.hpp"

#include "sim/base/check.hpp"
#include "sim/scenario/schedule_reader.hpp"
#include "sim/sched/make_strategy.hpp"

namespace sim::scenario {

FollowedSchedule::FollowedSchedule(const Scenario& scenario, const RunSettings& settings) {
  const std::string& schedule = schedule_of(scenario, settings);
  if (schedule.empty() || settings.chooser != nullptr) return;
  if (is_token(schedule)) {
    replay_.emplace(Schedule::parse(schedule));
    return;
  }
  strategy_ = make_strategy(schedule);
  SIM_CHECK(strategy_ != nullptr, "a scenario names a strategy that there is not");
  strategy_->begin_run(static_cast<std::uint64_t>(seed_of(scenario, settings)));
  const bool timing = scenario.explore && scenario.explore->model == Explore::Model::timing;
  if (timing) timing_.emplace(*strategy_);
}

Chooser* FollowedSchedule::chooser() noexcept {
  if (replay_) return &*replay_;
  if (timing_) return &*timing_;
  return strategy_.get();
}

std::string FollowedSchedule::parting() const { return replay_ ? replay_->parting() : ""; }

}  // namespace sim::scenario
