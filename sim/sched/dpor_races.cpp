#include "sim/sched/dpor_races.hpp"

#include <algorithm>
#include <utility>

#include "sim/sched/dpor_waits.hpp"

namespace sim::dpor {
namespace {

bool writes(const Event& event, const std::vector<Object>& cells) {
  return std::ranges::any_of(event.touches, [&](const Touch& touch) {
    return touch.mode == Mode::write && std::ranges::find(cells, touch.object) != cells.end();
  });
}

}  // namespace

void Races::update(const std::vector<Step>& steps, std::uint32_t known) {
  reversals_.clear();
  found_.clear();
  clear_histories();
  const auto count = static_cast<std::uint32_t>(steps.size());
  stopped_ = stopped_tasks(steps);
  // Who is asked to stop could have waited before, in the steps that are known as well.
  if (std::ranges::any_of(stopped_, [](bool stopped) { return stopped; })) known = 0;
  if (past_.size() < count) past_.resize(count);
  if (counts_waits_ && needed_.size() < count) needed_.resize(count);
  for (std::uint32_t index = 0; index < count; ++index) {
    const Step& step = steps[index];
    if (index >= known) {
      link(steps, index);
      close(index, past_, false);
      if (counts_waits_) close(index, needed_, true);
      if (!step.automatic) find_races(index, steps);
    }
    remember(step.event, index);
    if (step.bars()) bar_ = index;
  }
  for (const Race& race : found_) reverse(race.at, steps[race.with].event, steps, race.with);
}

void Races::clear_histories() {
  for (History& history : histories_) {
    history.write = history.take = nobody;
    history.reads.clear();
  }
  bar_ = nobody;
}

Races::History& Races::history(Object object) {
  if (histories_.size() <= object) histories_.resize(object + 1);
  return histories_[object];
}

// Where the last of a lock was that it was given back, who took it then is the one to be passed;
// where a join reads what has ended, nobody.
void Races::link_touches(const Event& event) {
  const bool may_wait = counts_waits_ || stopped_[event.task];  // and be stopped while it does
  for (const Touch& touch : event.touches) {
    const History& seen = history(touch.object);
    if (conflict(touch.mode, touch.mode)) {
      for (const std::uint32_t read : seen.reads) links_.push_back({read, Tie::touch, read});
    }
    if (seen.write == nobody) continue;
    if (may_wait) {
      links_.push_back({seen.write, Tie::touch, seen.write});
    } else if (touch.mode == Mode::take && seen.take != nobody && seen.take < seen.write) {
      links_.push_back({seen.write, Tie::take, seen.take});
    } else if (touch.mode == Mode::join) {
      links_.push_back({seen.write, Tie::join, nobody});
    } else {
      links_.push_back({seen.write, Tie::touch, seen.write});
    }
  }
}

void Races::link(const std::vector<Step>& steps, std::uint32_t index) {
  links_.clear();
  if (index > 0) links_.push_back({steps[index].cause, Tie::order, nobody});
  const Event& event = steps[index].event;
  if (event.task != 0) {
    const std::uint32_t last = history(event.task).write;
    if (last != nobody) {
      const bool own = steps[last].event.task == event.task;
      links_.push_back({last, own ? Tie::order : Tie::touch, own ? nobody : last});
    }
  }
  link_touches(event);
  if (bar_ != nobody) links_.push_back({bar_, Tie::touch, bar_});
  if (!steps[index].bars()) return;
  for (std::uint32_t other = 0; other < index; ++other) {
    const bool either = !event.everything && steps[other].in_turn &&
                        (bar_ == nobody || other > bar_);
    links_.push_back({other, Tie::touch, other, either});
  }
}

void Races::close(std::uint32_t index, std::vector<Set>& pasts, bool exactly) {
  Set& past = pasts[index];
  past.assign(index / 64 + 1, 0);
  for (const Link& link : links_) {
    if (link.step == index || (exactly && link.either)) continue;
    const Set& other = pasts[link.step];
    for (std::size_t word = 0; word < other.size(); ++word) past[word] |= other[word];
    past[link.step / 64] |= std::uint64_t{1} << (link.step % 64);
  }
  if (!exactly || bar_ == nobody) return;
  for (std::uint32_t step = 0; step < bar_; ++step) {
    past[step / 64] |= std::uint64_t{1} << (step % 64);
  }
}

void Races::remember(const Event& event, std::uint32_t index) {
  if (event.task != 0) history(event.task).write = index;
  for (const Touch& touch : event.touches) {
    History& seen = history(touch.object);
    if (!conflict(touch.mode, touch.mode)) {
      seen.reads.push_back(index);
      continue;
    }
    seen.write = index;
    if (touch.mode == Mode::take || touch.mode == Mode::late_take) seen.take = index;
    seen.reads.clear();
  }
}

// A link is a race if nothing else that comes before the step comes after the one to be passed.
bool Races::direct(const Link& link) const {
  return std::ranges::all_of(links_, [&](const Link& other) {
    if (&other == &link) return true;
    if (other.step != link.step) return !before(link.racing, other.step);
    return link.tie == Tie::take ? other.tie != Tie::order : other.tie == Tie::touch;
  });
}

void Races::find_races(std::uint32_t index, const std::vector<Step>& steps) {
  for (std::size_t one = 0; one < links_.size(); ++one) {
    const Link& link = links_[one];
    if (link.racing == nobody || steps[link.racing].automatic || !direct(link)) continue;
    const bool again = std::any_of(
        links_.begin(), links_.begin() + static_cast<std::ptrdiff_t>(one),
        [&](const Link& other) { return other.racing == link.racing; });
    if (!again) found_.push_back({link.racing, index});
  }
}

// Those after a step, up to another, that do not come after it in any order.
std::vector<Event> Races::not_after(std::uint32_t at, std::uint32_t end,
                                    const std::vector<Step>& steps,
                                    std::uint32_t without) const {
  std::vector<Event> row;
  for (std::uint32_t index = at + 1; index < end; ++index) {
    if (index == without || must_precede(at, index) || steps[index].automatic) continue;
    row.push_back(steps[index].event);
  }
  return row;
}

// All that need not come after the one to be passed, to the end of the run, and then the other: a
// row that is cut off at the other might begin in ways in which the whole cannot.
void Races::reverse(std::uint32_t at, const Event& event, const std::vector<Step>& steps,
                    std::uint32_t without) {
  Reversal reversal{.at = at};
  reversal.row = not_after(at, static_cast<std::uint32_t>(steps.size()), steps, without);
  reversal.row.push_back(event);
  reversals_.push_back(std::move(reversal));
}

void Races::add(const Pending& pending, const std::vector<Step>& steps) {
  const Event& event = pending.event;
  if (pending.why != Pending::Why::asks) {
    if (pending.cause != pending.at) reverse(pending.at, event, steps);
    return;
  }
  const std::uint32_t taker = history(event.touches.back().object).take;
  const std::uint32_t last = history(event.task).write;
  if (taker == nobody || before(taker, pending.cause)) return;
  if (last != nobody && before(taker, last)) return;
  reverse(taker, event, steps);
}

bool Races::closed(std::uint32_t at, const std::vector<Step>& steps,
                   const std::vector<Object>& cells) const {
  std::uint32_t first = at;
  while (first > 0 && !steps[first - 1].automatic) --first;
  if (first == at) return true;
  std::uint32_t last = at;
  while (last > first && !writes(steps[last - 1].event, cells)) --last;
  if (last != at) return false;
  for (std::uint32_t index = first; index + 1 < at; ++index) {
    if (!before(index, at - 1)) return false;
  }
  return true;
}

}  // namespace sim::dpor
