#include "tools/conform/searches.hpp"

namespace sim::conform {

void Searches::add(const Trial& trial) {
  using State = Answer::State;
  const bool answered = !trial.set_aside && trial.ours.state == State::searched;
  if (answered) ++answers_;
  if (trial.script.heap_ties) return;
  if (trial.set_aside) {
    const bool ours = trial.ours.state == State::beyond;
    ++why_not_[ours ? trial.ours.why : "CPython: " + trial.theirs.why];
  }
  if (!answered) return;
  ++searched_;
  results_ += trial.ours.results.size();
  if (trial.ours.results.size() > 1) ++several_;
}

std::string Searches::text() const {
  std::string text = std::to_string(searched_) + " searched, " + std::to_string(several_) +
                     " with several results, " + std::to_string(results_) + " in all; " +
                     std::to_string(answers_) + " answers of CPython looked for\n";
  for (const auto& [why, count] : why_not_) {
    text += std::to_string(count) + " set aside: " + why + "\n";
  }
  return text;
}

}  // namespace sim::conform
