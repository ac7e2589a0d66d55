// tests/explore/planted_leaks.hpp
//
// Programs into which something leaks that no run may depend on; and some that only look so.
//
//   for (const test::Leak& leak : test::leaks()) check_determinism(leak.program());
//
// What leaks decides who comes first of those that wait for a lock, for how long one sleeps, or
// what is printed.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/coro/coro.hpp"
#include "sim/explore/program.hpp"

namespace sim::test {

struct Leak {
  std::string_view name;
  Coro<> (*main)();
  // AddressSanitizer has a heap and a stack of its own, which nobody fills or orders but itself.
  bool needs_plain_memory = false;

  [[nodiscard]] Program program() const;
};

// Of which each is to be caught.
[[nodiscard]] const std::vector<Leak>& leaks();

// Which look like leaks and are none.
[[nodiscard]] const std::vector<Leak>& no_leaks();

// The program that counts its runs in this file. The path outlives it.
[[nodiscard]] Program leaks_through_file(const std::string& path);

// A coroutine as the first task of a run.
[[nodiscard]] Program program_of(Coro<> (*main)());

// Workers, started in this order, that wait for one lock.
[[nodiscard]] Coro<> work_in_order(std::vector<std::string> names);

}  // namespace sim::test
