#include "sim/sched/replay.hpp"

namespace sim {
namespace {

std::string words(const TaskPath& path, std::uint32_t occurrence) {
  return "task " + to_string(path) + ", turn " + std::to_string(occurrence);
}

}  // namespace

Replay::Replay(Schedule schedule, OnParting on_parting)
    : schedule_(std::move(schedule)), on_parting_(on_parting) {
  TaskTree& tree = lineup_.tree();
  for (const Deviation& deviation : schedule_.deviations()) {
    cancels_ = cancels_ || deviation.track == ChoiceKind::fault;
    const bool is_step = deviation.track == ChoiceKind::step;
    const Turn& at = is_step ? deviation.before : deviation.turn;
    answers_[{deviation.track, tree.find(at.task), at.occurrence}].list.push_back(
        {tree.find(deviation.turn.task), deviation.turn.occurrence, deviation.answer});
  }
  left_ = schedule_.size();
}

void Replay::begin_run() {
  lineup_.begin_run();
  counts_.begin_run();
  for (auto& [key, answers] : answers_) answers.used = 0;
  left_ = schedule_.size();
  parting_.clear();
}

Picker::Place Replay::pick() {
  const Place place = next();
  lineup_.steps(place);
  return place;
}

// The first in line, or whom the schedule lets pass it.
Picker::Place Replay::next() {
  const Place first = lineup_.first();
  const Lineup::Standing& calm = lineup_.standing(first);
  const auto found = answers_.find({ChoiceKind::step, calm.node, calm.occurrence});
  if (found == answers_.end()) return first;
  Answers& answers = found->second;
  while (answers.used < answers.list.size()) {
    const Answer& answer = answers.list[answers.used++];
    --left_;
    const Place place = lineup_.find(answer.node, answer.occurrence);
    if (place != Lineup::nobody && place != first) return place;
    part(words(lineup_.tree().path(answer.node), answer.occurrence) + ", does not stand in line");
  }
  return first;
}

std::uint32_t Replay::choose(const Choice& choice) {
  const auto [node, occurrence] = counts_.next(lineup_, choice);
  const auto found = answers_.find({choice.kind, node, occurrence});
  if (found == answers_.end() || found->second.used > 0) return 0;
  found->second.used = found->second.list.size();
  left_ -= found->second.list.size();
  const std::uint32_t answer = found->second.list.back().answer;
  if (answer < choice.arity) return answer;
  part(words(lineup_.tree().path(node), occurrence) + ", is asked at " + std::string(choice.site) +
       " for one of " + std::to_string(choice.arity) + " answers, and not for answer " +
       std::to_string(answer));
  return 0;
}

void Replay::part(const std::string& why) {
  const std::string text = "step " + std::to_string(lineup_.step() + 1) + ": " + why;
  if (parting_.empty()) parting_ = text;
  if (on_parting_ == OnParting::stop) throw ReplayParted("the schedule does not fit: " + text);
}

std::string Replay::parting() const {
  if (!parting_.empty() || left_ == 0) return parting_;
  return std::to_string(left_) + " of " + std::to_string(schedule_.size()) +
         " deviations were never reached";
}

}  // namespace sim
