// A program of a user whose code reads the world's clock and dice: in a run they are the run's.

#include <sim/interpose/refused.hpp>
#include <sim/sim.hpp>

#include <chrono>
#include <iostream>
#include <string>
#include <thread>

using namespace std::chrono_literals;

namespace {

sim::Coro<std::string> looks_at_the_clock() {
  const auto begin = std::chrono::steady_clock::now();
  co_await sim::sleep(1h);
  const auto passed = std::chrono::steady_clock::now() - begin;
  std::string refused;
  try {
    std::this_thread::sleep_for(1h);
  } catch (const sim::Refused& error) {
    refused = error.what();
  }
  co_return passed == 1h ? refused : "the clock went its own way";
}

}  // namespace

int main() {
  const std::string said = sim::run(looks_at_the_clock());
  std::cout << said << "\n";
  return said.find("looks_at_the_clock, consumer+0x") != std::string::npos ? 0 : 1;
}
