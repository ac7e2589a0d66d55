// sim/explore/describe_run.hpp
//
// Makes a run again from its log, to write down what it was: its schedule, and who was in it.
//
//   const DescribedRun run = describe_run(program, strategy->log(), Model::any, loop);
//   run.schedule.describe(run.names);

#pragma once

#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"
#include "sim/sched/strategy.hpp"

namespace sim {

struct DescribedRun {
  Ending ending{};  // another one than the first time: something was left to chance
  Schedule schedule{};
  TaskNames names{};
};

// Requires: the loop is empty. Ensures: so it is afterwards, and without a probe.
[[nodiscard]] DescribedRun describe_run(const Program& program, const RunLog& log, Model model,
                                        Loop& loop);

}  // namespace sim
