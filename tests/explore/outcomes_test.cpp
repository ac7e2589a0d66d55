#include "sim/explore/outcomes.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/witness.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

Coro<> add(Shared<int>& counter, int more, bool safely, Lock& lock) {
  if (safely) co_await lock.acquire();
  const int before = co_await counter.read();
  co_await counter.write(before + more);
  if (safely) lock.release();
}

Coro<> main_of_adders(bool safely, int& total) {
  Shared<int> counter(0);
  Lock lock;
  const Task<> one = create_task(add(counter, 1, safely, lock), "one");
  const Task<> two = create_task(add(counter, 2, safely, lock), "two");
  co_await one;
  co_await two;
  total = counter.get();
}

Program adders(bool safely) {
  return [safely](Loop& loop) {
    int total = 0;
    const Task<> main = create_task_on(loop, main_of_adders(safely, total), "main");
    while (loop.run_once()) {
    }
    return Ending{EndingKind::ok, "total " + std::to_string(total)};
  };
}

std::vector<std::string> whats(const Outcomes& all) {
  std::vector<std::string> words;
  for (const Result& result : all.results) words.push_back(result.ending.what);
  return words;
}

TEST(Outcomes, AreAllResultsThatAProgramCanHave) {
  const Outcomes all = outcomes(adders(false));
  EXPECT_EQ(whats(all), std::vector<std::string>({"total 1", "total 2", "total 3"}));
  EXPECT_TRUE(all.complete()) << all.why_not;
  EXPECT_TRUE(all.reduced);
}

TEST(Outcomes, AreOneWhereALockIsTaken) {
  const Outcomes all = outcomes(adders(true));
  EXPECT_EQ(whats(all), std::vector<std::string>({"total 3"}));
  EXPECT_EQ(all.traces, 2U);  // whoever takes it first
}

TEST(Outcomes, CountTheTracesOfEachResult) {
  const Outcomes all = outcomes(adders(false));
  std::uint64_t traces = 0;
  for (const Result& result : all.results) traces += result.traces;
  EXPECT_EQ(traces, all.traces);
  EXPECT_EQ(all.traces, 4U);  // the reads before both writes, which come either way; or in turn
  EXPECT_FALSE(all.interleavings.known());
}

TEST(Outcomes, SayOfHowManyInterleavingsTheTracesStandForAll) {
  const Outcomes all = outcomes(adders(false), {.count_interleavings = true});
  EXPECT_TRUE(all.interleavings.exact);
  EXPECT_GT(all.interleavings.count, static_cast<double>(all.traces));
}

TEST(Outcomes, HaveAWitnessEach) {
  const Program program = adders(false);
  for (const Result& result : outcomes(program).results) {
    EXPECT_EQ(witness(program, result.witness).ending, result.ending);
  }
}

TEST(Outcomes, OfAsynciosOwnOrderAreOneWhereNoTimersMeet) {
  const Outcomes all = outcomes(adders(false), {.model = Model::timing});
  EXPECT_EQ(whats(all), std::vector<std::string>({"total 2"}));
  EXPECT_TRUE(all.complete());
}

Coro<> append(std::string& text, char letter) {
  co_await sleep(1s);
  text += letter;
}

Coro<> main_of_ties(std::string& text) {
  const Task<> a = create_task(append(text, 'a'), "a");
  const Task<> b = create_task(append(text, 'b'), "b");
  co_await a;
  co_await b;
}

TEST(Outcomes, OfTimersThatAreDueTogetherComeInEachOrder) {
  const auto program = [](Loop& loop) {
    std::string text;
    const Task<> main = create_task_on(loop, main_of_ties(text), "main");
    while (loop.run_once()) {
    }
    return Ending{EndingKind::ok, text};
  };
  const Outcomes all = outcomes(program, {.model = Model::timing});
  EXPECT_EQ(whats(all), std::vector<std::string>({"ab", "ba"}));
}

TEST(Outcomes, SayWhyThereMayBeMore) {
  const Outcomes few = outcomes(adders(false), {.schedules = 2});
  EXPECT_FALSE(few.complete());
  EXPECT_EQ(few.why_not, "there was no time or room for all schedules");
  const Outcomes none = outcomes(adders(false), {.keep_going = [] { return false; }});
  EXPECT_EQ(none.traces, 0U);
  EXPECT_FALSE(none.complete());
}

TEST(Outcomes, AreNotAllWhereARunWasCut) {
  const auto program = [](Loop& loop) {
    loop.call_soon([] {});
    loop.run_once();
    return Ending{EndingKind::step_limit, "it does not end"};
  };
  EXPECT_EQ(outcomes(program).why_not, "a run was cut at its limit of steps");
}

// How far each of the others comes makes a difference; the order of steps that do not meet does
// not.
TEST(Outcomes, OfAProgramThatLeavesTasksBehindAreAllWaysToLeaveThem) {
  const auto program = [](Loop& loop) {
    std::set<char> done;
    const auto note = [&done](char letter) { return [&done, letter] { done.insert(letter); }; };
    loop.call_soon([&] {
      done.insert('a');
      loop.call_soon(note('b'));
    });
    loop.call_soon(note('c'));
    loop.run_once();
    return Ending{EndingKind::ok, std::string(done.begin(), done.end())};
  };
  const Outcomes all = outcomes(program);
  EXPECT_TRUE(all.complete()) << all.why_not;
  EXPECT_TRUE(all.reduced);
  EXPECT_EQ(whats(all), std::vector<std::string>({"abc", "ac"}));
  EXPECT_EQ(all.traces, 2U);
}

}  // namespace
}  // namespace sim
