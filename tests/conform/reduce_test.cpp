// The tester tested: runners that are wrong on purpose are found out, and by a small program.

#include "tools/conform/reduce.hpp"

#include <gtest/gtest.h>

#include <string>

#include "props/script/generate.hpp"
#include "props/script/show.hpp"
#include "tests/conform/answers.hpp"

namespace sim::conform {
namespace {

using props::script::Feature;
using props::script::Shape;

// The first difference between the mutant and Fermata, made smaller.
Trial smallest(const std::string& from, const std::string& to, Feature feature) {
  Shape shape;
  shape.features.reset().set(index_of(feature)).set(index_of(Feature::cancel));
  shape.steps_max = 25;
  Pair pair(mutant(from, to), fermata());
  for (std::uint64_t batch = 0; batch < 40; ++batch) {
    std::vector<Script> scripts;
    for (std::uint64_t i = 0; i < 20; ++i) {
      scripts.push_back(generate_script(props::script::script_number(9, 20 * batch + i), shape));
    }
    for (Trial& trial : pair.try_all(std::move(scripts))) {
      if (trial.difference) return reduce(pair, std::move(trial));
    }
  }
  return {};
}

void expect_found(const std::string& from, const std::string& to, Feature feature) {
  const Trial found = smallest(from, to, feature);
  ASSERT_TRUE(found.difference) << from << " for " << to << " is never noticed";
  EXPECT_LE(count_steps(found.script), 12U) << show(found.script);
  EXPECT_NE(show(found.script).find(from), std::string::npos) << show(found.script);
}

TEST(Reduce, FindsAWaitThatReturnsTooLate) {
  expect_found("FIRST_COMPLETED", "ALL_COMPLETED", Feature::wait);
}

TEST(Reduce, FindsAGatherThatRaisesWhatItShouldReturn) {
  expect_found("return_exceptions: True", "return_exceptions: False", Feature::gather);
}

TEST(Reduce, FindsAStackThatIsAQueue) {
  expect_found("LifoQueue", "Queue", Feature::lifo_queue);
}

TEST(Reduce, FindsANotifyThatWakesOneOfAll) {
  expect_found("notify_all", "notify", Feature::condition);
}

TEST(Reduce, FindsAnEventThatIsNeverSet) {
  expect_found("event.set", "event.clear", Feature::event);
}

TEST(Reduce, FindsNoDifferenceWhereThereIsNone) {
  const Trial found = smallest("this is nowhere", "x", Feature::gather);
  EXPECT_FALSE(found.difference);
}

TEST(Reduce, FindsARunnerThatCrashes) {
  // A sed that leaves when it reads of a lock, so that the mutant ends in the middle.
  Pair pair({"sh", "-c",
             std::string("sed -u '/Lock()/q 7' | \"") + FERMATA_CONFORM + "\" --answer; exit 7"},
            fermata());
  Script script;
  script.shared.push_back({"lock", props::script::call("Lock")});
  script.coroutines.push_back({"main", {}, {props::script::say("a")}});
  const std::vector<Trial> trials = pair.try_all({script, script});
  EXPECT_FALSE(trials[0].difference);
  ASSERT_TRUE(trials[1].difference);
  EXPECT_EQ(trials[1].difference->kind, "answer gives no/runs it");
}

}  // namespace
}  // namespace sim::conform
