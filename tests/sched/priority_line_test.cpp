#include "sim/sched/priority_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "sim/base/xoshiro.hpp"

namespace sim {
namespace {

TEST(PriorityLine, GivesTheHighestAfterAnyChanges) {
  Xoshiro draws(3);
  PriorityLine line;
  std::map<Picker::Place, std::uint64_t> model;
  for (int change = 0; change < 20'000; ++change) {
    const Picker::Place place = draws.below(50);
    const std::uint64_t priority = draws.next();
    if (!model.contains(place)) {
      line.push(place, priority);
      model[place] = priority;
    } else if (draws.below(2) == 0) {
      line.erase(place);
      model.erase(place);
    } else {
      line.set(place, priority);
      model[place] = priority;
    }
    ASSERT_EQ(line.size(), model.size());
    if (model.empty()) continue;
    const auto best = std::max_element(
        model.begin(), model.end(), [](auto& a, auto& b) { return a.second < b.second; });
    ASSERT_EQ(line.top(), best->first);
  }
}

}  // namespace
}  // namespace sim
