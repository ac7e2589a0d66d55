#include "sim/scenario/referee.hpp"

#include <algorithm>

namespace sim::scenario {
namespace {

// Whether what `always` reads may be another thing after it.
bool changes(Deed deed) {
  switch (deed) {
    case Deed::writes:
    case Deed::takes:
    case Deed::frees:
    case Deed::stands:
    case Deed::writes_cell:
    case Deed::stops: return true;
    default: return false;
  }
}

}  // namespace

Referee::Referee(const Explore& explore, Chooser* inner, double cancel_chance)
    : explore_(explore), inner_(inner), cancel_chance_(cancel_chance) {
  if (inner_ != nullptr && inner_->picker() == nullptr) inner_ = &lists_.emplace(*inner_);
  inner_picker_ = inner_ == nullptr ? nullptr : inner_->picker();
}

void Referee::watch(RunState& run) {
  run_ = &run;
  cell_ = run.loop.next_cell();
  if (!explore_.always.empty()) state_cell_ = run.loop.next_cell();
}

void Referee::note_change() {
  if (state_cell_ != 0 && in_step_) run_->loop.note(Deed::writes_cell, state_cell_);
}

// Who is cancelled first is the only one.
void Referee::note_cancelling(Deed deed) {
  if (run_ != nullptr && cell_ != 0) run_->loop.note(deed, cell_);
}

std::uint32_t Referee::choose(const Choice& choice) {
  const bool cancels = choice.kind == ChoiceKind::fault && choice.site == "cancel";
  if (cancels) note_cancelling(Deed::reads_cell);
  if (cancels && !may_be_cancelled(choice.ready.front())) return 0;
  if (inner_ == nullptr) return 0;
  if (!cancels) return inner_->choose(choice);
  ++cancel_points_;
  Choice asked = choice;
  asked.chance = cancel_chance_;
  const std::uint32_t answer = inner_->choose(asked);
  if (answer == 0) return 0;
  cancelled_ = choice.ready.front();
  note_cancelling(Deed::writes_cell);
  return answer;
}

bool Referee::may_be_cancelled(TaskId task) const {
  if (run_ == nullptr || cancelled_) return false;
  if (explore_.cancel.empty()) return true;
  const std::optional<std::uint32_t> coroutine = run_->coroutine_of(task);
  return coroutine && std::ranges::find(explore_.cancel, *coroutine, &LocalName::slot) !=
                          explore_.cancel.end();
}

void Referee::joins(Place place, TaskId task) {
  if (inner_picker_ != nullptr) inner_picker_->joins(place, task);
}

void Referee::leaves(Place place) {
  if (inner_picker_ != nullptr) inner_picker_->leaves(place);
}

Picker::Place Referee::pick() {
  if (!explore_.always.empty()) hold_always();
  in_step_ = true;
  return inner_picker_ == nullptr ? first_in_line : inner_picker_->pick();
}

void Referee::hold_always() {
  if (run_ == nullptr || !run_->shared_made()) return;
  judging_ = true;
  const bool holds = std::ranges::all_of(explore_.always, [this](const Explore::Condition& c) {
    return run_->holds("always", c);
  });
  judging_ = false;
  if (!holds) throw InvariantBroken();
}

void Referee::touches(ObjectId object, Access access) {
  if (inner_picker_ == nullptr || judging_) return;
  inner_picker_->touches(object, access);
  if (access == Access::write) note_change();
}

void Referee::intends(ObjectId object, Access access) {
  if (inner_picker_ != nullptr && !judging_) inner_picker_->intends(object, access);
}

bool Referee::minds() const noexcept {
  return inner_picker_ != nullptr && inner_picker_->minds();
}

// What is made has a number, whoever makes it, and the next one counts on from there.
void Referee::notes(Deed deed, std::uint64_t subject) {
  const bool makes = deed == Deed::makes || deed == Deed::makes_cell;
  if (inner_picker_ == nullptr || (judging_ && !makes)) return;
  inner_picker_->notes(deed, subject);
  if (deed == Deed::rests) in_step_ = false;
  if (changes(deed) && subject != state_cell_) note_change();
}

}  // namespace sim::scenario
