// The workloads on Fermata, as a user would write them. `w1+digest` and `w1+trace` are w1 while a
// probe digests what happens, or records it; so with w2.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <ranges>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/aio/condition.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "sim/trace/digest.hpp"
#include "sim/trace/recorder.hpp"
#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

using std::uint64_t;
using namespace std::chrono_literals;

Duration ticks(uint64_t count) { return Duration(static_cast<std::int64_t>(count)); }
uint64_t now() { return static_cast<uint64_t>(Loop::current().now().time_since_epoch().count()); }
Probe* probe = nullptr;  // of w1 and w2

Coro<> sleep_often(uint64_t task, uint64_t times) {
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) co_await sleep(ticks(draws.delay()));
}

Work w1(uint64_t n, uint64_t k) {
  Loop loop;
  loop.set_probe(probe);
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, sleep_often(i, k));
  loop.run();
  return {n * k, static_cast<uint64_t>(loop.now().time_since_epoch().count())};
}

Coro<> yield_often(uint64_t times, uint64_t& count) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await sleep(0ns);
    ++count;
  }
}

Work w2(uint64_t n, uint64_t k) {
  Loop loop;
  loop.set_probe(probe);
  uint64_t count = 0;
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, yield_often(k, count));
  loop.run();
  return {n * k, count};
}

Coro<uint64_t> node(uint64_t depth);

auto eight_nodes(uint64_t depth) {
  return std::views::iota(0, 8) | std::views::transform([depth](int) { return node(depth); });
}

uint64_t sum_of(const std::vector<uint64_t>& values) {
  return std::accumulate(values.begin(), values.end(), uint64_t{0});
}

Coro<uint64_t> node(uint64_t depth) {
  if (depth == 0) co_return 1;
  auto leaves = gather(eight_nodes(depth - 1));
  co_return sum_of(co_await std::move(leaves));
}

Work w3(uint64_t depth, uint64_t times) {
  Loop loop;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < times; ++i) {
    const Task<uint64_t> root = create_task_on(loop, node(depth));
    loop.run();
    sum = root.result();
  }
  return {tree_nodes(depth) * times, sum};
}

Coro<> arrive(Queue<uint64_t>& line, uint64_t customers) {
  Lcg gaps(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await sleep(ticks(gaps.exponential(1e6 / 0.9)));
    co_await line.put(now());
  }
}

Coro<> serve(Queue<uint64_t>& line, uint64_t customers, uint64_t& sum) {
  Lcg services(2);
  for (uint64_t i = 0; i < customers; ++i) {
    const uint64_t arrival = co_await line.get();
    co_await sleep(ticks(services.exponential(1e6)));
    sum += now() - arrival;
  }
}

Work w4a(uint64_t n, uint64_t) {
  Loop loop;
  Queue<uint64_t> line;
  uint64_t sum = 0;
  create_task_on(loop, arrive(line, n));
  create_task_on(loop, serve(line, n, sum));
  loop.run();
  return {n, sum};
}

Coro<> visit(Semaphore& servers, uint64_t service, uint64_t& sum) {
  const uint64_t arrival = now();
  co_await servers.acquire();
  co_await sleep(ticks(service));
  servers.release();
  sum += now() - arrival;
}

Coro<> open_doors(Semaphore& servers, uint64_t customers, double gap, uint64_t& sum) {
  Lcg draws(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await sleep(ticks(draws.exponential(gap)));
    create_task(visit(servers, draws.exponential(1e6), sum));
  }
}

Work w4b(uint64_t n, uint64_t c) {
  Loop loop;
  Semaphore servers(static_cast<std::int64_t>(c));
  uint64_t sum = 0;
  create_task_on(loop, open_doors(servers, n, 1e6 / 0.9 / static_cast<double>(c), sum));
  loop.run();
  return {n, sum};
}

Coro<> produce(Queue<uint64_t>& queue, uint64_t items) {
  for (uint64_t i = 0; i < items; ++i) co_await queue.put(i);
}

Coro<> consume(Queue<uint64_t>& queue, uint64_t items, uint64_t& sum) {
  for (uint64_t i = 0; i < items; ++i) sum += co_await queue.get();
}

Work w5(uint64_t n, uint64_t capacity) {
  Loop loop;
  Queue<uint64_t> queue(static_cast<std::int64_t>(capacity));
  uint64_t sum = 0;
  create_task_on(loop, produce(queue, n));
  create_task_on(loop, consume(queue, n, sum));
  loop.run();
  return {n, sum};
}

Coro<> lock_often(Lock& lock, uint64_t times, uint64_t& count) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await lock.acquire();
    co_await sleep(0ns);
    ++count;
    lock.release();
  }
}

