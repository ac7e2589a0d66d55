// Who iterates over a hash table is caught, whatever its keys are.

#include <gtest/gtest.h>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "sim/aio/print.hpp"
#include "sim/explore/apart.hpp"
#include "sim/explore/determinism.hpp"
#include "tests/interpose/in_a_run.hpp"

namespace sim {
namespace {

constexpr Surroundings plain{};
constexpr Surroundings shaped{.fill = 0, .seed = 0x5eed};

// In the order of a table that grew element by element.
template <class Set>
std::string order_of(const Set& set) {
  std::string text;
  for (const auto& each : set) {
    if constexpr (std::is_same_v<std::decay_t<decltype(each)>, int>) {
      text += std::to_string(each) + " ";
    } else {
      text += each + " ";
    }
  }
  return text;
}

std::string order_of_numbers(int count) {
  std::unordered_set<int> set;
  for (int i = 0; i < count; ++i) set.insert(i * 7 + 3);
  return order_of(set);
}

TEST(InterposedHashTables, HaveAnotherOrderFromTheThirdElementOn) {
  for (const int count : {3, 4, 5, 10, 30, 1'000}) {
    const auto look = [count] { return order_of_numbers(count); };
    EXPECT_NE(apart(plain, look).said, apart(shaped, look).said) << count;
    EXPECT_EQ(apart(plain, look).said, look()) << count;
  }
}

TEST(InterposedHashTables, KeepWhatIsInThem) {
  const Apart done = apart(shaped, [] {
    std::unordered_map<std::string, int> map;
    map.reserve(50);
    for (int i = 0; i < 5'000; ++i) map["key " + std::to_string(i)] = i;
    for (int i = 0; i < 5'000; i += 2) map.erase("key " + std::to_string(i));
    int sum = 0;
    for (int i = 0; i < 5'000; ++i) {
      const auto found = map.find("key " + std::to_string(i));
      if (found != map.end()) sum += found->second;
    }
    const bool full = map.load_factor() > map.max_load_factor();
    return std::to_string(map.size()) + " " + std::to_string(sum) + (full ? " too full" : "");
  });
  EXPECT_EQ(done.said, "2500 6250000");
}

Coro<> iterates_over_names() {
  std::unordered_set<std::string> names;
  for (const char* name : {"ann", "bob", "cy"}) names.insert(name);
  co_await sleep(Duration(1));
  print(order_of(names));
}

TEST(InterposedHashTables, ShowWhoIteratesOverThem) {
  const Determinism found = check_determinism([](Loop& loop) {
    create_task_on(loop, iterates_over_names(), "main");
    while (loop.run_once()) {
    }
    return Ending{};
  });
  ASSERT_TRUE(found.difference);
  EXPECT_NE(found.difference->once.what.find("main prints "), std::string::npos);
  EXPECT_EQ(found.difference->once.waits, "main had waited for sleep(1e-09)");
}

}  // namespace
}  // namespace sim
