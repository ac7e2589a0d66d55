// Every certificate is confirmed by a search that knows nothing of how it is made: over all
// programs of the zoo, and small ones drawn at random.

#include "sim/explore/certificate.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "props/zoo/pair.hpp"
#include "props/zoo/small.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/explore/explore.hpp"
#include "tests/props/zoo/fewer.hpp"

namespace sim::zoo {
namespace {

struct Confirmed {
  int certificates = 0;
  int confirmed = 0;
  int of_several = 0;  // for more than one deviation
};

// What is too much to try out is left out.
void confirm(const std::string& name, const Program& program, Confirmed& count) {
  const Outcome outcome = explore(program, {.schedules = 2'000, .seed = 3});
  if (!outcome.failure || !outcome.failure->minimal) return;
  ++count.certificates;
  const Schedule& schedule = outcome.failure->shrunk;
  const AllWithFewer all = try_all_with_fewer(program, schedule, outcome.failure->ending, 10'000);
  EXPECT_EQ(all.failed, "") << name << " has " << schedule.token();
  if (all.tried == 0 && !schedule.calm()) return;
  ++count.confirmed;
  count.of_several += schedule.size() > 1 ? 1 : 0;
}

// But for those with fifty tasks and more, which take half a minute.
TEST(Certificates, OfTheProgramsAreConfirmedBySearch) {
  Confirmed count;
  for (const Kept& kept : programs()) {
    if (kept.name.ends_with("_50") || kept.name.ends_with("_100")) continue;
    confirm(std::string(kept.name), kept.as(Translation::asy), count);
    confirm(std::string(kept.name), kept.as(Translation::sp), count);
  }
  EXPECT_GE(count.certificates, 25);
  EXPECT_EQ(count.confirmed, count.certificates);
  EXPECT_GE(count.of_several, 3);
}

TEST(Certificates, OfThePairsAreConfirmedBySearch) {
  Confirmed count;
  for (const Pair& pair : pairs()) confirm(std::string(pair.name), pair.broken(), count);
  EXPECT_EQ(count.certificates, 12);
  EXPECT_EQ(count.confirmed, 12);
}

// A failure is any ending but that of asyncio's own order.
TEST(Certificates, OfSmallProgramsAreConfirmedBySearch) {
  Confirmed count;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const SmallProgram small = SmallProgram::draw(seed, 6);
    Loop loop;
    const Ending calm = small(loop);
    const Program program = [&](Loop& on) {
      Ending ending = small(on);
      if (ending == calm) return Ending{};
      return Ending{EndingKind::failed, ending.what};
    };
    confirm(small.text(), program, count);
  }
  EXPECT_GE(count.certificates, 10);
  EXPECT_EQ(count.confirmed, count.certificates);
  EXPECT_GE(count.of_several, 1);
}

}  // namespace
}  // namespace sim::zoo
