// sim/explore/order_tap.hpp
//
// An OrderTap is the chooser that asks another one, and tells the detector of happens-before races
// what a picker hears: who makes whom ready, and what steps do to what orders them.
//
//   OrderTap tap(loop.chooser(), *detectors.hb_races());
//   loop.set_chooser(&tap);                // before anything runs
//   ... a run, with the detectors as probe ...
//
// The run is the one that the other chooser alone makes; without one, the calm one. watched() sets
// it where the race is looked for, and so does a scenario.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/detect/hb_race.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"

namespace sim {

class OrderTap final : public Chooser, private Picker {
 public:
  // `inner` may be nullptr.
  OrderTap(Chooser* inner, HbRaceDetector& races) noexcept
      : inner_(inner),
        inner_picker_(inner == nullptr ? nullptr : inner->picker()),
        inner_minds_(inner_picker_ != nullptr && inner_picker_->minds()),
        races_(races) {}

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] bool cancels() const noexcept override {
    return inner_ != nullptr && inner_->cancels();
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }

 private:
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
  void tell(Deed deed, std::uint64_t subject);

  Chooser* inner_;
  Picker* inner_picker_;
  bool inner_minds_;
  HbRaceDetector& races_;
  Lineup lineup_;
  std::vector<TaskId> tasks_;  // by place
  std::vector<TaskId> ready_;  // kept for the lists
};

}  // namespace sim
