#include "sim/sched/dpor_waits.hpp"

#include <algorithm>
#include <utility>

namespace sim::dpor {
namespace {

class Settling {
 public:
  Settling(std::vector<Step>& steps, std::uint32_t known, std::vector<Pending>& pending)
      : steps_(steps), known_(known), pending_(pending), count_(steps.size()) {}

  Settled settle() {
    stopped_ = stopped_tasks(steps_);
    find_next_steps();
    find_movable();
    Settled settled{std::vector<bool>(count_), std::vector<std::uint32_t>(count_ + 1)};
    for (std::size_t index = known_; index < count_; ++index) {
      if (!waits(index)) continue;
      if (movable_[index]) {
        move(index);
        settled.gone[index] = true;
      } else {
        stay(steps_[index]);
        settled.stayed = true;
      }
    }
    renumber(settled);
    return settled;
  }

 private:
  [[nodiscard]] bool waits(std::size_t index) const { return steps_[index].pure; }

  // By step: the next one of the same task, or the end.
  void find_next_steps() {
    next_.assign(count_, count_);
    std::vector<std::size_t> last;
    for (std::size_t index = count_; index-- > known_;) {
      const Object task = steps_[index].event.task;
      if (last.size() <= task) last.resize(task + 1, count_);
      if (task != 0) next_[index] = std::exchange(last[task], index);
    }
  }

  // One that waits for a lock keeps its place if another one does that came later.
  void find_movable() {
    movable_.assign(count_, false);
    for (std::size_t index = known_; index < count_; ++index) {
      movable_[index] = waits(index) && can_wait(index);
    }
    for (std::size_t index = count_; index-- > known_;) {
      if (!movable_[index] || steps_[index].wait != Wait::for_lock) continue;
      for (std::size_t other = index + 1; other < next_[index]; ++other) {
        if (waits(other) && !movable_[other] && steps_[other].awaited == steps_[index].awaited) {
          movable_[index] = false;
        }
      }
    }
  }

  [[nodiscard]] bool can_wait(std::size_t index) const {
    if (stopped_[steps_[index].event.task]) return false;
    for (std::size_t other = index + 1; other < next_[index]; ++other) {
      if (steps_[other].automatic) return false;
    }
    if (next_[index] == count_) return true;
    const Step& step = steps_[index];
    const Mode mode = step.wait == Wait::for_lock ? Mode::free : Mode::write;
    return touches(steps_[next_[index]].cause, step.awaited, mode);
  }

  [[nodiscard]] bool touches(std::size_t index, Object object) const {
    return std::ranges::any_of(steps_[index].event.touches,
                               [&](const Touch& touch) { return touch.object == object; });
  }
  [[nodiscard]] bool touches(std::size_t index, Object object, Mode mode) const {
    return std::ranges::any_of(steps_[index].event.touches, [&](const Touch& touch) {
      return touch.object == object && touch.mode == mode;
    });
  }

  void move(std::size_t index) {
    Step& step = steps_[index];
    if (next_[index] == count_) {
      if (step.wait != Wait::for_lock) return;
      Pending pending{.why = Pending::Why::asks, .event = step.event, .cause = step.cause};
      pending.event.touches.push_back({step.awaited, Mode::take});
      pending_.push_back(std::move(pending));
      return;
    }
    Step& next = steps_[next_[index]];
    for (const Touch& touch : step.event.touches) {
      if (!touches(next_[index], touch.object)) next.event.touches.push_back(touch);
    }
    next.cause = step.cause;
    next.event.cause = step.event.cause;
  }

  void renumber(Settled& settled) {
    std::vector<std::uint32_t>& now = settled.now;
    std::uint32_t next = 0;
    for (std::size_t index = 0; index < count_; ++index) {
      now[index] = next;
      if (settled.gone[index]) continue;
      if (next != index) steps_[next] = std::move(steps_[index]);
      ++next;
    }
    now[count_] = next;
    steps_.resize(next);
    for (Step& step : steps_) step.cause = now[step.cause];
    for (Pending& pending : pending_) {
      pending.cause = now[pending.cause];
      pending.at = now[pending.at];
    }
  }

  std::vector<Step>& steps_;
  std::size_t known_;
  std::vector<Pending>& pending_;
  std::size_t count_;
  std::vector<std::size_t> next_{};
  std::vector<bool> movable_{};
  std::vector<bool> stopped_{};
};

}  // namespace

void stay(Step& step) {
  step.pure = false;
  step.event.touches.push_back(
      {step.awaited, step.wait == Wait::for_lock ? Mode::write : Mode::read});
}

std::vector<bool> stopped_tasks(const std::vector<Step>& steps) {
  std::vector<bool> is_task;
  for (const Step& step : steps) {
    if (is_task.size() <= step.event.task) is_task.resize(step.event.task + 1);
    is_task[step.event.task] = true;
  }
  std::vector<bool> stopped(is_task.size());
  for (const Step& step : steps) {
    for (const Touch& touch : step.event.touches) {
      if (touch.object < is_task.size() && is_task[touch.object]) stopped[touch.object] = true;
    }
  }
  return stopped;
}

Settled settle_waits(std::vector<Step>& steps, std::uint32_t known,
                     std::vector<Pending>& pending) {
  return Settling(steps, known, pending).settle();
}

}  // namespace sim::dpor
