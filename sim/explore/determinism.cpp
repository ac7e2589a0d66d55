#include "sim/explore/determinism.hpp"

#include <cstdio>
#include <stdexcept>
#include <utility>

#include "sim/explore/apart.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/run_record.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/replay.hpp"

namespace sim {
namespace {

constexpr Surroundings kOnce{.fill = 0, .seed = 0};
constexpr Surroundings kAgain{.fill = 0xa5, .seed = 0x5eed};

void run_under(const Program& program, const Schedule& schedule) {
  Replay replay(schedule);
  Loop loop;
  loop.set_chooser(&replay);
  static_cast<void>(program(loop));
  loop.reset();
  loop.set_chooser(nullptr);
}

// So that no run is made twice, as a failing one would be to write it down.
Program passing(Program program) {
  return [program = std::move(program)](Loop& loop) {
    static_cast<void>(program(loop));
    return Ending{};
  };
}

std::string record_of(const Program& program, const DeterminismOptions& options) {
  RunRecorder recorder;
  const Program recorded = recorder.recording(program);
  if (options.schedule) {
    run_under(recorded, *options.schedule);
    return to_bytes(recorder.record());
  }
  Explorer explorer(passing(recorded), {.strategy = options.strategy,
                                        .schedules = options.schedules,
                                        .seed = options.seed,
                                        .model = options.model});
  static_cast<void>(explorer.run());
  return to_bytes(recorder.record());
}

std::string hex(std::uint64_t number) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
  return digits;
}

// "1 schedule", "20 schedules"
std::string schedules(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " schedule" : " schedules");
}

Determinism compare(const Apart& once, const Apart& again) {
  Determinism found;
  if (!once.problem.empty() || !again.problem.empty()) {
    found.same = false;
    found.report = "once:     " + (once.problem.empty() ? "it came to its end" : once.problem) +
                   "\nagain:    " + (again.problem.empty() ? "it came to its end" : again.problem) +
                   "\n";
    return found;
  }
  const RunRecord a = record_from(once.said);
  const RunRecord b = record_from(again.said);
  found.runs = a.runs.size();
  found.moments = a.moments_seen();
  found.digest = a.digest();
  found.difference = first_difference(a, b);
  found.same = !found.difference;
  if (found.same) return found;
  found.report =
      found.difference->text() + "  digests:  " + hex(a.digest()) + ", " + hex(b.digest()) + "\n";
  return found;
}

}  // namespace

std::string Determinism::summary() const {
  const std::string runs_made = schedules(runs) + " twice: ";
  if (!same) return difference ? runs_made + "not the same" : "a run did not come to its end";
  return runs_made + std::to_string(moments) + " events and decisions are the same, digest " +
         hex(digest);
}

Determinism check_determinism(const Program& program, const DeterminismOptions& options) {
  if (make_strategy(options.strategy) == nullptr) {
    throw std::invalid_argument("there is no strategy '" + options.strategy + "'");
  }
  const Apart once = apart(kOnce, [&] { return record_of(program, options); });
  const Apart again = apart(kAgain, [&] {
    run_under(program, options.schedule.value_or(Schedule()));
    return record_of(program, options);
  });
  return compare(once, again);
}

}  // namespace sim
