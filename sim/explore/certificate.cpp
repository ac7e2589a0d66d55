#include "sim/explore/certificate.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "sim/explore/run_map.hpp"
#include "sim/sched/replay.hpp"

namespace sim {
namespace {

class Proof {
 public:
  Proof(const Program& program, const Schedule& schedule, const Ending& ending,
        const CertifyOptions& options)
      : program_(program), ending_(ending), options_(options), model_(schedule.model()) {
    proof_.deviations = schedule.size();
    cancels_ = std::ranges::any_of(schedule.deviations(), [](const Deviation& deviation) {
      return deviation.track == ChoiceKind::fault;
    });
  }

  Certificate run() {
    std::vector<Schedule> bound;
    if (proof_.deviations > 0) try_out(Schedule(model_), bound);
    if (!cancels_ && asked_for_faults_ && goes_on()) {  // a schedule with one is asked for more
      cancels_ = true;
      bound.clear();
      seen_.clear();
      try_out(Schedule(model_), bound);
    }
    for (std::size_t size = 1; size < proof_.deviations && goes_on(); ++size) {
      std::vector<Schedule> next;
      for (const Schedule& schedule : bound) vary(schedule, next);
      bound = std::move(next);
    }
    proof_.least = goes_on();
    loop_.set_chooser(nullptr);
    return std::move(proof_);
  }

 private:
  [[nodiscard]] bool goes_on() const { return !proof_.fewer && !spent_; }

  // Returns the digest of the run, which is kept in `next` if it is new.
  std::uint64_t try_out(const Schedule& schedule, std::vector<Schedule>& next) {
    if (proof_.schedules >= options_.schedules) spent_ = true;
    if (!goes_on()) return 0;
    ++proof_.schedules;
    RunMap map(schedule, cancels_);
    loop_.set_chooser(&map);
    const Ending ending = program_(loop_);
    loop_.reset();
    loop_.set_chooser(nullptr);
    asked_for_faults_ = std::ranges::any_of(map.questions(), [](const RunMap::Question& question) {
      return question.kind == ChoiceKind::fault;
    });
    const std::uint64_t digest = map.digest();
    if (ending == ending_) {
      proof_.fewer = map.used();
    } else if (seen_.insert(digest).second) {
      next.push_back(schedule);
    }
    return digest;
  }

  // All ways to add one deviation that takes effect after those that are there.
  void vary(const Schedule& schedule, std::vector<Schedule>& next) {
    if (!goes_on()) return;
    RunMap map(schedule, cancels_);
    loop_.set_chooser(&map);
    static_cast<void>(program_(loop_));
    loop_.reset();
    loop_.set_chooser(nullptr);
    const std::uint64_t digest = map.digest();
    for (const RunMap::Question& question : map.questions()) {
      if (question.used == schedule.size()) answer_otherwise(schedule, map, question, next);
    }
    if (model_ == Model::timing) return;
    std::vector<std::uint32_t> stepped(map.turns().size());
    for (const RunMap::Step& step : map.steps()) {
      if (step.used == schedule.size()) {
        pass(schedule, map, step, digest, next);
        wait(schedule, map, step, stepped, next);
      }
      stepped[step.picked.node] = std::max(stepped[step.picked.node], step.picked.occurrence);
    }
  }

  void answer_otherwise(const Schedule& schedule, const RunMap& map,
                        const RunMap::Question& question, std::vector<Schedule>& next) {
    for (std::uint32_t answer = 1; answer < question.arity; ++answer) {
      Deviation deviation{.track = question.kind, .turn = map.turn(question.turn)};
      deviation.answer = answer;
      add(schedule, deviation, next);
    }
  }

  // Each of the others comes first, for as many turns as make a difference.
  void pass(const Schedule& schedule, const RunMap& map, const RunMap::Step& step,
            std::uint64_t digest, std::vector<Schedule>& next) {
    for (const RunMap::Who& other : step.line) {
      std::uint64_t before = digest;
      for (std::uint32_t more = 0; goes_on(); ++more) {
        Deviation deviation{.turn = map.turn(other), .before = map.turn(step.picked)};
        deviation.more = more;
        const std::uint64_t now = add(schedule, deviation, next);
        if (now == before) break;
        before = now;
      }
    }
  }

  // It waits for each turn of each other task that is still to come.
  void wait(const Schedule& schedule, const RunMap& map, const RunMap::Step& step,
            const std::vector<std::uint32_t>& stepped, std::vector<Schedule>& next) {
    for (TaskTree::Node node = 1; node < stepped.size(); ++node) {
      if (node == step.picked.node) continue;
      std::uint64_t before = 0;
      for (std::uint32_t turn = stepped[node] + 1; goes_on(); ++turn) {
        Deviation deviation{.turn = map.turn({node, turn}), .before = map.turn(step.picked)};
        deviation.waited_for = true;
        const std::uint64_t now = add(schedule, deviation, next);
        if (now == before) break;
        before = now;
      }
    }
  }

  std::uint64_t add(const Schedule& schedule, const Deviation& deviation,
                    std::vector<Schedule>& next) {
    Schedule longer = schedule;
    longer.add(deviation);
    return try_out(longer, next);
  }

  const Program& program_;
  const Ending& ending_;
  const CertifyOptions& options_;
  Model model_;
  Loop loop_;
  std::set<std::uint64_t> seen_;
  Certificate proof_;
  bool cancels_ = false;           // questions are counted as where somebody is cancelled
  bool asked_for_faults_ = false;  // in the last run
  bool spent_ = false;
};

}  // namespace

std::string Certificate::text() const {
  const std::string made = std::to_string(schedules) + " schedules";
  if (fewer) {
    return "a schedule with " + std::to_string(fewer->size()) + " deviations fails as well";
  }
  if (!least) return "not proved to be the least within " + made;
  if (deviations == 0) return "it fails in asyncio's own order";
  return "no schedule with fewer than " + std::to_string(deviations) +
         (deviations == 1 ? " deviation" : " deviations") + " fails (" + made + ")";
}

Certificate certify(const Program& program, const Schedule& schedule, const Ending& ending,
                    const CertifyOptions& options) {
  return Proof(program, schedule, ending, options).run();
}

Certificate certify_least(const Program& program, Schedule& schedule, const Ending& ending,
                          const CertifyOptions& options) {
  if (ending.kind == EndingKind::step_limit) return {.deviations = schedule.size()};
  Certificate proof = certify(program, schedule, ending, options);
  while (proof.fewer) {
    schedule = *std::exchange(proof.fewer, {});
    proof = certify(program, schedule, ending, options);
  }
  return proof;
}

std::string Deciding::text(const Schedule& schedule, const TaskNames& names) const {
  const std::string end =
      instead.ok() ? "passes" : "ends otherwise: " + std::string(name_of(instead.kind));
  return schedule.describe(names, index) + "; turned back, the run " + end;
}

std::optional<Deciding> deciding_deviation(const Program& program, const Schedule& schedule,
                                           const Ending& ending) {
  Loop loop;
  for (std::size_t without = schedule.size(); without-- > 0;) {
    Schedule rest(schedule.model());
    for (std::size_t index = 0; index < schedule.size(); ++index) {
      if (index != without) rest.add(schedule.deviations()[index]);
    }
    Replay replay(rest);
    loop.set_chooser(&replay);
    Ending instead = program(loop);
    loop.reset();
    loop.set_chooser(nullptr);
    if (instead != ending) return Deciding{without, std::move(instead)};
  }
  return {};
}

}  // namespace sim
