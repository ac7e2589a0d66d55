#include "tools/conform/sweep.hpp"

namespace sim::conform {

using props::script::Script;

std::vector<Script> every_cancellation(const Script& script, const Answer& plain) {
  std::vector<Script> cancelled;
  if (plain.state != Answer::State::given || plain.turns * plain.tasks > sweep_max) return {};
  for (std::uint64_t before = 0; before < plain.turns; ++before) {
    for (std::uint64_t task = 1; task <= plain.tasks; ++task) {
      cancelled.push_back(script);
      cancelled.back().interruption = Interruption{before, TaskId{task}};
      cancelled.back().name += "-" + std::to_string(before) + "-" + std::to_string(task);
    }
  }
  return cancelled;
}

}  // namespace sim::conform
