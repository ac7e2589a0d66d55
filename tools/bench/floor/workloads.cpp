// The workloads on the floor.

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "tools/bench/floor/floor.hpp"
#include "tools/bench/floor/wait.hpp"
#include "tools/bench/floor/wheel.hpp"
#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace floor {
namespace {

using std::uint64_t;

uint64_t sum;

Job sleep_often(uint64_t task, uint64_t times) {
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) co_await Sleep{draws.delay()};
  co_return 0;
}

Work w1(uint64_t n, uint64_t k) {
  Loop loop;
  const Current here(loop);
  for (uint64_t i = 0; i < n; ++i) sleep_often(i, k).detach();
  loop.run();
  return {n * k, loop.now};
}

Job yield_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await Yield{};
    ++sum;
  }
  co_return 0;
}

Work w2(uint64_t n, uint64_t k) {
  Loop loop;
  const Current here(loop);
  for (uint64_t i = 0; i < n; ++i) yield_often(k).detach();
  loop.run();
  return {n * k, sum};
}

Job node(uint64_t depth) {
  if (depth == 0) co_return 1;
  std::array<Job, 8> children;
  for (Job& child : children) child = node(depth - 1);
  const uint64_t leaves = co_await All<8>(children);
  co_return leaves;
}

Job root(uint64_t depth) {
  Job top = node(depth);
  sum = co_await top;
  co_return 0;
}

Work w3(uint64_t depth, uint64_t times) {
  Loop loop;
  const Current here(loop);
  for (uint64_t i = 0; i < times; ++i) {
    const Job top = root(depth);
    loop.run();
  }
  return {tree_nodes(depth) * times, sum};
}

Job arrive(Queue& line, uint64_t customers) {
  Lcg gaps(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await Sleep{gaps.exponential(1e6 / 0.9)};
    co_await line.put(current->now);
  }
  co_return 0;
}

Job serve(Queue& line, uint64_t customers) {
  Lcg services(2);
  for (uint64_t i = 0; i < customers; ++i) {
    const uint64_t arrival = co_await line.get();
    co_await Sleep{services.exponential(1e6)};
    sum += current->now - arrival;
  }
  co_return 0;
}

Work w4a(uint64_t n, uint64_t) {
  Loop loop;
  const Current here(loop);
  Queue line(4096);
  arrive(line, n).detach();
  serve(line, n).detach();
  loop.run();
  return {n, sum};
}

Job visit(Resource& servers, uint64_t service) {
  const uint64_t arrival = current->now;
  co_await servers.acquire();
  co_await Sleep{service};
  servers.release();
  sum += current->now - arrival;
  co_return 0;
}

Job open_doors(Resource& servers, uint64_t customers, double gap) {
  Lcg draws(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await Sleep{draws.exponential(gap)};
    visit(servers, draws.exponential(1e6)).detach();
  }
  co_return 0;
}

Work w4b(uint64_t n, uint64_t c) {
  Loop loop;
  const Current here(loop);
  Resource servers(c);
  open_doors(servers, n, 1e6 / 0.9 / static_cast<double>(c)).detach();
  loop.run();
  return {n, sum};
}

Job produce(Queue& queue, uint64_t items) {
  for (uint64_t i = 0; i < items; ++i) co_await queue.put(i);
  co_return 0;
}

Job consume(Queue& queue, uint64_t items) {
  for (uint64_t i = 0; i < items; ++i) sum += co_await queue.get();
  co_return 0;
}

Work w5(uint64_t n, uint64_t capacity) {
  Loop loop;
  const Current here(loop);
  Queue queue(capacity);
  produce(queue, n).detach();
  consume(queue, n).detach();
  loop.run();
  return {n, sum};
}

Job lock_often(Resource& lock, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await lock.acquire();
    co_await Yield{};
    ++sum;
    lock.release();
  }
  co_return 0;
}

Work w6a(uint64_t n, uint64_t k) {
  Loop loop;
  const Current here(loop);
  Resource lock(1);
  for (uint64_t i = 0; i < n; ++i) lock_often(lock, k).detach();
  loop.run();
  return {n * k, sum};
}

Job wait_often(Condition& changed, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await changed.wait();
    ++sum;
  }
  co_return 0;
}

Job notify_often(Condition& changed, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await Sleep{1};
    changed.notify_all();
  }
  co_return 0;
}

Work w6b(uint64_t n, uint64_t k) {
  Loop loop;
  const Current here(loop);
  Condition changed;
  for (uint64_t i = 0; i < n; ++i) wait_often(changed, k).detach();
  notify_often(changed, k).detach();
  loop.run();
  return {n * k, sum};
}

