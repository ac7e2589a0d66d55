// sim/sched/dfs.hpp
//
// Depth-first search: every schedule once, the calm one first. For small programs: there are as
// many as (all steps)! / (the steps of each task)!
//
// P. Godefroid, "Model checking for programming languages using VeriSoft", POPL 1997. Takes O(n)
// for a step.

#pragma once

#include "sim/sched/answer_tree.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/picking_strategy.hpp"

namespace sim {

class DfsStrategy : public PickingStrategy {
 public:
  DfsStrategy() { be_systematic(); }

  [[nodiscard]] std::string_view name() const override { return "dfs"; }
  [[nodiscard]] bool exhausted() const override { return exhausted_; }
  [[nodiscard]] bool complete() const override { return exhausted_; }
  void end_run(bool) override { exhausted_ = !answers_.go_on(); }

 protected:
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override {
    return answers_.ask(choice.arity);
  }

 private:
  void begin() override {
    lineup_.begin_run();
    answers_.begin();
  }
  void joins(Place place, TaskId task) override { lineup_.joins(place, task); }
  void withdraw(Place place) override { lineup_.leaves(place); }
  [[nodiscard]] Place next() override {
    const Place place = lineup_.count() == 1 ? lineup_.first()
                                             : lineup_.at(answers_.ask(lineup_.count()));
    lineup_.steps(place);
    return place;
  }

  Lineup lineup_;
  AnswerTree answers_;
  bool exhausted_ = false;
};

}  // namespace sim
