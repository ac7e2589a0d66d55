// sim/explore/deed_tap.hpp
//
// A DeedTap is the chooser that asks another one, and tells those detectors that need it what a
// picker hears: who makes whom ready, who steps, and what steps do to what orders them.
//
//   Detectors detectors({.hb_race = true});
//   DeedTap tap(loop.chooser(), detectors);
//   loop.set_chooser(&tap);                // before anything runs
//   ... a run, with the detectors as probe ...
//
// The run is the one that the other chooser alone makes; without one, the calm one. But where a
// lasso is looked for and closes, LassoClosed leaves the loop's run_once(). watched() sets a tap
// where the detectors need one, and so does a scenario.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/detect/detectors.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"

namespace sim {

class DeedTap final : public Chooser, private Picker {
 public:
  // `inner` may be nullptr.
  DeedTap(Chooser* inner, Detectors& detectors) noexcept
      : inner_(inner),
        inner_picker_(inner == nullptr ? nullptr : inner->picker()),
        inner_minds_(inner_picker_ != nullptr && inner_picker_->minds()),
        races_(detectors.hb_races()),
        lasso_(detectors.lasso()) {}

  // Whether the detectors have any use for it.
  [[nodiscard]] static bool is_needed(Detectors& detectors) noexcept {
    return detectors.hb_races() != nullptr || detectors.lasso() != nullptr;
  }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] bool cancels() const noexcept override {
    return inner_ != nullptr && inner_->cancels();
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }

 private:
  struct Standing {
    TaskId task{};
    std::uint64_t since = 0;  // so many steps had been made
  };

  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override;
  void intends(ObjectId object, Access access) override {
    if (inner_picker_ != nullptr) inner_picker_->intends(object, access);
  }
  [[nodiscard]] bool minds() const noexcept override { return true; }
  void notes(Deed deed, std::uint64_t subject) override;

  [[nodiscard]] Place ask_inner();
  void tell_order(HappensBefore& order, Deed deed, std::uint64_t subject);
  void tell_lasso(Deed deed);
  [[nodiscard]] HappensBefore::Stretch stretch();

  Chooser* inner_;
  Picker* inner_picker_;
  bool inner_minds_;
  HbRaceDetector* races_;
  LassoDetector* lasso_;
  double delayed_ = 0.0;  // which part of the jitter was answered last
  Lineup lineup_;
  std::vector<Standing> line_;  // by place
  std::vector<TaskId> ready_;   // kept for the lists
};

}  // namespace sim
