// The `fermata` of somebody who linked a program of their own to it; own_program_test.cpp runs it.

#include <string>
#include <vector>

#include "sim/aio/print.hpp"
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

}  // namespace
