// tests/props/zoo/fewer.hpp
//
// Whether a program ends so under a schedule with fewer deviations: all that can be written down
// with its tasks are replayed, whether they make sense or not. It knows nothing of how a
// certificate is made (sim/explore/certificate.hpp).
//
//   const AllWithFewer all = try_all_with_fewer(program, schedule, ending, 50'000);
//   EXPECT_EQ(all.failed, "");             // the token of one that ends so
//   all.tried                              // 0: there are too many

#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/explore/program.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"
#include "sim/sched/replay.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::zoo {

// Makes a run as a schedule says, and lists the turns in it and how often anything was asked.
class TurnLister final : public Chooser, private Picker {
 public:
  explicit TurnLister(const Schedule& schedule) : replay_(schedule) {}

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override {
    asked_.insert(choice.kind);
    arity_ = std::max(arity_, choice.arity);
    ++questions_;
    return replay_.choose(choice);
  }
  [[nodiscard]] Picker* picker() noexcept override { return this; }
  [[nodiscard]] bool cancels() const noexcept override { return replay_.cancels(); }

  [[nodiscard]] const std::set<Turn>& turns() const noexcept { return turns_; }
  [[nodiscard]] const std::set<ChoiceKind>& asked() const noexcept { return asked_; }
  [[nodiscard]] std::uint32_t questions() const noexcept { return questions_; }
  [[nodiscard]] std::uint32_t arity() const noexcept { return arity_; }

 private:
  void joins(Place place, TaskId task) override {
    lineup_.joins(place, task);
    turns_.insert(lineup_.turn(place));
    replay_.picker()->joins(place, task);
  }
  void leaves(Place place) override {
    picked_ ? lineup_.steps(place) : lineup_.leaves(place);
    picked_ = false;
    replay_.picker()->leaves(place);
  }
  [[nodiscard]] Place pick() override {
    const Place place = replay_.picker()->pick();
    picked_ = place == first_in_line;
    if (!picked_) lineup_.steps(place);
    return place;
  }

  Replay replay_;
  Lineup lineup_;
  std::set<Turn> turns_;
  std::set<ChoiceKind> asked_;
  std::uint32_t questions_ = 0;
  std::uint32_t arity_ = 0;
  bool picked_ = false;
};

struct AllWithFewer {
  std::uint64_t tried = 0;
  std::string failed{};
};

class FewerSearch {
 public:
  FewerSearch(const Program& program, const Ending& ending) : program_(program), ending_(ending) {}

  AllWithFewer run(const Schedule& schedule, std::uint64_t most) {
    AllWithFewer all;
    std::vector<Schedule> level{Schedule(schedule.model())};
    for (std::size_t size = 0; size < schedule.size(); ++size) {
      std::vector<Schedule> next;
      for (const Schedule& each : level) {
        ++all.tried;
        const std::vector<Deviation> more = try_out(each);
        if (failed_) return {all.tried, each.token()};
        if (size + 1 == schedule.size()) continue;
        if (all.tried + next.size() + more.size() > most) return {};
        for (const Deviation& deviation : more) {
          next.push_back(each);
          next.back().add(deviation);
        }
      }
      level = std::move(next);
    }
    return all;
  }

 private:
  // Returns all deviations that can be written down with the turns of the run.
  std::vector<Deviation> try_out(const Schedule& schedule) {
    TurnLister lister(schedule);
    loop_.set_chooser(&lister);
    failed_ = program_(loop_) == ending_;
    loop_.reset();
    loop_.set_chooser(nullptr);
    std::vector<Deviation> all;
    for (const Turn& turn : lister.turns()) {
      for (const Turn& other : lister.turns()) {
        if (schedule.model() == Model::timing || turn.task == other.task) continue;
        Deviation deviation{.turn = turn, .before = other};
        for (; deviation.more < longest(lister, turn.task); ++deviation.more) {
          all.push_back(deviation);
        }
        deviation.more = 0;
        deviation.waited_for = true;
        all.push_back(deviation);
      }
    }
    for (const ChoiceKind kind : lister.asked()) add_answers(lister, kind, all);
    return all;
  }

  static std::uint32_t longest(const TurnLister& lister, const TaskPath& task) {
    return static_cast<std::uint32_t>(
        std::ranges::count_if(lister.turns(), [&](const Turn& turn) { return turn.task == task; }));
  }

  static void add_answers(const TurnLister& lister, ChoiceKind kind, std::vector<Deviation>& all) {
    std::set<TaskPath> tasks{TaskPath{}};
    for (const Turn& turn : lister.turns()) tasks.insert(turn.task);
    for (const TaskPath& task : tasks) {
      for (std::uint32_t occurrence = 1; occurrence <= lister.questions(); ++occurrence) {
        for (std::uint32_t answer = 1; answer < lister.arity(); ++answer) {
          Deviation deviation{.track = kind, .turn = {task, occurrence}};
          deviation.answer = answer;
          all.push_back(deviation);
        }
      }
    }
  }

  const Program& program_;
  const Ending& ending_;
  Loop loop_;
  bool failed_ = false;
};

inline AllWithFewer try_all_with_fewer(const Program& program, const Schedule& schedule,
                                       const Ending& ending, std::uint64_t most) {
  return FewerSearch(program, ending).run(schedule, most);
}

}  // namespace sim::zoo
