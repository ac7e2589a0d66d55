// Every race that is found in the programs of the zoo is one: the two come the other way round, or
// the run fails while the first is held back.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "props/zoo/pair.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/explore/deed_tap.hpp"
#include "sim/explore/reversal.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/record.hpp"

namespace sim {
namespace {

struct Raced {
  std::vector<HbRace> races{};
  Schedule schedule{};
};

Raced races_under(const Program& program, std::uint64_t seed) {
  const auto strategy = make_strategy("random");
  strategy->begin_run(seed);
  ScheduleRecorder recorder(*strategy);
  Detectors detectors({.hb_race = true});
  DeedTap tap(&recorder, detectors);
  Loop loop;
  loop.set_chooser(&tap);
  loop.set_probe(&detectors);
  static_cast<void>(program(loop));
  Raced raced{detectors.hb_races()->races(), recorder.schedule()};
  loop.set_probe(nullptr);
  loop.reset();
  loop.set_chooser(nullptr);
  return raced;
}

// How many races were looked at; each that does not come the other way round is told.
std::size_t reverse_all(const Program& program, std::uint64_t runs, const std::string& name) {
  std::size_t count = 0;
  for (std::uint64_t seed = 0; seed < runs; ++seed) {
    const Raced raced = races_under(program, seed);
    for (const HbRace& race : raced.races) {
      const Reversal found = reverse_race(program, raced.schedule, race.finding.what);
      const bool confirmed = found.verdict != Reversal::Verdict::not_reversed &&
                             found.verdict != Reversal::Verdict::not_seen;
      EXPECT_TRUE(confirmed) << name << ", " << seed << ": " << race.finding.what << "\n"
                            << race.finding.details << found.text();
      ++count;
    }
  }
  return count;
}

TEST(EachRaceOfTheZoo, ComesTheOtherWayRound) {
  std::size_t count = 0;
  for (const zoo::Kept& program : zoo::programs()) {
    count += reverse_all(program.as(zoo::Translation::asy), 3, std::string(program.name));
  }
  EXPECT_GT(count, 100U);
}

TEST(EachRaceOfThePairs, ComesTheOtherWayRound) {
  std::size_t count = 0;
  for (const zoo::Pair& pair : zoo::pairs()) {
    count += reverse_all(pair.broken(), 10, std::string(pair.name));
    count += reverse_all(pair.correct(), 10, std::string(pair.name) + ", mended");
  }
  EXPECT_GT(count, 10U);
}

}  // namespace
}  // namespace sim
