#include "props/laws/gather.hpp"

#include <algorithm>
#include <tuple>

namespace sim::props::laws {
namespace {

using Check = Breach (*)(const Gathered&, const History&);

Breach each_gathering(const Execution& run, Check check) {
  const History history(run);
  for (const Gathered& gathered : run.gathers) {
    if (!gathered.ended) continue;
    const Breach breach = check(gathered, history);
    if (!breach.empty()) return "the gather of " + name(gathered.task) + " " + breach;
  }
  return holds;
}

// Whether it ended for another reason than its children.
bool interrupted(const Gathered& gathered, const History& history) {
  return gathered.cancelled ||
         history.cancelled_between(gathered.task, gathered.begin, gathered.end);
}

// The iterations in which its callbacks run, with their arguments, in the order of running.
struct Heard {
  std::uint64_t iteration;
  std::size_t finish;  // among the events; 0 if it was done before
  std::size_t place;
};

std::vector<Heard> callbacks(const Gathered& gathered, const History& history) {
  std::vector<Heard> heard;
  for (std::size_t i = 0; i < gathered.arguments.size(); ++i) {
    const auto task = static_cast<Awaitee>(gathered.arguments[i].value());
    const auto iteration = history.heard(task, gathered.made);
    if (!iteration) continue;
    const std::size_t finish = history.find(task)->finish->event;
    heard.push_back({*iteration, finish < gathered.made.event ? 0 : finish, i});
  }
  std::sort(heard.begin(), heard.end(), [](const Heard& a, const Heard& b) {
    return std::tie(a.iteration, a.finish, a.place) < std::tie(b.iteration, b.finish, b.place);
  });
  return heard;
}

const TaskLife& life_at(const Gathered& gathered, const Heard& heard, const History& history) {
  return *history.find(gathered.arguments[heard.place]);
}

Breach in_order(const Gathered& gathered, const History& history) {
  if (!gathered.error.empty()) return holds;
  if (gathered.results.size() != gathered.arguments.size()) return "has lost a place";
  for (std::size_t i = 0; i < gathered.results.size(); ++i) {
    const TaskLife& life = *history.find(gathered.arguments[i]);
    const std::string& result = gathered.results[i];
    const bool same =
        life.end == "cancelled" ? result.starts_with("CancelledError(") : result == life.body_end;
    if (!same) {
      return "gives " + result + " at place " + std::to_string(i) + ", where " +
             name(gathered.arguments[i]) + " gave " + life.body_end;
    }
  }
  return holds;
}

Breach duplicates_equal(const Gathered& gathered, const History&) {
  for (std::size_t i = 0; i < gathered.results.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (gathered.arguments[i] == gathered.arguments[j] &&
          gathered.results[i] != gathered.results[j]) {
        return "gives " + name(gathered.arguments[i]) + " two results";
      }
    }
  }
  return holds;
}

Breach first_error(const Gathered& gathered, const History& history) {
  if (gathered.return_exceptions || interrupted(gathered, history)) return holds;
  for (const Heard& heard : callbacks(gathered, history)) {
    if (heard.iteration >= gathered.end.iteration && gathered.error.empty()) break;
    const TaskLife& life = life_at(gathered, heard, history);
    if (life.end == "returned") continue;
    const bool same = life.end == "cancelled" ? gathered.error.starts_with("CancelledError(")
                                              : gathered.error == life.body_end;
    return same ? holds
                : "raises " + gathered.error + ", but " + name(gathered.arguments[heard.place]) +
                      " was the first to fail";
  }
  return gathered.error.empty() ? holds : "raises " + gathered.error + ", which no child did";
}

Breach errors_returned(const Gathered& gathered, const History& history) {
  if (!gathered.return_exceptions || gathered.error.empty()) return holds;
  return interrupted(gathered, history) ? holds : "raises " + gathered.error;
}

// Where a child cannot be waited for any more, as it failed before, the error decides.
std::uint64_t decided(const Gathered& gathered, const History& history) {
  std::uint64_t iteration = 0;
  for (const Heard& heard : callbacks(gathered, history)) {
    iteration = heard.iteration;
    const bool failed = life_at(gathered, heard, history).end != "returned";
    if (failed && !gathered.return_exceptions) break;
  }
  return iteration;
}

Breach on_time(const Gathered& gathered, const History& history) {
  if (interrupted(gathered, history)) return holds;
  const std::uint64_t decision = decided(gathered, history);
  const bool done_before = gathered.arguments.empty() || decision < gathered.begin.iteration;
  if (decision == gathered.begin.iteration) return holds;  // which of the two came first?
  const std::uint64_t expected = done_before ? gathered.begin.iteration : decision + 1;
  if (gathered.end.iteration == expected) return holds;
  return "resumes in iteration " + std::to_string(gathered.end.iteration) + " instead of " +
         std::to_string(expected);
}

}  // namespace

Breach gather_keeps_order(const Execution& run) { return each_gathering(run, &in_order); }
Breach gather_repeats_duplicates(const Execution& run) {
  return each_gathering(run, &duplicates_equal);
}
Breach gather_raises_the_first(const Execution& run) { return each_gathering(run, &first_error); }
Breach gather_returns_exceptions(const Execution& run) {
  return each_gathering(run, &errors_returned);
}
Breach gather_takes_two_iterations(const Execution& run) { return each_gathering(run, &on_time); }

}  // namespace sim::props::laws
