#include "props/laws/run.hpp"

#include <algorithm>
#include <tuple>

namespace sim::props::laws {
namespace {

auto fields(const Occurrence& e) {
  return std::tie(e.kind, e.time, e.iteration, e.task, e.other, e.label);
}

}  // namespace

Breach run_comes_to_its_end(const Execution& run) {
  if (run.outcome != "ok" && run.outcome != "raised") return "the run ends in " + run.outcome;
  if (run.events.empty() || run.events.back().time - Instant{} != run.elapsed) {
    return "the last event is not at the end of the run";
  }
  const auto prints = std::count_if(run.events.begin(), run.events.end(),
                                    [](const auto& e) { return e.kind == EventKind::print; });
  if (static_cast<std::size_t>(prints) != run.output.size()) return "a printed line is lost";
  return holds;
}

Breach nothing_is_left(const Execution& run) {
  if (run.left.tasks != run.left.late_tasks) return "a task is still pending";
  if (run.left.tasks == 0 && run.left.timers != 0) return "a timer is still armed";
  if (run.left.blocks != 0) return "memory of the run is still held";
  return holds;
}

Breach same_run(const Execution& first, const Execution& second) {
  const auto [a, b] = std::mismatch(
      first.events.begin(), first.events.end(), second.events.begin(), second.events.end(),
      [](const auto& x, const auto& y) { return fields(x) == fields(y); });
  if (a != first.events.end() || b != second.events.end()) {
    return "the runs part at event " + std::to_string(a - first.events.begin());
  }
  if (first.digest != second.digest) return "equal traces have different digests";
  if (first.output != second.output || first.outcome != second.outcome ||
      first.exception != second.exception || first.result != second.result ||
      first.elapsed != second.elapsed) {
    return "equal traces have different results";
  }
  return holds;
}

}  // namespace sim::props::laws
