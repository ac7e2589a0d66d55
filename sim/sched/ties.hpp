// sim/sched/ties.hpp
//
// Every order of timers that are due at the same instant, and all else calm: what a real clock
// would decide by chance, and CPython on a frozen one by the history of its heap. A program whose
// result depends on it is wrong under either.

#pragma once

#include "sim/sched/answer_tree.hpp"
#include "sim/sched/calm_line.hpp"

namespace sim {

class TiesStrategy final : public CalmLine {
 public:
  [[nodiscard]] std::string_view name() const override { return "ties"; }
  [[nodiscard]] bool exhausted() const override { return exhausted_; }
  void end_run(bool) override { exhausted_ = !orders_.go_on(); }

 private:
  void begin() override { orders_.begin(); }
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override {
    return choice.kind == ChoiceKind::timer ? orders_.ask(choice.arity) : 0;
  }

  AnswerTree orders_;
  bool exhausted_ = false;
};

}  // namespace sim
