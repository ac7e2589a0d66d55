#include <sim/scenario/program.hpp>
#include <sim/sim.hpp>

sim::Coro<> add(sim::Shared<int>& balance, int amount) {
  const int before = co_await balance.read();
  balance.set(before + amount);
}

SIM_PROGRAM("bank", int gift, std::vector<int> salaries = {}) {
  sim::Shared<int> balance(100);
  for (const int salary : salaries) co_await add(balance, salary);
  co_await add(balance, gift);
  sim::print("balance " + std::to_string(balance.get()));
  set_result(balance.get());
  co_return;
}
