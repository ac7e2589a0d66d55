// sim/detect/detectors.hpp
//
// Detectors are all detectors as one probe.
//
//   Detectors detectors;
//   Runner runner({.probe = &detectors});
//   ... a run ...
//   for (const Finding& finding : detectors.findings()) std::puts(finding.what.c_str());
//
//   findings_in(trace);                    // the same of a stored one
//
// A run is judged when findings() is called: before its loop ends, or is reset, as what goes then
// gives back what it holds. It hands each event on to another probe, if it is given one.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/detect/detector.hpp"
#include "sim/detect/finding.hpp"
#include "sim/detect/hb_race.hpp"
#include "sim/detect/lasso.hpp"
#include "sim/detect/situation.hpp"
#include "sim/trace/trace.hpp"

namespace sim {

// What is looked for.
struct DetectOptions {
  bool deadlock = true;
  bool lost_wakeup = true;  // told in place of the deadlock that it leads to
  bool partial_deadlock = true;
  bool livelock = true;
  bool unawaited = true;
  bool unretrieved = true;
  bool locks_left = true;
  bool permits_left = true;
  bool tasks_left = true;    // that the shutdown did not end
  bool timers_left = false;  // asyncio drops them without a word
  bool await_race = false;   // may be harmless: a task need not write what it has read
  bool hb_race = false;  // the same: the order need not matter; needs a deed tap (hb_race.hpp)

  Readiness readiness = Readiness::any;  // what orders the steps of those who are ready
  std::uint64_t fair_after = 10'000;     // steps; 0 where all steps go in asyncio's own order
  std::uint64_t lasso_rounds = 0;  // of the same state are a livelock, if any (lasso.hpp)
  std::uint64_t livelock_steps = 1'000;  // so many fair ones at one instant are a livelock
};

class Detectors final : public Probe {
 public:
  explicit Detectors(const DetectOptions& options = {}, Probe* next = nullptr);

  // Forgets the run before.
  void begin_run(Probe* next = nullptr);
  void on_event(const ProbeEvent& event) override;
  [[nodiscard]] bool watches_objects() const noexcept override { return true; }

  // What was wrong with the run, what stopped it first.
  [[nodiscard]] std::vector<Finding> findings();

  // Whom a deed tap is to tell; nullptr: it is not looked for.
  [[nodiscard]] HbRaceDetector* hb_races() noexcept { return hb_races_; }
  [[nodiscard]] LassoDetector* lasso() noexcept { return lasso_; }

  // Who waits for what at this moment.
  [[nodiscard]] const Situation& situation() const noexcept { return situation_; }

 private:
  template <class D, class... Arguments>
  void add(Arguments... arguments);

  Situation situation_;
  std::vector<std::unique_ptr<Detector>> detectors_;
  HbRaceDetector* hb_races_ = nullptr;  // one of them
  LassoDetector* lasso_ = nullptr;      // the same
  Probe* next_;
};

[[nodiscard]] std::vector<Finding> findings_in(const Trace& trace,
                                               const DetectOptions& options = {});

}  // namespace sim
