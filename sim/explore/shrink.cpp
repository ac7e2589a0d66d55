#include "sim/explore/shrink.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "sim/sched/replay.hpp"

namespace sim {
namespace {

Schedule schedule_of(Model model, const std::vector<Deviation>& deviations) {
  Schedule schedule(model);
  for (const Deviation& deviation : deviations) schedule.add(deviation);
  return schedule;
}

bool is_pass(const Deviation& deviation) {
  return deviation.track == ChoiceKind::step && !deviation.waited_for;
}

// Instead of passing it: the last of its steps is waited for.
void wait_for(Deviation& pass) {
  pass.turn.occurrence += std::exchange(pass.more, 0);
  pass.waited_for = true;
}

// Deviations that are taken out together at most, once little else helps.
constexpr std::size_t kWindowMax = 8;

// The last few numbers are tried one by one.
constexpr std::uint32_t kTryEach = 4;

// Deviations that are so few that no other way down is tried.
constexpr std::size_t kFew = 3;

constexpr std::uint64_t kUnknownSwitches = std::numeric_limits<std::uint64_t>::max();

// Steps of tasks before and after one of a callback.
constexpr std::size_t kNear = 3;

// Steps: as many as a task of a small program makes, and more.
constexpr std::uint32_t kStretch = 64;

}  // namespace

struct Shrinker::Knob {
  std::uint32_t (*room)(const Deviation& deviation);
  void (*turn_down)(Deviation& deviation, std::uint32_t by);
};

const Shrinker::Knob Shrinker::knobs[] = {
    // The steps at once.
    {[](const Deviation& deviation) { return deviation.more; },
     [](Deviation& deviation, std::uint32_t by) { deviation.more -= by; }},
    // An earlier turn of both, or of whom it is about, or of the one that is passed or waits.
    {[](const Deviation& deviation) {
       return std::max(std::min(deviation.turn.occurrence, deviation.before.occurrence), 1U) - 1;
     },
     [](Deviation& deviation, std::uint32_t by) {
       deviation.turn.occurrence -= by;
       deviation.before.occurrence -= by;
     }},
    {[](const Deviation& deviation) { return deviation.turn.occurrence - 1; },
     [](Deviation& deviation, std::uint32_t by) { deviation.turn.occurrence -= by; }},
    {[](const Deviation& deviation) {
       return deviation.before.occurrence == 0 ? 0 : deviation.before.occurrence - 1;
     },
     [](Deviation& deviation, std::uint32_t by) { deviation.before.occurrence -= by; }},
    // A smaller answer.
    {[](const Deviation& deviation) { return std::max(deviation.answer, 1U) - 1; },
     [](Deviation& deviation, std::uint32_t by) { deviation.answer -= by; }},
};

Shrinker::Size Shrinker::size_of(const Schedule& schedule, std::uint64_t switches) {
  Size size{.deviations = schedule.size(), .switches = switches};
  std::set<TaskPath> tasks;
  for (const Deviation& deviation : schedule.deviations()) {
    tasks.insert(deviation.turn.task);
    if (deviation.track == ChoiceKind::step) {
      tasks.insert(deviation.before.task);
      size.callbacks += deviation.turn.task.empty() ? 1 : 0;
      size.callbacks += deviation.before.task.empty() ? 1 : 0;
    }
    size.late += deviation.turn.occurrence + deviation.before.occurrence;
    size.amount += deviation.more + deviation.answer;
  }
  size.tasks = tasks.size();
  return size;
}

Shrunk Shrinker::shrink(const Schedule& schedule, const Ending& ending) {
  ending_ = ending;
  best_ = schedule;
  best_size_ = size_of(schedule, kUnknownSwitches);
  replays_ = 0;
  fewest_ = schedule.size();
  attempt({});
  if (!best_.calm()) descend_from(schedule);
  loop_.set_chooser(nullptr);
  return {best_, replays_};
}

// Where one way down ends too early, another one may lead further.
void Shrinker::descend_from(const Schedule& schedule) {
  descend(First::join);
  if (best_.size() <= kFew || spent()) return;
  const Schedule reached = std::exchange(best_, schedule);
  const Size size = std::exchange(best_size_, size_of(schedule, kUnknownSwitches));
  descend(First::take_out);
  if (best_size_ < size) return;
  best_ = reached;
  best_size_ = size;
}

void Shrinker::descend(First first) {
  attempt(best_.deviations());  // how often it switches
  Size before{};
  do {
    before = best_size_;
    while (make_fewer(first)) {
    }
    make_simpler();
  } while (best_size_ < before && !best_.calm() && !spent());
}

Shrinker::Trial Shrinker::replay(const Deviations& candidate) {
  if (spent()) return {};
  ++replays_;
  Replay replay(schedule_of(best_.model(), candidate));
  loop_.set_chooser(&replay);
  Trial trial{.fails = program_(loop_) == ending_};
  loop_.reset();
  loop_.set_chooser(nullptr);
  trial.used = replay.used();
  const Size size = size_of(trial.used, replay.switches());
  trial.taken = trial.fails && size < best_size_;
  if (trial.taken) {
    best_ = trial.used;
    best_size_ = size;
  }
  fewest_ = std::min(fewest_, best_.size());
  if (options_.progress) options_.progress(replays_, fewest_);
  return trial;
}

bool Shrinker::make_fewer(First first) {
  const std::size_t before = best_.size();
  if (first == First::take_out) take_out_chunks();
  join();
  fold();
  take_out_chunks();
  take_out_windows();
  if (best_.size() == before) stretch();
  return best_.size() < before && !spent();
}

// A task that goes on for long, or waits for long, may do what others are there for. How long it
// must be is seen to in the end.
void Shrinker::stretch() {
  for (std::size_t index = 0; index < best_.size(); ++index) {
    for (std::size_t other = best_.size(); other-- > 0 && !spent();) {
      if (other == index) continue;
      Deviations candidate = best_.deviations();
      Deviation& longer = candidate[index];
      if (longer.track != ChoiceKind::step) break;
      (longer.waited_for ? longer.turn.occurrence : longer.more) += kStretch;
      candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(other));
      if (attempt(candidate)) return;
    }
  }
}

