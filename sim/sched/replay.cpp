#include "sim/sched/replay.hpp"

#include <algorithm>

namespace sim {
namespace {

std::string words(const TaskPath& path, std::uint32_t occurrence) {
  return "task " + to_string(path) + ", turn " + std::to_string(occurrence);
}

}  // namespace

Replay::Replay(Schedule schedule, OnParting on_parting)
    : schedule_(std::move(schedule)), on_parting_(on_parting) {
  TaskTree& tree = lineup_.tree();
  for (std::size_t index = 0; index < schedule_.size(); ++index) {
    const Deviation& deviation = schedule_.deviations()[index];
    cancels_ = cancels_ || deviation.track == ChoiceKind::fault;
    const bool is_step = deviation.track == ChoiceKind::step;
    const Turn& at = is_step ? deviation.before : deviation.turn;
    const Key key{deviation.track, tree.find(at.task), at.occurrence};
    const Answer answer{tree.find(deviation.turn.task), deviation.turn.occurrence, deviation.answer,
                        deviation.more, index};
    if (deviation.waited_for) {
      waited_for_.insert_or_assign(key, answer);
    } else {
      answers_[key].list.push_back(answer);
    }
  }
  left_ = schedule_.size();
  used_at_.resize(left_);
}

void Replay::begin_run() {
  lineup_.begin_run();
  counts_.begin_run();
  for (auto& [key, answers] : answers_) answers.used = 0;
  left_ = schedule_.size();
  used_at_.assign(left_, 0);
  made_.clear();
  stepped_.clear();
  going_on_ = TaskTree::outside;
  switches_ = 0;
  parting_.clear();
}

Picker::Place Replay::pick() {
  const Place place = next();
  const Lineup::Standing& who = lineup_.standing(place);
  if (stepped_.size() <= who.node) stepped_.resize(lineup_.tree().size());
  stepped_[who.node] = who.occurrence;
  made_.push_back({who.node, who.occurrence});
  switches_ += who.node != lineup_.running() ? 1 : 0;
  lineup_.steps(place);
  return place;
}

// The first in line, or whom the schedule lets pass it.
Picker::Place Replay::next() {
  if (going_on_ != TaskTree::outside) {
    const Place place = who_goes_on();
    if (place != Lineup::nobody) return place;
  }
  const Place first = waited_for_.empty() ? lineup_.first() : first_who_need_not_wait();
  const Lineup::Standing& calm = lineup_.standing(first);
  const auto found = answers_.find({ChoiceKind::step, calm.node, calm.occurrence});
  if (found == answers_.end()) return first;
  Answers& answers = found->second;
  while (answers.used < answers.list.size()) {
    const Answer& answer = answers.list[answers.used++];
    --left_;
    const Place place = lineup_.find(answer.node, answer.occurrence);
    if (place != Lineup::nobody && place != first) {
      used_at_[answer.deviation] = lineup_.step() + 1;
      if (answer.more > 0) going_on_ = answer.node;
      next_turn_ = answer.occurrence + 1;
      last_turn_ = answer.occurrence + answer.more;
      return place;
    }
    part(words(lineup_.tree().path(answer.node), answer.occurrence) + ", does not stand in line");
  }
  return first;
}

Picker::Place Replay::who_goes_on() {
  const Place place = lineup_.find(going_on_, next_turn_);
  if (place == Lineup::nobody || next_turn_++ == last_turn_) going_on_ = TaskTree::outside;
  return place;
}

// Where all wait, the first in line does not.
Picker::Place Replay::first_who_need_not_wait() {
  Place place = lineup_.first();
  while (place != Lineup::nobody && waits(lineup_.standing(place))) {
    place = lineup_.standing(place).next;
  }
  return place == Lineup::nobody ? lineup_.first() : place;
}

bool Replay::waits(const Lineup::Standing& who) {
  const auto found = waited_for_.find({ChoiceKind::step, who.node, who.occurrence});
  if (found == waited_for_.end()) return false;
  const Answer& answer = found->second;
  if (answer.node < stepped_.size() && stepped_[answer.node] >= answer.occurrence) return false;
  use(answer.deviation);
  return true;
}

void Replay::use(std::size_t deviation) {
  if (used_at_[deviation] != 0) return;
  used_at_[deviation] = lineup_.step() + 1;
  --left_;
}

Schedule Replay::used() const {
  Schedule schedule(schedule_.model());
  for (std::size_t index = 0; index < used_at_.size(); ++index) {
    if (used_at_[index] != 0) schedule.add(schedule_.deviations()[index], used_at_[index]);
  }
  return schedule;
}

std::uint32_t Replay::choose(const Choice& choice) {
  const auto [node, occurrence] = counts_.next(lineup_, choice);
  const auto found = answers_.find({choice.kind, node, occurrence});
  if (found == answers_.end() || found->second.used > 0) return 0;
  found->second.used = found->second.list.size();
  left_ -= found->second.list.size();
  const std::uint32_t answer = found->second.list.back().answer;
  if (answer < choice.arity) {
    used_at_[found->second.list.back().deviation] = std::max<std::uint64_t>(lineup_.step(), 1);
    return answer;
  }
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
