#include "props/script/generate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <set>
#include <string>

#include "props/script/show.hpp"
#include "sim/base/hash.hpp"

namespace sim::props::script {
namespace {

// The digest of the texts is recorded: it holds for every compiler, and the answers of CPython in
// tests/oracle belong to the scripts that it stands for.
TEST(ScriptGenerate, GivesTheSameScriptsEverywhere) {
  Digest digest;
  for (std::uint64_t i = 0; i < 1000; ++i) digest.add(show(generate_script(script_number(1, i))));
  EXPECT_EQ(digest.value(), 17135506861112286150U);
}

TEST(ScriptGenerate, GivesOtherScriptsForOtherSeeds) {
  std::set<std::uint64_t> numbers;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    for (std::uint64_t i = 0; i < 30; ++i) numbers.insert(script_number(seed, i));
  }
  EXPECT_EQ(numbers.size(), 900U);
}

const std::map<std::string, Feature> words{
    {"- cancel: ", Feature::cancel},          {".uncancel()", Feature::uncancel},
    {"gather", Feature::gather},              {"- wait: ", Feature::wait},
    {"wait_for: ", Feature::wait_for},        {"shield(", Feature::shield},
    {"as_completed(", Feature::as_completed}, {"timeout(", Feature::timeout},
    {"TaskGroup()", Feature::task_group},     {"promise", Feature::future},
    {"Lock()", Feature::lock},                {"Event()", Feature::event},
    {"Condition(", Feature::condition},       {"Semaphore(", Feature::semaphore},
    {"Barrier(", Feature::barrier},           {" Queue(", Feature::queue},
    {"PriorityQueue(", Feature::priority_queue}, {"LifoQueue(", Feature::lifo_queue},
    {"random.", Feature::random},             {"python: ", Feature::python}};

TEST(ScriptGenerate, UsesEveryFeature) {
  std::string all;
  for (std::uint64_t i = 0; i < 300; ++i) all += show(generate_script(script_number(3, i)));
  for (const auto& [word, feature] : words) EXPECT_NE(all.find(word), std::string::npos) << word;
}

TEST(ScriptGenerate, LeavesOutWhatItIsToldTo) {
  for (const auto& [word, feature] : words) {
    Shape shape;
    shape.features.reset(index_of(feature)).reset(index_of(Feature::misuse));
    std::string all;
    for (std::uint64_t i = 0; i < 60; ++i) all += show(generate_script(script_number(4, i), shape));
    EXPECT_EQ(all.find(word), std::string::npos) << word;
  }
}

TEST(ScriptGenerate, IsAsLongAsItIsToldTo) {
  std::size_t shortest = 0;
  std::size_t longest = 0;
  for (std::uint64_t i = 0; i < 100; ++i) {
    shortest += count_steps(generate_script(i, {.steps_max = 1}));
    longest += count_steps(generate_script(i, {.steps_max = 90}));
  }
  EXPECT_LT(4 * shortest, 3 * longest);
}

TEST(ScriptGenerate, ShrinksWhatRapidCheckDraws) {
  const auto drawn = scripts({.steps_max = 20})(rc::Random(7), 50);
  const std::size_t size = show(drawn.value()).size();
  int smaller = 0;
  auto shrinks = drawn.shrinks();
  for (auto next = shrinks.next(); next; next = shrinks.next()) {
    smaller += show(next->value()).size() < size;
  }
  EXPECT_GT(smaller, 10);
}

}  // namespace
}  // namespace sim::props::script
