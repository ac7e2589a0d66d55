#include "tools/conform/reduce.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "props/script/show.hpp"
#include "props/script/shrinks.hpp"

namespace sim::conform {
namespace {

using State = Answer::State;

// What comes after the first success of a round is for nothing, so rounds grow only while there is
// none.
constexpr std::size_t first_round = 3;
constexpr std::size_t longest_round = 48;

Trial judged(Script script, const Verdict& ours, const Verdict& theirs) {
  Trial trial{std::move(script), read_answer(ours), read_answer(theirs), false, {}};
  // A CPython that dies or hangs has no answer to compare with; it is no judge of such a program.
  // Nor is a Fermata that has not seen all schedules.
  trial.set_aside = trial.theirs.state == State::beyond || trial.theirs.state == State::missing ||
                    trial.ours.state == State::beyond;
  if (!trial.set_aside) trial.difference = compare(trial.ours, trial.theirs);
  return trial;
}

bool is_the_same(const Trial& trial, const Difference& difference) {
  return trial.difference && trial.difference->kind == difference.kind;
}

std::string request(const Script& script, std::uint64_t schedules) {
  nlohmann::json asked{{"text", show(script)}};
  if (script.interruption) {
    const auto& [before, task] = *script.interruption;
    asked["cancel"] = {before, task.value()};
  }
  if (script.heap_ties) asked["ties"] = "heapq";
  if (schedules > 0) asked["schedules"] = schedules;
  return asked.size() == 1 ? asked["text"].dump() : asked.dump();
}

std::vector<Script> round_of(const Script& script, std::size_t first, std::size_t size) {
  std::vector<Script> round;
  while (round.size() < size) {
    auto smaller = props::script::shrink(script, first + round.size());
    if (!smaller) break;
    round.push_back(std::move(*smaller));
  }
  return round;
}

}  // namespace

std::vector<Trial> Pair::try_all(std::vector<Script> scripts, Refused refused) {
  std::vector<std::string> lines;
  for (const Script& script : scripts) lines.push_back(request(script, schedules_));
  const std::vector<Verdict> ours = ours_.ask(lines);
  std::vector<std::string> for_them;
  std::vector<bool> asked;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool passed_over =
        refused == Refused::pass_over && read_answer(ours[i]).state == State::refused;
    asked.push_back(!passed_over);
    if (!passed_over) for_them.push_back(request(scripts[i], 0));
  }
  const std::vector<Verdict> theirs = theirs_.ask(for_them);
  std::vector<Trial> trials;
  auto next = theirs.begin();
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    // Where they are not asked they are taken to agree.
    trials.push_back(judged(std::move(scripts[i]), ours[i], asked[i] ? *next++ : ours[i]));
  }
  return trials;
}

// After a success it goes on at the same place rather than from the beginning, and it ends with a
// whole walk that finds nothing.
Trial reduce(Pair& pair, Trial trial) {
  const Difference difference = *trial.difference;
  const bool loads = trial.ours.state != State::refused;
  const auto refused = loads ? Pair::Refused::pass_over : Pair::Refused::compare;
  for (bool again = true; again;) {
    again = false;
    std::size_t at = 0;
    std::size_t size = first_round;
    for (auto round = round_of(trial.script, at, size); !round.empty();
         round = round_of(trial.script, at, size)) {
      size = std::min(2 * size, longest_round);
      for (Trial& tried : pair.try_all(std::move(round), refused)) {
        if (is_the_same(tried, difference)) {
          trial = std::move(tried);
          again = true;
          size = first_round;
          break;
        }
        ++at;
      }
    }
  }
  return trial;
}

}  // namespace sim::conform
