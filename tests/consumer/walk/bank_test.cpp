#include <props/sim_test.hpp>
#include <sim/sim.hpp>

using namespace std::chrono_literals;

struct Account {
  int balance = 100;
  sim::Lock lock;
};

// Reads, waits for the bank, writes.
sim::Coro<> add(Account& account, int amount) {
#ifdef MENDED
  co_await account.lock.acquire();
#endif
  const int before = account.balance;
  co_await sim::sleep(0s);
  account.balance = before + amount;
#ifdef MENDED
  account.lock.release();
#endif
}

SIM_TEST(Bank, AddsWhatIsPaidIn) {
  Account account;
  const sim::Task<> salary = sim::create_task(add(account, 10), "salary");
  co_await sim::sleep(0s);
  co_await sim::sleep(0s);
  const sim::Task<> gift = sim::create_task(add(account, 5), "gift");
  co_await salary;
  co_await gift;
  SIM_ASSERT_EQ(account.balance, 115);
  co_return;
}
