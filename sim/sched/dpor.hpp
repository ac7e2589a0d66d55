// sim/sched/dpor.hpp
//
// Dynamic partial-order reduction: of all schedules that differ only in the order of steps that do
// not meet, one; and no other, so when it is exhausted every result that the program can have under
// Model::any has been seen.
//
//   DporStrategy dpor;
//   while (!dpor.exhausted()) { dpor.begin_run(0); ... dpor.end_run(passed); }
//   if (dpor.complete()) std::puts("these are all");
//
// Optimal, or nearly: hardly a run is begun that turns out to be like one before (P. Abdulla,
// S. Aronis, B. Jonsson, K. Sagonas, "Source sets: a foundation for optimal dynamic partial order
// reduction", JACM 64(4), 2017), over the steps of tasks from one suspension to the next. The clock
// moves when nothing is ready, so steps before and after that never change places; timers that are
// due together do, like all that is ready. A request to cancel depends on the steps of its task and
// on what that waits for. Delays and faults are answered in each way, wherever they are asked.
//
// Where a program ends, or is acted on from outside, while somebody is ready who could have gone
// first, as where `main` returns before the others, how far these have come is decided by when the
// iteration of the loop ends, and that by whoever is the last whose turn it was. So that step comes
// before all others that could be made, or after them, and schedules that differ in that are made,
// too; the search begins anew when it finds such a program.
//
// What steps meet in is what tells: Shared<T>, primitives of sim/aio, futures and tasks, if they
// were made while the loop ran. A program that shares a plain variable between tasks, or an object
// from before the run, or asks the loop how often it went round, is not seen through, and nothing
// can tell: whoever claims that all is seen keeps what is shared in a Shared<T> that the program
// makes. Made for one model, Model::any. Takes O(n^2 / 64) for a run of n steps, and memory for
// one run and what is left to do.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/sched/answer_tree.hpp"
#include "sim/sched/dpor_races.hpp"
#include "sim/sched/dpor_watch.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/picking_strategy.hpp"
#include "sim/sched/wakeup_tree.hpp"

namespace sim {

class DporStrategy final : public PickingStrategy {
 public:
  // A run that is longer is not looked at any further, and nothing is complete any more.
  static constexpr std::uint32_t steps_max = 10'000;

  DporStrategy() { be_systematic(); }

  [[nodiscard]] std::string_view name() const override { return "dpor"; }
  [[nodiscard]] std::string_view method() const override { return plain_ ? "dfs" : "dpor"; }
  [[nodiscard]] bool exhausted() const override { return exhausted_; }
  [[nodiscard]] bool complete() const override { return exhausted_ && !cut_; }
  void end_run(bool passed) override;

  // Whether it leaves out what is like a schedule before. Not where a step turns out to do more
  // than it tells: such a program is searched like `dfs`.
  [[nodiscard]] bool reduces() const noexcept { return !plain_; }
  // None when it has just begun anew: then its runs so far count for nothing.
  [[nodiscard]] std::uint64_t traces() const override { return traces_; }
  // Runs that turned out to be like one before: few, and in most programs none.
  [[nodiscard]] std::uint64_t redundant() const noexcept { return redundant_; }

  [[nodiscard]] bool minds() const noexcept override { return true; }
  void notes(Deed deed, std::uint64_t subject) override;

 private:
  using Event = dpor::Event;
  using Step = dpor::Step;
  using Standing = dpor::Watch::Standing;

  // Something that was done from outside before the step `at`.
  struct Act {
    std::uint32_t at = 0;
    bool empty = false;  // nobody was ready
  };

  // What is known of the point before a step.
  struct Point {
    std::vector<Event> asleep{};  // what has been done from here, or was before
    dpor::WakeupTree left{};      // what is to be done from here
    dpor::Due due{};
  };

  void begin() override;
  void joins(Place place, TaskId task) override;
  void withdraw(Place place) override;
  [[nodiscard]] Place next() override;
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override;
  void touches(ObjectId object, Access access) override {
    if (!plain_) watch_.touches(object, access);
  }

  void end_step();
  void act_from_outside();
  void add_automatic();
  void add_pending(dpor::Pending::Why why, const Standing& who, std::uint32_t at);
  [[nodiscard]] const Standing* choose_step();
  [[nodiscard]] const Standing* choose_free(const Point& point) const;
  [[nodiscard]] const Standing* find_or_lose(dpor::Id id);
  [[nodiscard]] const Standing* find(dpor::Id id) const;
  Point& reach(std::uint32_t index);
  void sleep_on(std::uint32_t index);
  void note_due();
  void add_passed_over(std::uint32_t at);
  void begin_anew();
  Place step_calmly();
  Place next_of_all();
  void add_ways_to_answer();
  void note_end();
  [[nodiscard]] bool analyse();
  void wake_sleepers();
  void insert(dpor::Reversal& reversal);
  void go_back();

  dpor::Watch watch_;
  dpor::Due due_{};             // before the next step
  dpor::Races races_;
  std::vector<Step> steps_;     // of this run, and before it is made those it begins with
  std::vector<Point> points_;   // before each of them
  std::vector<dpor::Pending> pending_;
  std::vector<Act> acts_;
  std::vector<std::uint32_t> arities_;   // of the questions in this step
  std::vector<std::uint32_t> row_;       // the answers it is to begin with
  dpor::WakeupTree ahead_;      // what is to follow the last known step
  std::uint32_t known_ = 0;     // steps of the last run that this one begins with
  std::uint32_t begun_ = 0;     // steps that were made in this one
  std::uint64_t redundant_ = 0;
  std::uint64_t traces_ = 0;
  bool in_turn_ = false;        // the step is one of those that are due in its iteration
  bool iterates_ = false;       // no step has been made in this iteration
  bool rounds_ = false;         // it matters when an iteration ends
  bool outside_ = true;         // what is done is done by no step
  bool acted_ = false;          // and something was
  bool drained_ = false;        // the run ended because nothing was left to do
  bool watching_ = true;        // this run is new so far
  bool forced_ = false;         // the step is one that another run has shown
  bool cut_ = false;
  bool lost_ = false;           // a run did not go as another one had shown
  bool plain_ = false;          // all schedules are made, and none is left out
  Lineup lineup_;               // for those
  AnswerTree answers_;
  bool exhausted_ = false;
};

}  // namespace sim
