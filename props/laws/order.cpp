#include "props/laws/order.hpp"

#include <algorithm>

namespace sim::props::laws {
namespace {

// A sleep that was not interrupted, by its timer.
struct Fired {
  std::size_t event;
  Instant deadline;
  std::size_t begun;
};

std::optional<std::size_t> timer_of(const Execution& run, const Slept& sleep) {
  for (std::size_t i = sleep.begin.event; i < sleep.end.event; ++i) {
    if (run.events[i].kind == EventKind::timer && run.events[i].task == sleep.task) return i;
  }
  return std::nullopt;
}

Breach short_sleep(const Slept& sleep) {
  const bool right =
      sleep.end.time == sleep.begin.time && sleep.end.iteration == sleep.begin.iteration + 1;
  return right ? holds : "a sleep of 0 of " + name(sleep.task) + " takes more than an iteration";
}

Breach long_sleep(const Execution& run, const Slept& sleep, std::vector<Fired>& fired) {
  const auto timer = timer_of(run, sleep);
  if (!timer) return name(sleep.task) + " wakes from a sleep whose timer did not fire";
  const Instant deadline = sleep.begin.time + sleep.delay;
  if (run.events[*timer].time != deadline || sleep.end.time != deadline) {
    return name(sleep.task) + " wakes at another time than its deadline";
  }
  if (sleep.end.iteration != run.events[*timer].iteration + 1) {
    return name(sleep.task) + " wakes in another iteration than the one after its timer";
  }
  fired.push_back({*timer, deadline, sleep.begin.event});
  return holds;
}

bool posts(const Occurrence& e) {
  return e.kind == EventKind::spawn || (e.kind == EventKind::wait && e.label == "its next turn");
}

// The step that a post at `event` leads to, among the events.
std::optional<std::size_t> step_after(const Execution& run, std::size_t event) {
  for (std::size_t i = event + 1; i < run.events.size(); ++i) {
    if (run.events[i].kind == EventKind::step && run.events[i].task == run.events[event].task) {
      return i;
    }
  }
  return std::nullopt;
}

}  // namespace

Breach time_never_goes_back(const Execution& run) {
  for (std::size_t i = 1; i < run.events.size(); ++i) {
    const Occurrence& before = run.events[i - 1];
    const Occurrence& e = run.events[i];
    const bool forward = e.time > before.time;
    if (e.time < before.time || e.iteration < before.iteration) return "time goes back";
    if (forward != (e.kind == EventKind::clock)) return "the clock moves while something runs";
  }
  return holds;
}

Breach timers_fire_in_order(const Execution& run) {
  std::vector<Fired> fired;
  for (const Slept& sleep : run.sleeps) {
    if (!sleep.error.empty()) continue;
    const Breach breach =
        sleep.delay <= Duration::zero() ? short_sleep(sleep) : long_sleep(run, sleep, fired);
    if (!breach.empty()) return breach;
  }
  std::sort(fired.begin(), fired.end(),
            [](const Fired& a, const Fired& b) { return a.event < b.event; });
  for (std::size_t i = 1; i < fired.size(); ++i) {
    const Fired& a = fired[i - 1];
    const Fired& b = fired[i];
    if (a.deadline > b.deadline || (a.deadline == b.deadline && a.begun > b.begun)) {
      return "two timers fire in the wrong order";
    }
  }
  return holds;
}

Breach ready_is_first_come_first_served(const Execution& run) {
  std::size_t last_step = 0;
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    const Occurrence& post = run.events[i];
    if (!posts(post)) continue;
    const auto step = step_after(run, i);
    if (!step) continue;  // it was made in the last iterations of the shutdown
    if (run.events[*step].iteration != post.iteration + 1) {
      return name(post.task) + " does not run in the iteration after it became ready";
    }
    if (*step < last_step) return name(post.task) + " runs after one that came later";
    last_step = *step;
  }
  return holds;
}

Breach awaiting_takes_one_iteration(const Execution& run) {
  const History history(run);
  for (const Awaited& await : run.awaits) {
    const TaskLife* life = history.find(await.of);
    if (!life->finish || history.cancelled_between(await.task, await.begin, await.end)) continue;
    const bool done_before = life->finish->event < await.begin.event;
    const std::uint64_t expected =
        done_before ? await.begin.iteration : life->finish->iteration + 1;
    if (await.end.iteration != expected) {
      return name(await.task) + " hears of the end of " + name(await.of) + " in iteration " +
             std::to_string(await.end.iteration) + " instead of " + std::to_string(expected);
    }
  }
  return holds;
}

}  // namespace sim::props::laws
