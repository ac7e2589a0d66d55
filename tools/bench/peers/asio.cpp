// The workloads on standalone Asio's coroutines. Asio has no virtual clock: its timers' clock is a
// variable, and the hook that the reactor calls before it would wait moves it instead. With a
// timerfd the jump would wait for the kernel, so the reactor is select's, which has none.

#define ASIO_DISABLE_EPOLL 1
#define ASIO_NO_DEPRECATED 1

#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/channel.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

using std::uint64_t;

std::int64_t now_ns;
uint64_t sum;

struct JumpingClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = std::chrono::nanoseconds;
  using time_point = std::chrono::time_point<JumpingClock>;
  static constexpr bool is_steady = true;
  static time_point now() { return time_point(duration(now_ns)); }
};

struct JumpingTraits {
  static JumpingClock::duration to_wait_duration(const JumpingClock::duration& wait) {
    if (wait.count() > 0) now_ns += wait.count();
    return {};
  }
  static JumpingClock::duration to_wait_duration(const JumpingClock::time_point& end) {
    return to_wait_duration(end - JumpingClock::now());
  }
};

using Executor = asio::io_context::executor_type;
using Timer = asio::basic_waitable_timer<JumpingClock, JumpingTraits, Executor>;
using Channel = asio::experimental::channel<Executor, void(std::error_code, uint64_t)>;
template <class T = void>
using Awaitable = asio::awaitable<T, Executor>;

constexpr asio::use_awaitable_t<Executor> use_awaitable;
asio::io_context* context;

void spawn(Awaitable<> coroutine) {
  asio::co_spawn(*context, std::move(coroutine), asio::detached);
}
auto sleep(Timer& timer, uint64_t ticks) {
  timer.expires_after(std::chrono::nanoseconds(ticks));
  return timer.async_wait(use_awaitable);
}
auto yield() { return asio::post(context->get_executor(), use_awaitable); }
void give(Channel& channel) { channel.try_send(std::error_code(), uint64_t{0}); }

Awaitable<> sleep_often(uint64_t task, uint64_t times) {
  Timer timer(*context);
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) co_await sleep(timer, draws.delay());
}

Awaitable<> yield_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await yield();
    ++sum;
  }
}

Awaitable<> arrive(Channel& line, uint64_t customers) {
  Timer timer(*context);
  Lcg gaps(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await sleep(timer, gaps.exponential(1e6 / 0.9));
    co_await line.async_send(std::error_code(), static_cast<uint64_t>(now_ns), use_awaitable);
  }
}

Awaitable<> serve(Channel& line, uint64_t customers) {
  Timer timer(*context);
  Lcg services(2);
  for (uint64_t i = 0; i < customers; ++i) {
    const uint64_t arrival = co_await line.async_receive(use_awaitable);
    co_await sleep(timer, services.exponential(1e6));
    sum += static_cast<uint64_t>(now_ns) - arrival;
  }
}

Awaitable<> visit(Channel& servers, uint64_t service) {
  const auto arrival = static_cast<uint64_t>(now_ns);
  co_await servers.async_receive(use_awaitable);
  Timer timer(*context);
  co_await sleep(timer, service);
  give(servers);
  sum += static_cast<uint64_t>(now_ns) - arrival;
}

Awaitable<> open_doors(Channel& servers, uint64_t customers, double gap) {
  Timer timer(*context);
  Lcg draws(1);
  for (uint64_t i = 0; i < customers; ++i) {
    co_await sleep(timer, draws.exponential(gap));
    spawn(visit(servers, draws.exponential(1e6)));
  }
}

Awaitable<> produce(Channel& queue, uint64_t items) {
  for (uint64_t i = 0; i < items; ++i) {
    co_await queue.async_send(std::error_code(), i, use_awaitable);
  }
}

Awaitable<> consume(Channel& queue, uint64_t items) {
  for (uint64_t i = 0; i < items; ++i) sum += co_await queue.async_receive(use_awaitable);
}