Work w6a(uint64_t n, uint64_t k) {
  Loop loop;
  Lock lock;
  uint64_t count = 0;
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, lock_often(lock, k, count));
  loop.run();
  return {n * k, count};
}

Coro<> wait_often(Condition& changed, uint64_t times, uint64_t& count) {
  co_await changed.acquire();
  for (uint64_t i = 0; i < times; ++i) {
    co_await changed.wait();
    ++count;
  }
  changed.release();
}

Coro<> notify_often(Condition& changed, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await sleep(1ns);
    co_await changed.acquire();
    changed.notify_all();
    changed.release();
  }
}

Work w6b(uint64_t n, uint64_t k) {
  Loop loop;
  Condition changed;
  uint64_t count = 0;
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, wait_often(changed, k, count));
  create_task_on(loop, notify_often(changed, k));
  loop.run();
  return {n * k, count};
}

Coro<uint64_t> leaf(uint64_t value) { co_return value; }

Coro<> call_often(uint64_t times, uint64_t& sum) {
  for (uint64_t i = 0; i < times; ++i) sum += co_await leaf(i);
}

Coro<> spawn_often(uint64_t times, uint64_t& sum) {
  for (uint64_t i = 0; i < times; ++i) sum += co_await create_task(leaf(i));
}

Work w7a(uint64_t n, uint64_t) {
  Loop loop;
  uint64_t sum = 0;
  create_task_on(loop, call_often(n, sum));
  loop.run();
  return {n, sum};
}

Work w7b(uint64_t n, uint64_t) {
  Loop loop;
  uint64_t sum = 0;
  create_task_on(loop, spawn_often(n, sum));
  loop.run();
  return {n, sum};
}

Coro<> sleep_once(Duration duration) { co_await sleep(duration); }

Coro<> sleep_guarded(uint64_t task, uint64_t times, uint64_t& count) {
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) {
    co_await timeout(std::chrono::seconds(30), sleep(ticks(draws.delay())));
    ++count;
  }
}

Work w8(uint64_t n, uint64_t k) {
  Loop loop;
  uint64_t count = 0;
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, sleep_guarded(i, k, count));
  loop.run();
  return {n * k, count};
}

Work w9(uint64_t n, uint64_t) {
  const uint64_t before = resident_bytes();
  Loop loop;
  for (uint64_t i = 0; i < n; ++i) create_task_on(loop, sleep_once(ticks(i + 1)));
  loop.run_once();
  const uint64_t suspended = resident_bytes();
  loop.run();
  return {n, static_cast<uint64_t>(loop.now().time_since_epoch().count()),
          static_cast<double>(suspended - before) / static_cast<double>(n)};
}

Coro<> count_under_lock(Lock& lock, uint64_t& count, Lcg& draws) {
  for (int round = 0; round < 3; ++round) {
    co_await lock.acquire();
    const uint64_t seen = count;
    co_await sleep(0ns);
    count = seen + 1;
    lock.release();
    co_await sleep(ticks(1 + (draws.next() >> 8 & 15)));
  }
}

uint64_t replay(Loop& loop, uint64_t seed) {
  Lcg draws(seed);
  Lock lock;
  uint64_t count = 0;
  for (int i = 0; i < 3; ++i) create_task_on(loop, count_under_lock(lock, count, draws));
  loop.run();
  return count;
}

Work w10(uint64_t n, uint64_t) {
  uint64_t sum = 0;
  for (uint64_t seed = 0; seed < n; ++seed) {
    Loop loop;
    sum += replay(loop, seed);
  }
  return {n, sum};
}

Work w10r(uint64_t n, uint64_t) {
  Loop loop;
  uint64_t sum = 0;
  for (uint64_t seed = 0; seed < n; ++seed) {
    sum += replay(loop, seed);
    loop.reset();
  }
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

std::optional<Work> do_plain_work(std::string_view name, uint64_t n, uint64_t k) {
  for (const Named& each : kWorkloads) {
    if (each.name == name) return each.work(n, k);
  }
  return {};
}

std::optional<Work> do_work_under(Probe& told, std::string_view name, uint64_t n, uint64_t k) {
  if (name != "w1" && name != "w2") return {};
  probe = &told;
  const std::optional<Work> done = do_plain_work(name, n, k);
  probe = nullptr;
  return done;
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t k) {
  const std::size_t plus = name.find('+');
  if (plus == std::string_view::npos) return do_plain_work(name, n, k);
  const std::string_view watched = name.substr(0, plus);
  if (name.substr(plus) == "+digest") {
    TraceDigest digest;
    return do_work_under(digest, watched, n, k);
  }
  if (name.substr(plus) == "+trace") {
    Recorder recorder;
    return do_work_under(recorder, watched, n, k);
  }
  return {};
}

}  // namespace sim::bench
