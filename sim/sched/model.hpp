// sim/sched/model.hpp
//
// A TimingOnly chooser lets another one answer only what a real asyncio loop leaves open: the order
// of equal deadlines, durations, misfortunes. Which of the ready tasks steps stays asyncio's order.
//
//   TimingOnly timing(strategy);
//   loop.set_chooser(&timing);             // Model::timing; &strategy itself is Model::any

#pragma once

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"

namespace sim {

class TimingOnly final : public Chooser, private Picker {
 public:
  explicit TimingOnly(Chooser& inner) noexcept : Picker(Order::calm), inner_(inner) {}

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override {
    return choice.kind == ChoiceKind::step ? 0 : inner_.choose(choice);
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return inner_.cancels(); }

 private:
  // For whoever stands between it and the loop, and asks.
  void joins(Place, TaskId) override {}
  void leaves(Place) override {}
  [[nodiscard]] Place pick() override { return first_in_line; }

  Chooser& inner_;
};

}  // namespace sim
