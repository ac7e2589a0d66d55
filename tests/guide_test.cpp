// The guide's examples, written against the library: they print what asyncio prints, in no time.

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/sim.hpp"

namespace {

using namespace std::chrono_literals;
using namespace std::string_literals;

// What the example has printed.
struct Guide : testing::Test {
  static inline std::string output;
  void SetUp() override { output.clear(); }
};

void print(const std::string& line) { Guide::output += line + "\n"; }

sim::Coro<> greet(std::string name) {
  print("Hello, " + name + "!");
  co_await sim::sleep(1s);
  print("Goodbye, " + name + "!");
}

constexpr std::string_view alice = "Hello, Alice!\nGoodbye, Alice!\n";
constexpr std::string_view three =
    "Hello, Alice!\nHello, Bob!\nHello, Charlie!\n"
    "Goodbye, Alice!\nGoodbye, Bob!\nGoodbye, Charlie!\n";

// Runs `body` and gives the virtual seconds it took.
double seconds_of(sim::Coro<> body) {
  sim::Runner runner;
  runner.run(std::move(body));
  runner.close();
  return runner.loop().time();
}

TEST_F(Guide, BasicCoroutine) {
  EXPECT_EQ(seconds_of(greet("Alice")), 1.0);
  EXPECT_EQ(output, alice);
}

sim::Coro<> main_that_awaits() { co_await greet("Alice"); }

TEST_F(Guide, Run) {
  sim::run(main_that_awaits());
  EXPECT_EQ(output, alice);
}

sim::Coro<> greet_many() { co_await sim::gather(greet("Alice"), greet("Bob"), greet("Charlie")); }

TEST_F(Guide, Gather) {
  EXPECT_EQ(seconds_of(greet_many()), 1.0);
  EXPECT_EQ(output, three);
}

// wait() takes tasks: that coroutines are refused is seen by the compiler here.
template <class T>
concept MayBeWaitedFor = requires(std::vector<T> things) { sim::wait(things); };
static_assert(MayBeWaitedFor<sim::Task<>>);
static_assert(!MayBeWaitedFor<sim::Coro<>>);

sim::Coro<> greet_many_and_wait() {
  std::vector<sim::Task<>> tasks;
  for (const char* name : {"Alice", "Bob", "Charlie"}) {
    tasks.push_back(sim::create_task(greet(name)));
  }
  const auto [done, pending] = co_await sim::wait(tasks);
  EXPECT_EQ(done.size(), 3U);
  EXPECT_TRUE(pending.empty());
}

TEST_F(Guide, Wait) {
  EXPECT_EQ(seconds_of(greet_many_and_wait()), 1.0);
  EXPECT_EQ(output, three);
}

sim::Coro<> main_with_a_task() {
  const sim::Task<> task = sim::create_task(greet("Alice"));
  co_await task;
}

TEST_F(Guide, CreateTask) {
  EXPECT_EQ(seconds_of(main_with_a_task()), 1.0);
  EXPECT_EQ(output, alice);
}

sim::Coro<> random_sleep(sim::Random& random) {
  const double sleep_time = random.uniform(0.5, 2.0);
  co_await sim::sleep(sim::from_seconds(sleep_time));
  std::array<char, 64> line{};
  std::snprintf(line.data(), line.size(), "Slept for %.2f seconds", sleep_time);
  print(line.data());
}

sim::Coro<> three_random_sleeps(sim::Random& random) {
  co_await sim::gather(random_sleep(random), random_sleep(random), random_sleep(random));
}

struct Naps {
  int seed;
  std::array<const char*, 3> seconds;
  double elapsed;
};

TEST_F(Guide, RandomSleeps) {
  for (const Naps& naps : {
           Naps{0, {"1.13", "1.64", "1.77"}, 1.766632777},
           Naps{1, {"0.70", "1.65", "1.77"}, 1.771150605},
           Naps{2, {"0.58", "1.92", "1.93"}, 1.934051408},
           Naps{3, {"0.86", "1.05", "1.32"}, 1.316343838},
           Naps{42, {"0.54", "0.91", "1.46"}, 1.459140198},
           Naps{99, {"0.77", "0.80", "1.11"}, 1.105967112},
       }) {
    output.clear();
    std::string expected;
    for (const char* seconds : naps.seconds) expected += "Slept for "s + seconds + " seconds\n";
    sim::Random random(naps.seed);
    EXPECT_EQ(seconds_of(three_random_sleeps(random)), naps.elapsed) << naps.seed;
    EXPECT_EQ(output, expected) << naps.seed;
  }
}

sim::Coro<> random_choice(sim::Random& random) {
  const std::array<std::string, 3> choices{"apple", "banana", "cherry"};
  print("Random choice: " + random.choice(choices));
  co_return;
}

sim::Coro<> three_random_choices(sim::Random& random) {
  co_await sim::gather(random_choice(random), random_choice(random), random_choice(random));
}

struct Picks {
  int seed;
  std::array<const char*, 3> fruit;
};

TEST_F(Guide, RandomChoices) {
  for (const Picks& picks : {
           Picks{0, {"banana", "banana", "apple"}},
           Picks{1, {"apple", "cherry", "apple"}},
           Picks{2, {"apple", "apple", "apple"}},
           Picks{3, {"apple", "cherry", "cherry"}},
           Picks{7, {"banana", "apple", "banana"}},
           Picks{42, {"cherry", "apple", "apple"}},
       }) {
    output.clear();
    std::string expected;
    for (const char* fruit : picks.fruit) expected += "Random choice: "s + fruit + "\n";
    sim::Random random(picks.seed);
    EXPECT_EQ(seconds_of(three_random_choices(random)), 0.0);
    EXPECT_EQ(output, expected) << picks.seed;
  }
}

}  // namespace
