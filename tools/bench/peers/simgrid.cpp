// The workloads on SimGrid's actors, on one host, with raw contexts. A tick is a millisecond: what
// is closer together than 10 microseconds SimGrid takes for one time.

#include <simgrid/s4u.hpp>

#include <cmath>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

namespace s4u = simgrid::s4u;
using std::uint64_t;

constexpr double tick = 1e-3;

s4u::Host* host;
uint64_t sum;

void sleep_ticks(uint64_t ticks) { s4u::this_actor::sleep_for(static_cast<double>(ticks) * tick); }
uint64_t now() { return static_cast<uint64_t>(std::llround(s4u::Engine::get_clock() / tick)); }

void sleep_often(uint64_t task, uint64_t times) {
  Lcg draws(task);
  for (uint64_t i = 0; i < times; ++i) sleep_ticks(draws.delay());
}

void yield_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    s4u::this_actor::yield();
    ++sum;
  }
}

void visit(const s4u::SemaphorePtr& servers, uint64_t service) {
  const uint64_t arrival = now();
  servers->acquire();
  sleep_ticks(service);
  servers->release();
  sum += now() - arrival;
}

void open_doors(const s4u::SemaphorePtr& servers, uint64_t customers, double gap) {
  Lcg draws(1);
  for (uint64_t i = 0; i < customers; ++i) {
    sleep_ticks(draws.exponential(gap));
    s4u::Actor::create("customer", host, visit, servers, draws.exponential(1e6));
  }
}

void lock_often(const s4u::MutexPtr& mutex, uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    mutex->lock();
    s4u::this_actor::yield();
    ++sum;
    mutex->unlock();
  }
}

void wait_often(const s4u::MutexPtr& mutex, const s4u::ConditionVariablePtr& changed,
                uint64_t times) {
  std::unique_lock<s4u::Mutex> held(*mutex);
  for (uint64_t i = 0; i < times; ++i) {
    changed->wait(held);
    ++sum;
  }
}

void notify_often(const s4u::MutexPtr& mutex, const s4u::ConditionVariablePtr& changed,
                  uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) {
    sleep_ticks(1);
    const std::unique_lock<s4u::Mutex> held(*mutex);
    changed->notify_all();
  }
}

void leaf(uint64_t value) { sum += value; }

void spawn_often(uint64_t times) {
  for (uint64_t i = 0; i < times; ++i) s4u::Actor::create("leaf", host, leaf, i)->join();
}

void begin(std::string_view name, uint64_t n, uint64_t k) {
  const auto mutex = s4u::Mutex::create();
  const auto changed = s4u::ConditionVariable::create();
  if (name == "w4b") {
    const auto servers = s4u::Semaphore::create(static_cast<unsigned>(k));
    s4u::Actor::create("source", host, open_doors, servers, n,
                       1e6 / 0.9 / static_cast<double>(k));
  }
  if (name == "w7b") s4u::Actor::create("root", host, spawn_often, n);
  if (name == "w4b" || name == "w7b") return;
  for (uint64_t i = 0; i < n; ++i) {
    if (name == "w1") s4u::Actor::create("task", host, sleep_often, i, k);
    if (name == "w2") s4u::Actor::create("task", host, yield_often, k);
    if (name == "w6a") s4u::Actor::create("task", host, lock_often, mutex, k);
    if (name == "w6b") s4u::Actor::create("task", host, wait_often, mutex, changed, k);
  }
  if (name == "w6b") s4u::Actor::create("notifier", host, notify_often, mutex, changed, k);
}

bool knows(std::string_view name) {
  for (const std::string_view known : {"w1", "w2", "w4b", "w6a", "w6b", "w7b"}) {
    if (name == known) return true;
  }
  return false;
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t k) {
  if (!knows(name)) return {};
  int count = 2;
  char program[] = "simgrid";
  char contexts[] = "--cfg=contexts/factory:raw";
  char quiet[] = "--log=root.threshold:warning";
  char* words[] = {program, contexts, quiet, nullptr};
  count = 3;
  s4u::Engine engine(&count, words);
  auto* zone = s4u::create_full_zone("zone");
  host = zone->create_host("host", "1Gf")->seal();
  zone->seal();
  begin(name, n, k);
  engine.run();
  const bool each = name == "w4b" || name == "w7b";
  return Work{each ? n : n * k, name == "w1" ? now() : sum};
}

}  // namespace sim::bench
