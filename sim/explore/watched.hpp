// sim/explore/watched.hpp
//
// watched() makes a program fail where something was wrong with its run that it did not see itself.
//
//   Explorer explorer(watched(program), {.strategy = "portfolio"});
//   Outcome outcome = explorer.run();      // failure->ending: {deadlock, "deadlock: left ..."}
//   Shrinker shrinker(watched(program));   // the same one, so that it ends in the same finding
//
// The first finding of a run becomes its ending, in place of ok; of deadlock, which it tells more
// of; and of step_limit. An assertion that failed, or an exception, stays what it is. Ending::what
// is that of the finding, which is equal for the same kind, place and tasks, and Ending::details
// is who waits for what; Ending::digest rolls over all events of the run. A probe of the loop hears
// as before. Where a lasso closes (sim/detect/lasso.hpp) an exception leaves the program: what its
// tasks need to be destroyed must not be on its stack.

#pragma once

#include "sim/detect/detectors.hpp"
#include "sim/explore/program.hpp"

namespace sim {

[[nodiscard]] Program watched(Program program, DetectOptions options = {});

// How a run ends of which this is the first finding.
[[nodiscard]] Ending ending_of(const Finding& finding);

}  // namespace sim
