// props/coro_program.hpp
//
// Coroutines as programs to explore, and how a run of one ends.
//
//   Coro<> transfers() { ... }                              // each run calls it anew
//   Outcome outcome = explore(transfers, {.schedules = 10'000});
//   if (outcome.failure) std::cout << report_of(as_program(transfers), *outcome.failure).text();
//
// A run is what sim::run() makes of the coroutine: it is the first task, and what still runs when
// it has ended is cancelled and waited for. It fails if an exception escapes, if it is stopped by
// StopRun (sim/coro/coro.hpp), at a deadlock, or at a limit; if an exception is lost, a task is
// still pending at the end, or a coroutine was never awaited; and wherever a detector finds
// something (sim/explore/watched.hpp): a lost wake-up, a lock that was not given back. What the
// callable itself owns must be fit for `jobs` threads.

#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/coro/coro.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/program.hpp"

namespace sim {

struct CoroOptions {
  std::uint64_t iterations_max = 100'000;  // of the loop; more is a livelock
  Instant time_max = Instant::max();
  std::string name = "main";  // of the first task
  DetectOptions detect{};     // what is looked for
};

// More than an Ending says, of one run that is shown.
struct RunDetail {
  std::string text{};   // in lines
  std::string waits{};  // of a deadlock: who waits for what
  std::optional<std::string> file{};  // of the check that failed first
  int line = 0;
};

template <class F>
concept MakesCoro = std::invocable<F&> && std::same_as<std::invoke_result_t<F&>, Coro<>>;

// Makes one run, and calls loop.reset() at its end. `shown` may be nullptr.
[[nodiscard]] Ending run_to_its_end(Loop& loop, Coro<> main, const CoroOptions& options = {},
                                    RunDetail* shown = nullptr);

// A copy of `make` lives as long as the run, so it may be a lambda with captures.
template <MakesCoro F>
[[nodiscard]] Program as_program(F make, CoroOptions options = {}, RunDetail* shown = nullptr) {
  return [make = std::move(make), options = std::move(options), shown](Loop& loop) {
    F fresh = make;
    return run_to_its_end(loop, fresh(), options, shown);
  };
}

template <MakesCoro F>
[[nodiscard]] Outcome explore(F make, const ExploreOptions& options = {}) {
  return explore(as_program(std::move(make)), options);
}

}  // namespace sim
