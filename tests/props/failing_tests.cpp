// Tests that fail, for those of sim_test_test.cpp and sim_prop_test.cpp. With MENDED in the
// environment they pass.

#include <gtest/gtest.h>

#include <cstdlib>

#include "props/sim_test.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace {

using sim::Coro;
using sim::Shared;
using sim::Task;

bool mended() { return std::getenv("MENDED") != nullptr; }

Coro<> deposit(Shared<int>& balance) {
  const int before = co_await balance.read();
  balance.set(before + 10);
}

Coro<> look(const Shared<int>& balance, int& seen) { seen = co_await balance.read(); }

SIM_TEST(Bank, Audits) {
  Shared<int> balance(100);
  int seen = 0;
  const Task<> first = sim::create_task(deposit(balance), "deposit");
  if (mended()) co_await first;
  const Task<> second = sim::create_task(look(balance, seen), "audit");
  co_await first;
  co_await second;
  SIM_ASSERT_EQ(seen, 110);
}

class Vault : public testing::Test {
 protected:
  Shared<int> balance{100};
  int seen = 0;
};

SIM_TEST_F(Vault, Audits) {
  const Task<> first = sim::create_task(deposit(balance), "deposit");
  const Task<> second = sim::create_task(look(balance, seen), "audit");
  co_await first;
  co_await second;
  SIM_ASSERT_EQ(seen, 110);
}

}  // namespace
