#include "sim/sched/dpor_watch.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/hash.hpp"

namespace sim::dpor {
namespace {

Id mix(std::uint64_t a, std::uint64_t b) noexcept {
  Digest digest;
  digest.add(a);
  digest.add(b);
  return digest.value();
}

// What is done from outside, before the first automatic step, or since one. No name is so high: a
// task's step is known by its name and a number.
Id outside(std::uint32_t automatics) noexcept { return mix(~std::uint64_t{0}, automatics); }

}  // namespace

void Watch::begin_run() {
  line_.clear();
  tasks_.clear();
  objects_.clear();
  cells_.clear();
  armed_.clear();
  due_.clear();
  awaited_outside_.clear();
  taken_.assign(taken_.size(), false);
  written_.assign(written_.size(), false);
  written_by_.assign(written_by_.size(), 0);
  now_ = {};
  in_step_ = false;
  index_ = made_ = made_outside_ = automatics_ = 0;
  outside_ = outside(0);
}

Id Watch::take_armed(std::uint64_t timer) {
  const auto found = armed_.find(timer);
  if (found == armed_.end()) return mix(0, timer);  // armed before anybody minded
  const Id id = found->second;
  armed_.erase(found);
  return id;
}

// Numbers from 1, in the order in which names are met; 0 is nobody.
Object Watch::name_of(Id id) {
  return names_.try_emplace(id, static_cast<Object>(names_.size() + 1)).first->second;
}

Id Watch::next_made() noexcept {
  return in_step_ ? mix(now_.event.id, ++made_) : mix(outside_, ++made_outside_);
}

void Watch::meet(std::uint64_t task) {
  while (tasks_.size() < task) tasks_.push_back({name_of(next_made())});
}

void Watch::joins(Place place, TaskId task) {
  Standing who{.place = place, .cause = index_};
  const Id due = due_.empty() || in_step_ ? 0 : due_.front();
  if (due != 0) due_.erase(due_.begin());
  if (task) {
    meet(task.value());
    Task& known = tasks_[task.value() - 1];
    who.task = known.name;
    who.number = task.value();
    const bool again = in_step_ && number_ == task.value();  // the step is not over yet
    who.id = mix(known.name, known.steps + (again ? 1 : 0));
  } else {
    who.id = due != 0 ? due : next_made();
  }
  ++ready_;
  line_.push_back(who);
}

void Watch::leaves(Place place) {
  std::erase_if(line_, [place](const Standing& who) { return who.place == place; });
}

void Watch::begin_step(const Standing& who, std::uint32_t index) {
  now_ = {};
  now_.event.id = who.id;
  now_.event.task = who.task;
  now_.cause = who.cause;
  number_ = who.number;
  index_ = index;
  made_ = ready_ = 0;
  in_step_ = true;
  asked_to_stop_ = false;
  leaves(who.place);
}

// It has done nothing so far but to read what it would have waited for.
bool Watch::clean() const {
  const Event& event = now_.event;
  return made_ == 0 && event.answers.empty() && !event.everything && !asked_to_stop_ &&
         std::ranges::all_of(event.touches,
                             [](const Touch& touch) { return touch.mode == Mode::join; });
}

Step Watch::end_step() {
  in_step_ = false;
  const Event& event = now_.event;
  now_.pure = !counts_waits_ && now_.wait != Wait::nothing && ready_ == 0 && clean();
  if (now_.pure) {
    waiting_[event.id] = {now_.wait, now_.awaited};
  } else {
    if (number_ != 0) ++tasks_[number_ - 1].steps;
    if (now_.wait == Wait::for_lock) touch(now_.awaited, Mode::write);
    if (now_.wait == Wait::for_cell) touch(now_.awaited, Mode::read);
  }
  return now_;
}

Step Watch::automatic(std::uint32_t index) {
  SIM_CHECK(!in_step_, "a step is not over");
  outside_ = outside(++automatics_);
  index_ = index;
  made_outside_ = 0;
  now_ = {};
  Step step;
  step.event.id = outside_;
  step.event.everything = true;
  step.automatic = true;
  step.drained = line_.empty() && !due_.empty();
  return step;
}

bool Watch::would_wait(const Standing& who) const {
  const auto found = waiting_.find(who.id);
  if (found == waiting_.end()) return false;
  const Waiting& waiting = found->second;
  return waiting.wait == Wait::for_lock ? is(taken_, waiting.on) : !is(written_, waiting.on);
}

void Watch::set(std::vector<bool>& flags, Object object, bool value) {
  if (flags.size() <= object) flags.resize(names_.size() + 1);
  flags[object] = value;
}

// Who joins a cell cannot come before the step that wrote it first, but before others.
void Watch::note_write(Object cell, bool writes) {
  if (written_by_.size() <= cell) written_by_.resize(names_.size() + 1, 0);
  const Id step = in_step_ ? now_.event.id : outside_;
  if (writes && !is(written_, cell)) {
    written_by_[cell] = step;
  } else if (written_by_[cell] != step) {
    written_by_[cell] = 0;
  }
  if (writes) set(written_, cell, true);
}

// The first access counts for what could have come before it, the strongest for all else. A lock
// that is taken and given back in one step was taken late: nobody could wait in between.
void Watch::touch(Object object, Mode mode) {
  for (Touch& touch : now_.event.touches) {
    if (touch.object != object) continue;
    const bool reads = mode == Mode::read || mode == Mode::join;
    const bool has_read = touch.mode == Mode::read || touch.mode == Mode::join;
    if (reads && has_read) {
      if (mode == Mode::read) touch.mode = Mode::read;
    } else if (has_read) {
      touch.mode = mode == Mode::take ? Mode::late_take : mode;
    } else if (!reads && mode != Mode::write && mode != touch.mode) {
      touch.mode = Mode::write;
    }
    return;
  }
  now_.event.touches.push_back({object, mode});
}

void Watch::join(Object cell) {
  const bool by_one = cell < written_by_.size() && written_by_[cell] != 0;
  touch(cell, by_one && clean() ? Mode::join : Mode::read);
}

void Watch::note_outside(Object cell) {
  if (std::ranges::find(awaited_outside_, cell) != awaited_outside_.end()) return;
  awaited_outside_.push_back(cell);
}

void Watch::wait(Wait wait, Object on) {
  now_.wait = wait;
  now_.awaited = on;
}

void Watch::touches(ObjectId number, Access access) {
  if (!in_step_) return;
  touch(object(number.value()), access == Access::read ? Mode::read : Mode::write);
}

void Watch::notes(Deed deed, std::uint64_t subject) {
  switch (deed) {
    case Deed::makes: objects_.push_back(name_of(next_made())); return;
    case Deed::makes_cell: cells_.push_back(name_of(next_made())); return;
    case Deed::arms: armed_[subject] = next_made(); return;
    case Deed::comes_due: due_.push_back(take_armed(subject)); return;
    case Deed::takes: set(taken_, object(subject), true); break;
    case Deed::frees: set(taken_, object(subject), false); break;
    case Deed::writes_cell:
    case Deed::hears_cell: note_write(cell(subject), deed == Deed::writes_cell); break;
    default: break;
  }
  if (!in_step_) {
    if (deed == Deed::reads_cell) note_outside(cell(subject));
    return;
  }
  switch (deed) {
    case Deed::reads: return touch(object(subject), Mode::read);
    case Deed::writes:
    case Deed::stands: return touch(object(subject), Mode::write);
    case Deed::takes:
      return touch(object(subject), clean() ? Mode::take : Mode::late_take);
    case Deed::frees: return touch(object(subject), Mode::free);
    case Deed::asks: return wait(Wait::for_lock, object(subject));
    case Deed::reads_cell: return touch(cell(subject), Mode::read);
    case Deed::hears_cell:
    case Deed::writes_cell: return touch(cell(subject), Mode::write);
    case Deed::joins_cell: return join(cell(subject));
    case Deed::awaits_cell: return wait(Wait::for_cell, cell(subject));
    case Deed::stops:
      meet(subject);
      if (subject != number_) return touch(tasks_[subject - 1].name, Mode::write);
      asked_to_stop_ = true;
      return;
    case Deed::everything: now_.event.everything = true; return;
    default: return;
  }
}

}  // namespace sim::dpor
