// sim/sched/cancel.hpp
//
// Every misfortune that may strike, once: the first run is calm, and in each further one the next
// of its questions of kind `fault` is answered with yes, all else calm. Where a loop asks whether a
// task is cancelled as it suspends, that is each suspension of each task.
//
// A run costs no more than the calm one, and there are as many as there are questions.

#pragma once

#include <cstdint>

#include "sim/sched/calm_line.hpp"

namespace sim {

class CancelStrategy final : public CalmLine {
 public:
  [[nodiscard]] std::string_view name() const override { return "cancel"; }
  [[nodiscard]] bool cancels() const noexcept override { return true; }
  [[nodiscard]] bool exhausted() const override { return exhausted_; }
  void end_run(bool) override {
    if (struck_ == 0) questions_ = asked_;
    exhausted_ = struck_ == questions_;
    ++struck_;
  }

 private:
  void begin() override { asked_ = 0; }
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override {
    if (choice.kind != ChoiceKind::fault) return 0;
    return ++asked_ == struck_ ? 1 : 0;
  }

  std::uint64_t struck_ = 0;     // which question, from 1; 0: none
  std::uint64_t questions_ = 0;  // of the calm run
  std::uint64_t asked_ = 0;
  bool exhausted_ = false;
};

}  // namespace sim
