// Partial-order reduction leaves out no result: on programs drawn at random it finds what all
// schedules together find. --cases=10000 tries that many; where one fails it is made small.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <ostream>
#include <vector>

#include "props/zoo/small.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"
#include "tests/props/zoo/search.hpp"

namespace sim::zoo {

// For RapidCheck's reports.
void showValue(const SmallProgram& program, std::ostream& out) { out << program.text(); }

namespace {

// A step less; or somebody who swallows no cancellation; or one who waits for all; or nobody who
// stops those that are left.
rc::Seq<SmallProgram> smaller_than(const SmallProgram& program) {
  std::vector<SmallProgram> all;
  for (std::size_t task = 0; task < program.tasks.size(); ++task) {
    const auto& steps = program.tasks[task].steps;
    for (std::size_t step = 0; step < steps.size(); ++step) {
      all.push_back(program);
      auto& fewer = all.back().tasks[task].steps;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(step));
    }
    if (program.tasks[task].swallows) {
      all.push_back(program);
      all.back().tasks[task].swallows = false;
    }
  }
  if (!program.joins_all) {
    all.push_back(program);
    all.back().joins_all = true;
  }
  if (program.shuts_down) {
    all.push_back(program);
    all.back().shuts_down = false;
  }
  return rc::seq::fromContainer(std::move(all));
}

rc::Gen<SmallProgram> small_programs(int steps_max) {
  return [steps_max](const rc::Random& random, int) {
    const std::uint64_t seed = rc::Random(random).next();
    return rc::shrinkable::shrinkRecur(SmallProgram::draw(seed, steps_max), &smaller_than);
  };
}

TEST(SmallPrograms, HaveTheSameEndingsUnderDporAsUnderDfs) {
  EXPECT_TRUE(rc::check("dpor finds what dfs finds", [] {
    const SmallProgram program = *small_programs(5);
    const Seen all = search<DfsStrategy>(program, 2'000);
    RC_PRE(all.complete);
    const Seen some = search<DporStrategy>(program, 10'000);
    RC_ASSERT(some.complete);
    RC_ASSERT(some.endings == all.endings);
  }));
}

TEST(SmallPrograms, HaveAsynciosOwnEndingAmongThem) {
  EXPECT_TRUE(rc::check("what asyncio does is among what dpor finds", [] {
    const SmallProgram program = *small_programs(6);
    Loop loop;
    const Ending calm = program(loop);
    const Seen some = search<DporStrategy>(program, 3'000);
    RC_PRE(some.complete);
    RC_ASSERT(some.endings.contains(in_words(calm)));
  }));
}

}  // namespace
}  // namespace sim::zoo
