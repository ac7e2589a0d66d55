// sim/explore/run_map.hpp
//
// A RunMap is a run under a schedule, and where one more deviation could be added to it.
//
//   RunMap map(schedule);
//   loop.set_chooser(&map);
//   ... a run ...
//   for (const RunMap::Step& step : map.steps()) ...   // who stood in line, and who stepped
//
// Keeps the whole line at each step: for runs that are varied in each place.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/sched/turn_counts.hpp"

namespace sim {

class RunMap final : public Chooser, private Picker {
 public:
  struct Who {
    TaskTree::Node node = TaskTree::outside;
    std::uint32_t occurrence = 0;
  };
  struct Step {
    Who picked{};
    std::size_t used = 0;      // how many deviations had been used then
    std::vector<Who> line{};   // the others
  };
  struct Question {
    ChoiceKind kind{};
    Who turn{};
    std::uint32_t arity = 0;
    std::uint32_t answer = 0;
    std::size_t used = 0;
  };

  // `cancels`: it is to be asked about cancellations even where the schedule has none, so that
  // questions are counted as they are where it has.
  explicit RunMap(const Schedule& schedule, bool cancels = false)
      : size_(schedule.size()), cancels_(cancels), replay_(schedule) {}

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override {
    return cancels_ || replay_.cancels();
  }

  [[nodiscard]] const std::vector<Step>& steps() const noexcept { return steps_; }
  [[nodiscard]] const std::vector<Question>& questions() const noexcept { return questions_; }
  // By node: how many turns it had.
  [[nodiscard]] std::vector<std::uint32_t> turns() const;
  [[nodiscard]] Turn turn(Who who) const {
    return {lineup_.tree().path(who.node), who.occurrence};
  }
  // Equal for runs that are equal.
  [[nodiscard]] std::uint64_t digest() const;
  [[nodiscard]] Schedule used() const { return replay_.used(); }

 private:
  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  [[nodiscard]] Picker& inner() noexcept { return *replay_.picker(); }
  [[nodiscard]] Who who(Place place) const {
    return {lineup_.standing(place).node, lineup_.standing(place).occurrence};
  }

  std::size_t size_;
  bool cancels_;
  Replay replay_;
  Lineup lineup_;
  TurnCounts counts_;
  std::vector<Step> steps_;
  std::vector<Question> questions_;
};

}  // namespace sim
