// sim/sched/replay.hpp
//
// A Replay answers as a schedule says, and calmly where that says nothing.
//
//   Replay replay(schedule);
//   loop.set_chooser(&replay);
//   ... a run ...
//   if (!replay.fits()) std::puts(replay.parting().c_str());
//
// A schedule may not fit: the program was changed, or a deviation was taken out. The replay says
// where it first parted, and then goes on without the deviations that do not fit, or stops: then
// it throws ReplayParted out of the loop's run_once(). Call begin_run() before each further run.

#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/sched/turn_counts.hpp"

namespace sim {

class ReplayParted : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class OnParting : std::uint8_t { go_on, stop };

class Replay final : public Chooser, private Picker {
 public:
  explicit Replay(Schedule schedule, OnParting on_parting = OnParting::go_on);

  void begin_run();

  // Whether every deviation has been used so far; at the end of a run: whether the schedule fits.
  [[nodiscard]] bool fits() const noexcept { return parting_.empty() && left() == 0; }
  // Where it first parted, "step 36: 1.2 is not in line for its 3. turn"; or, at the end, what was
  // never reached. Empty: it fits.
  [[nodiscard]] std::string parting() const;
  // The deviations that made a difference so far, and in which steps.
  [[nodiscard]] Schedule used() const;
  // How many deviations have not been used or passed over.
  [[nodiscard]] std::size_t left() const noexcept { return left_; }
  [[nodiscard]] std::uint64_t steps() const noexcept { return lineup_.step(); }
  // Whose step that was, counted from 0.
  [[nodiscard]] Turn made(std::uint64_t step) const {
    return {lineup_.tree().path(made_[step].node), made_[step].occurrence};
  }
  // How often a step was another task's than the one before.
  [[nodiscard]] std::uint64_t switches() const noexcept { return switches_; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return cancels_; }

 private:
  struct Key {
    ChoiceKind track;
    TaskTree::Node node;
    std::uint32_t occurrence;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Answer {
    TaskTree::Node node;  // step: who comes first, and with which turn
    std::uint32_t occurrence;
    std::uint32_t answer;
    std::uint32_t more;
    std::size_t deviation;  // which of the schedule's
  };
  // What is answered where, in order.
  struct Answers {
    std::vector<Answer> list{};
    std::size_t used = 0;
  };

  void joins(Place place, TaskId task) override { lineup_.joins(place, task); }
  void leaves(Place place) override { lineup_.leaves(place); }
  [[nodiscard]] Place pick() override;

  Place next();
  [[nodiscard]] Place who_goes_on();
  [[nodiscard]] Place first_who_need_not_wait();
  [[nodiscard]] bool waits(const Lineup::Standing& who);
  void use(std::size_t deviation);
  void part(const std::string& why);

  Schedule schedule_;
  OnParting on_parting_;
  Lineup lineup_;
  TurnCounts counts_;
  std::map<Key, Answers> answers_;
  std::map<Key, Answer> waited_for_;
  struct Made {
    TaskTree::Node node;
    std::uint32_t occurrence;
  };
  std::vector<Made> made_;              // all steps
  std::vector<std::uint32_t> stepped_;  // by node: the occurrence of the last step
  std::vector<std::uint64_t> used_at_;  // by deviation: the number of the step, or 0
  TaskTree::Node going_on_ = TaskTree::outside;  // who has more turns at once
  std::uint32_t next_turn_ = 0;
  std::uint32_t last_turn_ = 0;
  bool cancels_ = false;
  std::uint64_t switches_ = 0;
  std::size_t left_ = 0;
  std::string parting_;
};

}  // namespace sim
