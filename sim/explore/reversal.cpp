#include "sim/explore/reversal.hpp"

#include <algorithm>
#include <vector>

#include "sim/detect/detectors.hpp"
#include "sim/explore/deed_tap.hpp"
#include "sim/sched/hold_back.hpp"
#include "sim/sched/record.hpp"
#include "sim/sched/replay.hpp"

namespace sim {
namespace {

struct OneRun {
  Ending ending{};
  std::vector<HbRace> races{};
};

// A watched program leaves the race to whoever listens already.
OneRun run_under(const Program& program, Chooser& chooser, Model model) {
  DetectOptions options{.hb_race = true};
  options.readiness = model == Model::any ? Readiness::any : Readiness::in_order;
  Detectors detectors(options);
  DeedTap tap(&chooser, detectors);
  Loop loop;
  loop.set_chooser(&tap);
  loop.set_probe(&detectors);
  OneRun run{program(loop), detectors.hb_races()->races()};
  loop.set_probe(nullptr);
  loop.reset();
  loop.set_chooser(nullptr);
  return run;
}

std::string in_words(const Ending& ending) {
  std::string text(name_of(ending.kind));
  if (!ending.what.empty()) text += ": " + ending.what;
  return text;
}

}  // namespace

std::string_view name_of(Reversal::Verdict verdict) noexcept {
  switch (verdict) {
    case Reversal::Verdict::differs: return "differs";
    case Reversal::Verdict::ends_before: return "ends-before";
    case Reversal::Verdict::alike: return "alike";
    case Reversal::Verdict::not_reversed: return "not-reversed";
    case Reversal::Verdict::not_seen: return "not-seen";
  }
  return "";
}

std::string Reversal::text() const {
  switch (verdict) {
    case Verdict::differs:
      return "confirmed: the other way round the run ends otherwise: " + in_words(reversed) +
             "; by " + schedule.token();
    case Verdict::ends_before:
      return "confirmed: while the first waits the run ends otherwise: " + in_words(reversed) +
             "; by " + schedule.token();
    case Verdict::alike:
      return "confirmed: it comes the other way round, too, and then the run ends alike; it may be "
             "harmless";
    case Verdict::not_reversed:
      return "not confirmed: the second did not come without the first";
    case Verdict::not_seen: return "not confirmed: it was not seen again";
  }
  return "";
}

Reversal reverse_race(const Program& program, const Schedule& schedule, const std::string& what) {
  Reversal reversal;
  Replay replay(schedule);
  const OneRun straight = run_under(program, replay, schedule.model());
  reversal.straight = straight.ending;
  const auto race = std::ranges::find_if(
      straight.races, [&what](const HbRace& it) { return it.finding.what == what; });
  if (race == straight.races.end()) return reversal;
  reversal.verdict = Reversal::Verdict::not_reversed;
  if (race->first.step == 0 || race->second.step == 0) return reversal;
  HeldPair pair{.step = race->first.step, .object = race->object};
  pair.first = replay.made(race->first.step - 1).task;
  pair.second = replay.made(race->second.step - 1).task;
  pair.first_writes = race->first.writes;
  pair.instant = race->instant;
  pair.root = race->root;
  pair.armed = race->armed;
  HoldBack hold(schedule, pair);
  ScheduleRecorder recorder(hold, schedule.model());
  const OneRun other = run_under(program, recorder, schedule.model());
  const bool same = other.ending == straight.ending;
  if (!hold.reversed() && (!hold.holds() || same)) return reversal;
  reversal.reversed = other.ending;
  reversal.schedule = recorder.schedule();
  reversal.verdict = !hold.reversed() ? Reversal::Verdict::ends_before
                     : same           ? Reversal::Verdict::alike
                                      : Reversal::Verdict::differs;
  return reversal;
}

}  // namespace sim
