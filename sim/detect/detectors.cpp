#include "sim/detect/detectors.hpp"

#include <algorithm>
#include <utility>

#include "sim/detect/await_race.hpp"
#include "sim/detect/deadlock.hpp"
#include "sim/detect/hb_race.hpp"
#include "sim/detect/left_over.hpp"
#include "sim/detect/livelock.hpp"
#include "sim/detect/lost_wakeup.hpp"
#include "sim/detect/partial_deadlock.hpp"
#include "sim/detect/unhandled.hpp"

namespace sim {

Detectors::Detectors(const DetectOptions& options, Probe* next) : next_(next) {
  if (options.lost_wakeup) add<LostWakeupDetector>();
  if (options.deadlock) add<DeadlockDetector>();
  if (options.lasso_rounds != 0) {
    auto lasso = std::make_unique<LassoDetector>(options.lasso_rounds);
    lasso_ = lasso.get();
    detectors_.push_back(std::move(lasso));
  }
  if (options.livelock) add<LivelockDetector>(options.fair_after, options.livelock_steps);
  if (options.partial_deadlock) add<PartialDeadlockDetector>();
  add<UnhandledDetector>(options.unretrieved, options.unawaited);
  add<LeftOverDetector>(options.locks_left, options.permits_left, options.tasks_left,
                        options.timers_left);
  if (options.await_race) add<AwaitRaceDetector>();
  if (options.hb_race) {
    auto races = std::make_unique<HbRaceDetector>(options.readiness);
    hb_races_ = races.get();
    detectors_.push_back(std::move(races));
  }
}

template <class D, class... Arguments>
void Detectors::add(Arguments... arguments) {
  detectors_.push_back(std::make_unique<D>(arguments...));
}

void Detectors::begin_run(Probe* next) {
  next_ = next;
  situation_.begin_run();
  for (const std::unique_ptr<Detector>& detector : detectors_) detector->begin_run();
}

void Detectors::on_event(const ProbeEvent& event) {
  situation_.on_event(event);
  for (const std::unique_ptr<Detector>& detector : detectors_) {
    detector->on_event(event, situation_);
  }
  pass_on(next_, event);
}

std::vector<Finding> Detectors::findings() {
  std::vector<Finding> found;
  for (const std::unique_ptr<Detector>& detector : detectors_) {
    detector->end_run(situation_, found);
  }
  const auto is_lost = [](const Finding& it) { return it.kind == FindingKind::lost_wakeup; };
  if (std::any_of(found.begin(), found.end(), is_lost)) {
    std::erase_if(found, [](const Finding& it) { return it.kind == FindingKind::deadlock; });
  }
  return found;
}

std::vector<Finding> findings_in(const Trace& trace, const DetectOptions& options) {
  Detectors detectors(options);
  trace.tell(detectors);
  return detectors.findings();
}

}  // namespace sim
