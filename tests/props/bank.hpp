// tests/props/bank.hpp
//
// Coroutines that are right in asyncio's own order and wrong in another one, and one that is right.
//
//   SimTest test = test::sim_test(&test::audits);

#pragma once

#include <gtest/gtest.h>

#include "props/coro_program.hpp"
#include "props/sim_assert.hpp"
#include "props/sim_check.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim::test {

inline Coro<> deposit(Shared<int>& balance, int amount) {
  const int before = co_await balance.read();
  balance.set(before + amount);
}

inline Coro<> look(const Shared<int>& balance, int& seen) { seen = co_await balance.read(); }

// Right as long as the audit does not pass the deposit.
inline Coro<> audits() {
  Shared<int> balance(100);
  int seen = 0;
  const Task<> first = create_task(deposit(balance, 10), "deposit");
  const Task<> second = create_task(look(balance, seen), "audit");
  co_await first;
  co_await second;
  SIM_ASSERT_EQ(seen, 110) << "the audit saw " << seen;
}

inline Coro<> expects() {
  Shared<int> balance(100);
  int seen = 0;
  const Task<> first = create_task(deposit(balance, 10), "deposit");
  const Task<> second = create_task(look(balance, seen), "audit");
  co_await first;
  co_await second;
  EXPECT_EQ(seen, 110);
  EXPECT_GT(seen, 105);
}

inline Coro<> audits_in_turn() {
  Shared<int> balance(100);
  int seen = 0;
  const Task<> first = create_task(deposit(balance, 10), "deposit");
  co_await first;
  const Task<> second = create_task(look(balance, seen), "audit");
  co_await second;
  SIM_ASSERT_EQ(seen, 110);
}

inline Coro<> take_both(Lock& first, Lock& second) {
  co_await first.acquire();
  co_await sleep(Duration(0));
  co_await second.acquire();
  second.release();
  first.release();
}

// Locks taken in both orders: wrong even in asyncio's own.
inline Coro<> locks_both_ways() {
  Lock red;
  Lock blue;
  const Task<> one = create_task(take_both(red, blue), "one");
  const Task<> two = create_task(take_both(blue, red), "two");
  co_await one;
  co_await two;
}

inline Coro<> goes_round() {
  for (;;) co_await sleep(Duration(0));
}

inline SimTest sim_test(Coro<> (*body)(), const SimTestOptions& options = {}) {
  const CoroOptions coro = coro_options(options);
  const auto program = [body, coro](RunDetail* shown) {
    return judged(as_program(body, coro, shown), shown);
  };
  return {.name = "Bank.Test", .program = program, .options = options};
}

// Saves nothing.
inline SimTestResult check(Coro<> (*body)(), SimFlags flags = {}) {
  if (!flags.failures) flags.failures = "";
  return sim::check(sim_test(body), flags);
}

}  // namespace sim::test
