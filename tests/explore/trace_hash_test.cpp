#include "sim/explore/trace_hash.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/sched/dfs.hpp"

namespace sim {
namespace {

Coro<> write(Shared<int>& shared, char letter, std::string& order) {
  co_await shared.write(1);
  order += letter;
}

Coro<> read(const Shared<int>& shared, char letter, std::string& order) {
  static_cast<void>(co_await shared.read());
  order += letter;
}

// a writes x, b and c read x, d writes y.
Coro<> main(std::string& order) {
  Shared<int> x(0);
  Shared<int> y(0);
  std::vector<Task<>> tasks = {create_task(write(x, 'a', order)), create_task(read(x, 'b', order)),
                               create_task(read(x, 'c', order)), create_task(write(y, 'd', order))};
  for (const Task<>& task : tasks) co_await task;
}

// What tells the orders apart: which of the reads came after the write.
std::string what_matters(const std::string& order) {
  const std::size_t write = order.find('a');
  return std::string(order.find('b') > write ? "b" : "-") + (order.find('c') > write ? "c" : "-");
}

TEST(TraceHash, IsTheSameForRunsThatDifferInNothingThatMatters) {
  DfsStrategy dfs;
  TraceHash hash;
  Loop loop;
  std::map<std::string, std::set<std::uint64_t>> hashes;
  std::set<std::uint64_t> all;
  while (!dfs.exhausted()) {
    std::string order;
    dfs.begin_run(0);
    hash.begin_run(dfs);
    loop.set_chooser(&hash);
    create_task_on(loop, main(order));
    while (loop.run_once()) {
    }
    dfs.end_run(true);
    loop.reset();
    hashes[what_matters(order)].insert(hash.value());
    all.insert(hash.value());
  }
  EXPECT_EQ(hashes.size(), 4U);
  for (const auto& [order, values] : hashes) EXPECT_EQ(values.size(), 1U) << order;
  EXPECT_EQ(all.size(), 4U);
}

}  // namespace
}  // namespace sim
