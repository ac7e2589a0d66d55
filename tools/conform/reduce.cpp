#include "tools/conform/reduce.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "props/script/show.hpp"
#include "props/script/shrinks.hpp"

namespace sim::conform {
namespace {

using State = Answer::State;

// A round is as long as it must be for both processes to be busy, and as short as it can be: what
// comes after the first success is for nothing.
constexpr std::size_t round_size = 24;

Trial judged(Script script, const Verdict& ours, const Verdict& theirs) {
  Trial trial{std::move(script), read_answer(ours), read_answer(theirs), false, {}};
  // A CPython that dies or hangs has no answer to compare with; it is no judge of such a program.
  trial.set_aside =
      trial.theirs.state == State::beyond || trial.theirs.state == State::missing;
  if (!trial.set_aside) trial.difference = compare(trial.ours, trial.theirs);
  return trial;
}

bool is_the_same(const Trial& trial, const Difference& difference) {
  return trial.difference && trial.difference->kind == difference.kind;
}

std::vector<Script> round_of(const Script& script, std::size_t first) {
  std::vector<Script> round;
  while (round.size() < round_size) {
    auto smaller = props::script::shrink(script, first + round.size());
    if (!smaller) break;
    round.push_back(std::move(*smaller));
  }
  return round;
}

}  // namespace

std::vector<Trial> Pair::try_all(std::vector<Script> scripts) {
  std::vector<std::string> lines;
  for (const Script& script : scripts) lines.push_back(nlohmann::json(show(script)).dump());
  const std::vector<Verdict> ours = ours_.ask(lines);
  const std::vector<Verdict> theirs = theirs_.ask(lines);
  std::vector<Trial> trials;
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    trials.push_back(judged(std::move(scripts[i]), ours[i], theirs[i]));
  }
  return trials;
}

// After a success it goes on at the same place rather than from the beginning, and it ends with a
// whole walk that finds nothing.
Trial reduce(Pair& pair, Trial trial) {
  const Difference difference = *trial.difference;
  for (bool again = true; again;) {
    again = false;
    std::size_t at = 0;
    for (auto round = round_of(trial.script, at); !round.empty();
         round = round_of(trial.script, at)) {
      for (Trial& tried : pair.try_all(std::move(round))) {
        if (is_the_same(tried, difference)) {
          trial = std::move(tried);
          again = true;
          break;
        }
        ++at;
      }
    }
  }
  return trial;
}

}  // namespace sim::conform
