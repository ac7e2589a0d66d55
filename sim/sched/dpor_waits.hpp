// sim/sched/dpor_waits.hpp
//
// Takes steps out of a run in which a task asked in vain for a lock, or for the end of a task, and
// did nothing else: what is left is the run in which it asked when it could go on.
//
//   Settled settled = settle_waits(steps, known, pending);
//
// The two runs differ in nothing but how long it stood in which queue: a lock goes to who asked
// first, so any order in which tasks get it comes about when each asks just then. So there are as
// many classes of runs as there are orders of getting locks. Not so where the clock moved while the
// task waited, or it is asked to stop somewhere in the run, which might have come while it waited;
// then the step stays, as a write to the lock.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/sched/dpor_races.hpp"
#include "sim/sched/dpor_watch.hpp"

namespace sim::dpor {

struct Settled {
  std::vector<bool> gone;           // by the number that a step had before
  std::vector<std::uint32_t> now;   // the number that it, or the next that stays, has now
  bool stayed = false;              // a step that waits did, and touches what it waits for
};

// The step waits where it stands, and touches what it waits for.
void stay(Step& step);

// By task: whether a step of another one asks it to stop, anywhere in the run.
[[nodiscard]] std::vector<bool> stopped_tasks(const std::vector<Step>& steps);

// The first `known` steps stay. Those who ask for a lock to the end are added to `pending`, whose
// step numbers are brought up to date.
Settled settle_waits(std::vector<Step>& steps, std::uint32_t known, std::vector<Pending>& pending);

}  // namespace sim::dpor
