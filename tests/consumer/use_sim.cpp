// A program of a user: an hour of simulated time, and nothing of it is waited for.

#include <sim/sim.hpp>

#include <chrono>
#include <iostream>

using namespace std::chrono_literals;

namespace {

sim::Coro<int> answer() {
  co_await sim::sleep(1h);
  co_return 42;
}

}  // namespace

int main() {
  const int result = sim::run(answer());
  std::cout << "the answer is " << result << "\n";
  return result == 42 ? 0 : 1;
}
