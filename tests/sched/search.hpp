// tests/sched/search.hpp
//
// All runs that a method makes of a program, and what came of them.
//
//   const Searched all = search([](std::string& result) -> Coro<> { ... });
//   const Searched each = search<DfsStrategy>(main);
//   EXPECT_EQ(all.results, each.results);

#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>

#include "sim/coro/task.hpp"
#include "sim/sched/dpor.hpp"

namespace sim::test {

struct Searched {
  std::uint64_t runs = 0;
  std::set<std::string> results{};
  bool complete = false;
  std::string method{};
};

// All runs of `main`, which is given where to write its result.
template <class Method = DporStrategy>
Searched search(const std::function<Coro<>(std::string&)>& main, bool to_the_end = true) {
  Searched searched;
  Method strategy;
  Loop loop;
  while (!strategy.exhausted() && searched.runs < 10'000) {
    std::string result;
    strategy.begin_run(0);
    loop.set_chooser(&strategy);
    {
      const Task<> task = create_task_on(loop, main(result));
      while ((to_the_end || !task.done()) && loop.run_once()) {
      }
    }
    strategy.end_run(true);
    loop.reset();
    searched.results.insert(result);
    ++searched.runs;
  }
  searched.complete = strategy.complete();
  searched.method = strategy.method();
  return searched;
}

}  // namespace sim::test