Awaitable<> lock_often(Channel& lock, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    co_await lock.async_receive(use_awaitable);
    co_await yield();
    ++sum;
    give(lock);
  }
}

Awaitable<uint64_t> leaf(uint64_t value) { co_return value; }

Awaitable<> call_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) sum += co_await leaf(i);
}

Awaitable<> spawn_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    sum += co_await asio::co_spawn(context->get_executor(), leaf(i), use_awaitable);
  }
}

Awaitable<> sleep_guarded(uint64_t task, uint64_t times) {
  using namespace asio::experimental::awaitable_operators;
  Timer timer(*context);
  Timer guard(*context);
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) {
    co_await (sleep(timer, draws.delay()) || sleep(guard, 30'000'000'000));
    ++sum;
  }
}

Awaitable<> sleep_once(uint64_t ticks) {
  Timer timer(*context);
  co_await sleep(timer, ticks);
}

Awaitable<> count_under_lock(Channel& lock, uint64_t& count, Lcg& draws) {
  Timer timer(*context);
  for (int round = 0; round < 3; ++round) {
    co_await lock.async_receive(use_awaitable);
    const uint64_t seen = count;
    co_await yield();
    count = seen + 1;
    give(lock);
    co_await sleep(timer, 1 + (draws.next() >> 8 & 15));
  }
}

void replay(uint64_t seed) {
  asio::io_context fresh(1);
  context = &fresh;
  now_ns = 0;
  Channel lock(fresh, 1);
  give(lock);
  Lcg draws(seed);
  uint64_t count = 0;
  for (int i = 0; i < 3; ++i) spawn(count_under_lock(lock, count, draws));
  fresh.run();
  sum += count;
}

// The tasks of a workload; false if it is not known.
bool begin(std::string_view name, uint64_t n, uint64_t k, Channel& channel) {
  const bool many = name == "w1" || name == "w2" || name == "w6a" || name == "w8" || name == "w9";
  for (uint64_t i = 0; many && i < n; ++i) {
    if (name == "w1") spawn(sleep_often(i, k));
    if (name == "w2") spawn(yield_often(k));
    if (name == "w6a") spawn(lock_often(channel, k));
    if (name == "w8") spawn(sleep_guarded(i, k));
    if (name == "w9") spawn(sleep_once(i + 1));
  }
  if (name == "w4a") {
    spawn(arrive(channel, n));
    spawn(serve(channel, n));
  } else if (name == "w4b") {
    spawn(open_doors(channel, n, 1e6 / 0.9 / static_cast<double>(k)));
  } else if (name == "w5") {
    spawn(produce(channel, n));
    spawn(consume(channel, n));
  } else if (name == "w7a") {
    spawn(call_often(n));
  } else if (name == "w7b") {
    spawn(spawn_often(n));
  } else {
    return many;
  }
  return true;
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t k) {
  if (name == "w10") {
    for (uint64_t seed = 0; seed < n; ++seed) replay(seed);
    return Work{n, sum};
  }
  const uint64_t before = resident_bytes();
  asio::io_context whole(1);
  context = &whole;
  const uint64_t capacity = name == "w4a" ? 100'000 : name == "w6a" ? 1 : k;
  Channel channel(whole, capacity);
  if (!begin(name, n, k, channel)) return {};
  if (name == "w6a") give(channel);
  for (uint64_t i = 0; name == "w4b" && i < k; ++i) give(channel);
  double bytes_each = 0;
  if (name == "w9") {
    whole.poll();
    bytes_each = static_cast<double>(resident_bytes() - before) / static_cast<double>(n);
  }
  whole.run();
  const bool timed = name == "w1" || name == "w9";
  const bool many = timed || name == "w2" || name == "w6a" || name == "w8";
  return Work{many && name != "w9" ? n * k : n, timed ? static_cast<uint64_t>(now_ns) : sum,
              bytes_each};
}

}  // namespace sim::bench
