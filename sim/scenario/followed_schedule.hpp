// sim/scenario/followed_schedule.hpp
//
// The schedule that a file asks for with `schedule`: a recorded one, by its token, or a strategy by
// its name, seeded with the seed of the run.
//
//   FollowedSchedule followed(scenario, settings);
//   loop.set_chooser(followed.chooser());        // nullptr: asyncio's own order
//   ...
//   if (!followed.parting().empty()) ...         // the token is one of another program
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sim/scenario/run.hpp"
#include "sim/sched/model.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/strategy.hpp"

namespace sim::scenario {

class FollowedSchedule {
 public:
  // Requires: the text of the schedule is valid, as that of a loaded scenario is.
  FollowedSchedule(const Scenario& scenario, const RunSettings& settings);

  [[nodiscard]] Chooser* chooser() noexcept;
  // Where the run parted from the recorded schedule; "" where it did not. At the end of a run.
  [[nodiscard]] std::string parting() const;

 private:
  std::optional<Replay> replay_;
  std::unique_ptr<Strategy> strategy_;
  std::optional<TimingOnly> timing_;
};

}  // namespace sim::scenario
