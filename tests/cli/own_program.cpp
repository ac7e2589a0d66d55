// The `fermata` of somebody who linked a program of their own to it; own_program_test.cpp runs it.

#include <chrono>
#include <string>
#include <vector>

#include "sim/aio/print.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/scenario/program.hpp"

namespace {

sim::Coro<> pay_in(sim::Shared<int>& balance, int amount) {
  const int before = co_await balance.read();
  balance.set(before + amount);
}

SIM_PROGRAM("bank", std::vector<int> amounts, bool in_turn = false) {
  sim::Shared<int> balance(0);
  std::vector<sim::Task<>> payments;
  for (const int amount : amounts) {
    payments.push_back(sim::create_task(pay_in(balance, amount), "payment"));
    if (in_turn) co_await payments.back();
  }
  for (const sim::Task<>& payment : payments) co_await payment;
  sim::print("balance " + std::to_string(balance.get()));
  set_result(balance.get());
}

// Something leaks into it: how often it ran.
SIM_PROGRAM("leaky", int amount = 1) {
  static int runs = 0;
  const sim::Task<> other = sim::create_task(sim::sleep(std::chrono::seconds(5)), "other");
  co_await sim::sleep(std::chrono::seconds(amount));
  co_await sim::sleep(std::chrono::seconds(++runs));
  co_await other;
}

}  // namespace
