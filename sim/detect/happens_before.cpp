#include "sim/detect/happens_before.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sim {

void HappensBefore::begin_run() {
  line_.clear();
  due_.clear();
  overlaps_ = false;
  steps_ = 0;
  clock_moves({});  // what is left of the run before is of another instant
}

// Nobody is ready then, and nothing runs.
void HappensBefore::clock_moves(Instant now) {
  time_ = now;
  if (overlaps_) return rests();
  ++instant_;
  armed_.clear();
  chains_.clear();
  begin({}, 0);
}

// What belongs to an instant that is over is empty.
template <class T>
T& HappensBefore::of_now(std::vector<T>& all, std::size_t index) {
  if (all.size() <= index) all.resize(index + 1);
  T& one = all[index];
  if (one.instant != instant_) {
    one = {};
    one.instant = instant_;
  }
  return one;
}

HappensBefore::Thing& HappensBefore::thing(std::vector<Thing>& things, std::uint64_t number) {
  if (things.size() <= number) things.resize(number + 1);
  Thing& thing = things[number];
  if (thing.instant != instant_) {
    thing.instant = instant_;
    thing.clock.clear();
    thing.listeners.clear();
  }
  return thing;
}

void HappensBefore::arms(std::uint64_t timer, const Stretch& stretch) {
  overlaps_ = overlaps_ || stretch.most > 0.0;
  armed_[timer] = {chain_, now_, span_, time_, stretch, steps_};
}

void HappensBefore::is_due(std::uint64_t timer) { due_.push_back(timer); }

void HappensBefore::goes_first(std::size_t count, std::size_t index) {
  if (count > due_.size() || index >= count) return;
  const auto first = due_.end() - static_cast<std::ptrdiff_t>(count);
  const auto it = first + static_cast<std::ptrdiff_t>(index);
  std::rotate(first, it, it + 1);
}

void HappensBefore::wakes(Place place, TaskId task) {
  if (line_.size() <= place) line_.resize(std::size_t{place} + 1);
  Wake& wake = line_[place];
  wake.task = task;
  if (!due_.empty()) return begin_chain(wake);
  wake.chain = chain_;
  wake.clock = now_;
  wake.clock.join(told_);
  wake.span = span_;
}

// A call that was asked for at this instant stays in the chain of who did; another one is the
// first of a new one.
void HappensBefore::begin_chain(Wake& wake) {
  const auto found = armed_.find(due_.front());
  due_.pop_front();
  Armed armed;
  const bool known = found != armed_.end();
  if (known) {
    armed = std::move(found->second);
    armed_.erase(found);
    wake.span = span_of(armed);
  } else {
    wake.span = {time_, time_};
  }
  wake.clock = std::move(armed.clock);
  wake.chain = armed.chain;
  if (known && armed.time == time_) return;
  wake.chain = static_cast<std::uint32_t>(std::max<std::size_t>(chains_.size(), 1));
  chains_.resize(std::size_t{wake.chain} + 1);
  chains_.back().instant = instant_;
  chains_.back().root = wake.task;
  chains_.back().armed = armed.step;
}

HappensBefore::Span HappensBefore::span_of(const Armed& armed) const {
  const double length = static_cast<double>((time_ - armed.time).count());
  const double least = length / (1.0 + armed.stretch.now);
  const auto after = [](Instant begin, double nanoseconds) {
    return saturating_add(begin, Duration{std::llround(nanoseconds)});
  };
  return {after(armed.span.earliest, least),
          after(armed.span.latest, least * (1.0 + armed.stretch.most))};
}

void HappensBefore::withdraws(Place place) { line_[place] = {}; }

void HappensBefore::steps(Place place) {
  end();
  ++steps_;
  const Wake wake = std::exchange(line_[place], {});
  begin(wake.task, wake.chain);
  span_ = wake.span;
  callback_ = !wake.task;
  if (callback_ && readiness_ == Readiness::any) {
    thread_ = nobody;  // until it does something that counts
    now_.clear();
    if (all_.instant == instant_) now_.join(all_.clock);
  }
  now_.join(wake.clock);
}

void HappensBefore::begin(TaskId task, std::uint32_t chain) {
  if (std::exchange(of_threads_, instant_) != instant_) threads_ = 0;
  task_ = task;
  callback_ = false;
  chain_ = chain;
  span_ = {time_, time_};
  told_.clear();
  const Line& own = of_now(tasks_, task.value());
  now_ = own.clock;
  Line& line = readiness_ == Readiness::any ? tasks_[task.value()] : of_now(chains_, chain);
  if (readiness_ == Readiness::in_order) now_.join(line.clock);
  if (line.thread == nobody) line.thread = threads_++;
  thread_ = line.thread;
  if (all_.instant == instant_) now_.join(all_.clock);
  now_.tick(thread_);
}

void HappensBefore::end() {
  if (readiness_ == Readiness::in_order) of_now(chains_, chain_).clock = now_;
  if (!callback_) of_now(tasks_, task_.value()).clock = std::move(now_);
}

void HappensBefore::rests() {
  end();
  begin({}, 0);
}

void HappensBefore::drains() {
  for (Line& line : tasks_) {
    if (line.instant == instant_) now_.join(line.clock);
  }
  for (Line& line : chains_) {
    if (line.instant == instant_) now_.join(line.clock);
  }
}

void HappensBefore::stops(TaskId task) {
  if (task != task_ || callback_) of_now(tasks_, task.value()).clock.join(now_);
}

void HappensBefore::is_after_all() {
  drains();
  all_.instant = instant_;
  all_.clock = now_;
}

void HappensBefore::signals(Thing& thing) {
  now_.join(thing.clock);
  told_.join(thing.listeners);
  thing.clock.join(now_);
  thing.clock.join(thing.listeners);
}

void HappensBefore::listens(Thing& thing) {
  now_.join(thing.clock);
  thing.listeners.join(now_);
}

HappensBefore::Moment HappensBefore::now() {
  if (thread_ == nobody) {
    thread_ = threads_++;
    now_.tick(thread_);
  }
  return {instant_, {thread_, now_.at(thread_)}, span_.latest};
}

}  // namespace sim
