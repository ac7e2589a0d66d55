#include "props/laws/wait.hpp"

#include <algorithm>

namespace sim::props::laws {
namespace {

using Awaitees = std::vector<Awaitee>;

bool contains(const Awaitees& list, Awaitee one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

Awaitees without_duplicates(const Awaitees& list) {
  Awaitees once;
  for (Awaitee one : list) {
    if (!contains(once, one)) once.push_back(one);
  }
  return once;
}

// A side must be what `belongs` says, in the order of the input.
template <class Belongs>
bool is_side(const Awaitees& side, const Awaitees& input, Belongs belongs) {
  Awaitees expected;
  std::copy_if(input.begin(), input.end(), std::back_inserter(expected), belongs);
  return side == expected;
}

Instant deadline(const Waited& wait) {
  if (!wait.options.timeout) return Instant::max();
  return wait.begin.time + std::max(*wait.options.timeout, Duration::zero());
}

bool raised(Awaitee one, const History& history) {
  const TaskLife* life = history.find(one);
  return life != nullptr && life->end == "raised";
}

// Gatherings tell the events nothing of their end.
bool only_tasks(const Waited& wait) {
  return std::all_of(wait.arguments.begin(), wait.arguments.end(), [](Awaitee a) { return a > 0; });
}

using Check = Breach (*)(const Waited&, const History&, const Execution&);

Breach each_wait(const Execution& run, Check check) {
  const History history(run);
  for (const Waited& wait : run.waits) {
    if (!wait.error.empty()) continue;
    const Breach breach = check(wait, history, run);
    if (!breach.empty()) return "the wait of " + name(wait.task) + " " + breach;
  }
  return holds;
}

Breach parted(const Waited& wait, const History&, const Execution&) {
  const Awaitees input = without_duplicates(wait.arguments);
  const auto is_done = [&](Awaitee one) { return contains(wait.really_done, one); };
  if (!is_side(wait.done, input, is_done)) return "has a wrong `done`";
  if (!is_side(wait.pending, input, [&](Awaitee one) { return !is_done(one); })) {
    return "has a wrong `pending`";
  }
  return holds;
}

Breach kept_rule(const Waited& wait, const History& history, const Execution&) {
  if (wait.end.time >= deadline(wait) || wait.pending.empty()) return holds;
  switch (wait.options.return_when) {
    case ReturnWhen::all_completed:
      return "returns with some pending";
    case ReturnWhen::first_completed:
      return wait.done.empty() ? "returns with none done" : holds;
    case ReturnWhen::first_exception:
      break;
  }
  const bool any =
      !only_tasks(wait) || std::any_of(wait.done.begin(), wait.done.end(),
                                       [&](Awaitee one) { return raised(one, history); });
  return any ? holds : "returns before any raised";
}

// In which iteration its waiter is woken; none if not by its tasks.
std::optional<std::uint64_t> met(const Waited& wait, const History& history) {
  std::optional<std::uint64_t> first;
  std::optional<std::uint64_t> last = 0;
  for (Awaitee one : wait.arguments) {
    const auto heard = history.heard(one, wait.begin);
    last = heard && last ? std::max(*last, *heard) : std::optional<std::uint64_t>();
    const bool counts =
        wait.options.return_when == ReturnWhen::first_completed ||
        (wait.options.return_when == ReturnWhen::first_exception && raised(one, history));
    if (heard && counts) first = first ? std::min(*first, *heard) : *heard;
  }
  return first ? first : last;
}

Breach on_time(const Waited& wait, const History& history, const Execution&) {
  if (!only_tasks(wait)) return holds;
  const auto decision = met(wait, history);
  if (decision && wait.end.iteration == *decision + 1) return holds;
  const bool earlier = !decision || wait.end.iteration <= *decision;
  if (earlier && wait.end.time >= deadline(wait)) return holds;
  return "resumes in iteration " + std::to_string(wait.end.iteration) +
         (decision ? " instead of " + std::to_string(*decision + 1) : ", and nothing woke it");
}

Breach in_time(const Waited& wait, const History&, const Execution&) {
  return wait.end.time <= deadline(wait) ? holds : "returns after its deadline";
}

// The wait itself acts while its task does not run, or within that task when it resumes; a task
// that cancels what it has waited for does so later.
Breach let_be(const Waited& wait, const History&, const Execution& run) {
  for (std::size_t i = wait.begin.event; i < wait.end.event; ++i) {
    const Occurrence& e = run.events[i];
    const bool by_the_wait = e.other == wait.task || (!e.other && i < run.main_done.event);
    if (e.kind == EventKind::cancel && by_the_wait) return "cancels " + name(e.task);
  }
  return holds;
}

}  // namespace

Breach wait_parts_its_input(const Execution& run) { return each_wait(run, &parted); }
Breach wait_keeps_its_rule(const Execution& run) { return each_wait(run, &kept_rule); }
Breach wait_takes_two_iterations(const Execution& run) { return each_wait(run, &on_time); }
Breach wait_keeps_its_timeout(const Execution& run) { return each_wait(run, &in_time); }
Breach wait_cancels_nothing(const Execution& run) { return each_wait(run, &let_be); }

}  // namespace sim::props::laws