Call called_leaf(uint64_t value) { co_return value; }
Job spawned_leaf(uint64_t value) { co_return value; }

Job call_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) sum += co_await called_leaf(i);
  co_return 0;
}

Job spawn_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) sum += co_await spawned_leaf(i);
  co_return 0;
}

Work w7a(uint64_t n, uint64_t) {
  Loop loop;
  const Current here(loop);
  call_often(n).detach();
  loop.run();
  return {n, sum};
}

Work w7b(uint64_t n, uint64_t) {
  Loop loop;
  const Current here(loop);
  spawn_often(n).detach();
  loop.run();
  return {n, sum};
}

// A loop whose timers can be cancelled.
struct WheelLoop {
  void run() {
    for (;;) {
      while (!ready.empty()) Frame::from_address(ready.pop()).resume();
      if (wheel.empty()) return;
      Frame::from_address(wheel.pop(now)).resume();
    }
  }

  Ready& ready;
  Wheel wheel{};
  uint64_t now = 0;
};

struct WheelSleep {
  WheelLoop& loop;
  uint64_t ticks;
  bool await_ready() const noexcept { return false; }
  void await_suspend(Frame frame) const { loop.wheel.push(loop.now + ticks, frame.address()); }
  void await_resume() const noexcept {}
};

Job sleep_guarded(WheelLoop& loop, uint64_t task, uint64_t times) {
  constexpr uint64_t thirty_seconds = 30'000'000'000;
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) {
    Wheel::Timer* guard = loop.wheel.push(loop.now + thirty_seconds, nullptr);
    co_await WheelSleep{loop, draws.delay()};
    loop.wheel.cancel(guard);
    ++sum;
  }
  co_return 0;
}

Work w8(uint64_t n, uint64_t k) {
  Loop loop;
  const Current here(loop);
  WheelLoop timed{loop.ready};
  for (uint64_t i = 0; i < n; ++i) sleep_guarded(timed, i, k).detach();
  timed.run();
  return {n * k, sum};
}

Job sleep_once(uint64_t ticks) {
  co_await Sleep{ticks};
  co_return 0;
}

Work w9(uint64_t n, uint64_t) {
  const uint64_t before = resident_bytes();
  Loop loop;
  const Current here(loop);
  for (uint64_t i = 0; i < n; ++i) sleep_once(i + 1).detach();
  while (!loop.ready.empty()) Frame::from_address(loop.ready.pop()).resume();
  const uint64_t suspended = resident_bytes();
  loop.run();
  return {n, loop.now, static_cast<double>(suspended - before) / static_cast<double>(n)};
}

Job count_under_lock(Resource& lock, uint64_t& count, Lcg& draws) {
  for (int round = 0; round < 3; ++round) {
    co_await lock.acquire();
    const uint64_t seen = count;
    co_await Yield{};
    count = seen + 1;
    lock.release();
    co_await Sleep{1 + (draws.next() >> 8 & 15)};
  }
  co_return 0;
}

uint64_t replay(Loop& loop, uint64_t seed) {
  Lcg draws(seed);
  Resource lock(1);
  uint64_t count = 0;
  for (int i = 0; i < 3; ++i) count_under_lock(lock, count, draws).detach();
  loop.run();
  return count;
}

Work w10(uint64_t n, uint64_t) {
  for (uint64_t seed = 0; seed < n; ++seed) {
    Loop loop;
    const Current here(loop);
    sum += replay(loop, seed);
  }
  return {n, sum};
}

Work w10r(uint64_t n, uint64_t) {
  Loop loop;
  const Current here(loop);
  for (uint64_t seed = 0; seed < n; ++seed) sum += replay(loop, seed);
  return {n, sum};
}

struct Named {
  std::string_view name;
  Work (*work)(uint64_t n, uint64_t k);
};

constexpr Named kWorkloads[] = {
    {"w1", w1},   {"w2", w2},   {"w3", w3},   {"w4a", w4a}, {"w4b", w4b},
    {"w5", w5},   {"w6a", w6a}, {"w6b", w6b}, {"w7a", w7a}, {"w7b", w7b},
    {"w8", w8},   {"w9", w9},   {"w10", w10}, {"w10r", w10r},
};

}  // namespace
}  // namespace floor

std::optional<Work> do_work(std::string_view name, std::uint64_t n, std::uint64_t k) {
  floor::sum = 0;
  for (const floor::Named& each : floor::kWorkloads) {
    if (each.name == name) return each.work(n, k);
  }
  return {};
}

}  // namespace sim::bench
