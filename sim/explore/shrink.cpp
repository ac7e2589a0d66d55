#include "sim/explore/shrink.hpp"

#include <algorithm>
#include <compare>
#include <set>
#include <tuple>
#include <utility>

#include "sim/sched/replay.hpp"

namespace sim {
namespace {

Schedule schedule_of(Model model, const std::vector<Deviation>& deviations) {
  Schedule schedule(model);
  for (const Deviation& deviation : deviations) schedule.add(deviation);
  return schedule;
}

// The order in which schedules are smaller: deviations, tasks in them, how late their turns are.
using Size = std::tuple<std::size_t, std::size_t, std::uint64_t>;

Size size_of(const Schedule& schedule) {
  std::set<TaskPath> tasks;
  std::uint64_t late = 0;
  for (const Deviation& deviation : schedule.deviations()) {
    tasks.insert(deviation.turn.task);
    if (deviation.track == ChoiceKind::step) tasks.insert(deviation.before.task);
    late += deviation.turn.occurrence + deviation.more + deviation.before.occurrence +
            deviation.answer;
  }
  return {schedule.size(), tasks.size(), late};
}

bool is_pass(const Deviation& deviation) {
  return deviation.track == ChoiceKind::step && !deviation.waited_for;
}

// Instead of passing it: the last of its steps is waited for.
void wait_for(Deviation& pass) {
  pass.turn.occurrence += std::exchange(pass.more, 0);
  pass.waited_for = true;
}

}  // namespace

Shrunk Shrinker::shrink(const Schedule& schedule, const Ending& ending) {
  ending_ = ending;
  best_ = schedule;
  replays_ = 0;
  attempt({});
  for (bool smaller = !best_.calm(); smaller && !spent();) {
    smaller = join();
    smaller = fold() || smaller;
    smaller = take_out_chunks() || smaller;
    smaller = shorten() || smaller;
  }
  loop_.set_chooser(nullptr);
  return {best_, replays_};
}

bool Shrinker::attempt(const Deviations& candidate) {
  if (spent()) return false;
  ++replays_;
  Replay replay(schedule_of(best_.model(), candidate));
  loop_.set_chooser(&replay);
  const bool fails = program_(loop_) == ending_;
  loop_.reset();
  loop_.set_chooser(nullptr);
  const Schedule used = replay.used();
  const bool taken = fails && size_of(used) < size_of(best_);
  if (taken) best_ = used;
  if (options_.progress) options_.progress(replays_, best_.size());
  return taken;
}

bool Shrinker::take_out_chunks() {
  bool smaller = false;
  for (std::size_t size = (best_.size() + 1) / 2; size > 0 && !spent(); size /= 2) {
    while (take_out(size)) smaller = true;
  }
  return smaller;
}

// Without each stretch of so many deviations in turn, the last one first: what follows the failure
// goes at once.
bool Shrinker::take_out(std::size_t size) {
  bool smaller = false;
  for (std::size_t end = best_.size(); end > 0 && !spent(); end -= std::min(end, size)) {
    end = std::min(end, best_.size());
    Deviations candidate = best_.deviations();
    const std::size_t begin = end - std::min(end, size);
    candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(begin),
                    candidate.begin() + static_cast<std::ptrdiff_t>(end));
    smaller = attempt(candidate) || smaller;
  }
  return smaller;
}

// A task that passes others several times does so at once; at first where it is the same turn that
// it passes.
bool Shrinker::join() {
  bool smaller = false;
  for (const bool same_turn : {true, false}) {
    for (std::size_t index = 0; index + 1 < best_.size() && !spent(); ++index) {
      smaller = join_later(index, same_turn) || smaller;
    }
  }
  return smaller;
}

bool Shrinker::join_later(std::size_t index, bool same_turn) {
  Deviations candidate = best_.deviations();
  Deviation& first = candidate[index];
  if (!is_pass(first)) return false;
  const auto joins = [&first, same_turn](const Deviation& other) {
    return is_pass(other) && other.turn.task == first.turn.task &&
           other.turn.occurrence > first.turn.occurrence &&
           (!same_turn || other.before == first.before);
  };
  const auto rest = candidate.begin() + static_cast<std::ptrdiff_t>(index) + 1;
  for (auto other = rest; other != candidate.end(); ++other) {
    if (!joins(*other)) continue;
    first.more = other->turn.occurrence + other->more - first.turn.occurrence;
  }
  candidate.erase(std::remove_if(rest, candidate.end(), joins), candidate.end());
  return candidate.size() < best_.size() && attempt(candidate);
}

// The steps that pass one turn, one after the other, become one for which it waits: the last.
bool Shrinker::fold() {
  const Deviations before = best_.deviations();
  Deviations all;
  for (std::size_t index = 0; index < before.size(); ++index) {
    const bool last = index + 1 == before.size() || !is_pass(before[index + 1]) ||
                      before[index + 1].before != before[index].before;
    if (is_pass(before[index]) && !last) continue;
    all.push_back(before[index]);
    if (is_pass(before[index])) wait_for(all.back());
  }
  if (all.size() < before.size() && attempt(all)) return true;
  bool smaller = false;
  for (std::size_t end = before.size(); end > 1 && !spent(); --end) {
    std::size_t begin = end - 1;
    while (begin > 0 && is_pass(before[begin]) && is_pass(before[begin - 1]) &&
           before[begin - 1].before == before[begin].before) {
      --begin;
    }
    if (end - begin < 2) continue;
    Deviations candidate(best_.deviations());
    const auto at = std::search(candidate.begin(), candidate.end(),
                                before.begin() + static_cast<std::ptrdiff_t>(begin),
                                before.begin() + static_cast<std::ptrdiff_t>(end));
    if (at == candidate.end()) continue;
    const auto kept = candidate.erase(at, at + static_cast<std::ptrdiff_t>(end - begin - 1));
    wait_for(*kept);
    smaller = attempt(candidate) || smaller;
    end = begin + 1;
  }
  return smaller;
}

// What waits may have to wait less, and what goes on for less long.
bool Shrinker::shorten() {
  bool smaller = false;
  for (std::size_t index = 0; index < best_.size() && !spent(); ++index) {
    Deviations candidate = best_.deviations();
    const bool waits = candidate[index].waited_for;
    std::uint32_t& turns = waits ? candidate[index].turn.occurrence : candidate[index].more;
    while (turns > (waits ? 1U : 0U) && !spent()) {
      --turns;
      if (!attempt(candidate)) break;
      smaller = true;
    }
  }
  return smaller;
}

}  // namespace sim
