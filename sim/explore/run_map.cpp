#include "sim/explore/run_map.hpp"

#include <algorithm>

#include "sim/base/hash.hpp"

namespace sim {

std::uint32_t RunMap::choose(const Choice& choice) {
  const auto [node, occurrence] = counts_.next(lineup_, choice);
  const std::uint32_t answer = replay_.choose(choice);
  questions_.push_back(
      {choice.kind, {node, occurrence}, choice.arity, answer, size_ - replay_.left()});
  return answer;
}

void RunMap::joins(Place place, TaskId task) {
  lineup_.joins(place, task);
  inner().joins(place, task);
}

void RunMap::leaves(Place place) {
  lineup_.leaves(place);
  inner().leaves(place);
}

Picker::Place RunMap::pick() {
  Step step;
  const Place place = inner().pick();
  step.used = size_ - replay_.left();
  step.picked = who(place);
  for (Place other = lineup_.first(); other != Lineup::nobody;
       other = lineup_.standing(other).next) {
    if (other != place) step.line.push_back(who(other));
  }
  lineup_.steps(place);
  steps_.push_back(std::move(step));
  return place;
}

std::vector<std::uint32_t> RunMap::turns() const {
  std::vector<std::uint32_t> turns(lineup_.tree().size());
  for (const Step& step : steps_) {
    turns[step.picked.node] = std::max(turns[step.picked.node], step.picked.occurrence);
  }
  return turns;
}

std::uint64_t RunMap::digest() const {
  Digest digest;
  for (const Step& step : steps_) {
    for (const std::uint32_t ordinal : lineup_.tree().path(step.picked.node)) digest.add(ordinal);
    digest.add(step.picked.occurrence + (std::uint64_t{1} << 32));
  }
  for (const Question& question : questions_) digest.add(question.answer);
  return digest.value();
}

}  // namespace sim
