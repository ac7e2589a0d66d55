#include "sim/scenario/locals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scenario/reading.hpp"

namespace sim::scenario {
namespace {

TEST(Locals, AreTheParametersThenWhatStepsBindInOrder) {
  const auto scenario = scenario_from(
      "scenario: x\ncoroutines:\n  f(a, b=1):\n"
      "    - let: {c: 1, a: 2}\n"
      "    - for: d\n      in: [1]\n      do:\n        - call: now()\n          as: [e, c]\n"
      "    - try: [let: {f: 1}]\n      except: {KeyError: [let: {h: 1}]}\n      as: g\n"
      "      finally: [let: {i: 1}]\n"
      "    - if: a\n      then: [let: {j: 1}]\n      else: [let: {k: 1}]\n"
      "    - while: a\n      do: [let: {l: 1}]\n"
      "  main(): [pass]\n");
  EXPECT_THAT(scenario->coroutines[0].locals,
              testing::ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"));
  const auto& loop = std::get<ForStep>(scenario->coroutines[0].body.at(1).node);
  EXPECT_EQ(loop.variable.slot, 3U);
  const auto& call = std::get<CallStep>(loop.body.at(0).node);
  EXPECT_EQ(call.as.names.at(0).slot, 4U);
  EXPECT_EQ(call.as.names.at(1).slot, 2U);
}

TEST(Locals, AreNotMadeByAssigningToAnItemOrToASharedVariable) {
  const auto scenario = scenario_from(
      "scenario: x\nshared: {a: [0], b: 1}\ncoroutines:\n  main():\n"
      "    - let:\n        a[0]: 1\n    - set: {b: 2}\n");
  EXPECT_TRUE(scenario->coroutines[0].locals.empty());
  const auto& let = std::get<LetStep>(scenario->coroutines[0].body.at(0).node);
  const auto& item = std::get<Index>(let.assignments.at(0).target->node);
  EXPECT_EQ(std::get<Name>(item.object->node).binding.kind, NameKind::shared);
}

}  // namespace
}  // namespace sim::scenario