void Shrinker::take_out_chunks() {
  for (std::size_t size = (best_.size() + 1) / 2; size > 0 && !spent(); size /= 2) {
    while (take_out(size)) {
    }
  }
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
void Shrinker::join() {
  for (const bool same_turn : {true, false}) {
    for (std::size_t index = 0; index + 1 < best_.size() && !spent(); ++index) {
      join_later(index, same_turn);
    }
  }
}

void Shrinker::join_later(std::size_t index, bool same_turn) {
  Deviations candidate = best_.deviations();
  Deviation& first = candidate[index];
  if (!is_pass(first)) return;
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
  if (candidate.size() < best_.size()) attempt(candidate);
}

// The steps that pass one turn, one after the other, become one for which it waits: the last.
void Shrinker::fold() {
  const Deviations before = best_.deviations();
  Deviations all;
  for (std::size_t index = 0; index < before.size(); ++index) {
    const bool last = index + 1 == before.size() || !is_pass(before[index + 1]) ||
                      before[index + 1].before != before[index].before;
    if (is_pass(before[index]) && !last) continue;
    all.push_back(before[index]);
    if (is_pass(before[index])) wait_for(all.back());
  }
  if (all.size() < before.size() && attempt(all)) return;
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
    attempt(candidate);
    end = begin + 1;
  }
}

// Where all passes are waits the rest of a schedule means the same without a part of it; so the
// parts that do not matter go, though what is left may have become no smaller on the way.
void Shrinker::take_out_windows() {
  if (best_.size() < 2) return;
  Deviations waits = best_.deviations();
  for (Deviation& deviation : waits) {
    if (is_pass(deviation)) wait_for(deviation);
  }
  if (!replay(waits).fails) return;
  for (std::size_t width = std::min(kWindowMax, waits.size()); width > 0; --width) {
    for (std::size_t begin = 0; begin + width <= waits.size() && !spent();) {
      Deviations candidate = waits;
      const auto first = candidate.begin() + static_cast<std::ptrdiff_t>(begin);
      candidate.erase(first, first + static_cast<std::ptrdiff_t>(width));
      const Trial trial = replay(candidate);
      if (trial.fails) {
        waits = trial.used.deviations();
      } else {
        ++begin;
      }
    }
  }
}

// Each number of what is left is made as small as the finding lets it.
void Shrinker::make_simpler() {
  for (std::size_t index = 0; index < best_.size() && !spent(); ++index) {
    name_task(index);
    for (const Knob& knob : knobs) {
      if (index < best_.size()) turn_down(index, knob);
    }
  }
}

// "ann waits for a callback" says little; the step of a task next to it may do as well.
void Shrinker::name_task(std::size_t index) {
  const Deviation& unnamed = best_.deviations()[index];
  if (unnamed.track != ChoiceKind::step || !unnamed.turn.task.empty() || spent()) return;
  for (const Turn& turn : steps_around(unnamed.turn)) {
    Deviations candidate = best_.deviations();
    candidate[index].turn = turn;
    if (turn != candidate[index].before && attempt(candidate)) return;
  }
}

// The nearest steps of tasks before and after one of a callback, in the run of the best schedule.
std::vector<Turn> Shrinker::steps_around(const Turn& callback) {
  ++replays_;
  Replay replay(best_);
  loop_.set_chooser(&replay);
  static_cast<void>(program_(loop_));
  loop_.reset();
  loop_.set_chooser(nullptr);
  std::vector<Turn> before;
  std::vector<Turn> after;
  bool passed = false;
  for (std::uint64_t step = 0; step < replay.steps() && after.size() < kNear; ++step) {
    const Turn turn = replay.made(step);
    passed = passed || turn == callback;
    if (!turn.task.empty()) (passed ? after : before).push_back(turn);
  }
  const std::size_t near = std::min(before.size(), kNear);
  after.insert(after.begin(), before.rbegin(), before.rbegin() + static_cast<std::ptrdiff_t>(near));
  return after;
}

void Shrinker::turn_down(std::size_t index, const Knob& knob) {
  const std::size_t size = best_.size();
  std::uint32_t by = knob.room(best_.deviations()[index]);
  while (by > 0 && best_.size() == size && !spent()) {
    Deviations candidate = best_.deviations();
    Deviation& changed = candidate[index];
    knob.turn_down(changed, by);
    const bool is_one = changed.track != ChoiceKind::step || changed.turn != changed.before;
    if (is_one && attempt(candidate) && best_.size() == size) {
      by = std::min(by, knob.room(best_.deviations()[index]));
    } else {
      by = by > kTryEach ? by / 2 : by - 1;
    }
  }
}

}  // namespace sim
