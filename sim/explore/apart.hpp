// sim/explore/apart.hpp
//
// Does something in a process of its own, which is a copy of this one but for what no run may see.
//
//   const Apart done = apart({.fill = 0xa5, .seed = 7}, [] { return std::to_string(total()); });
//   if (done.problem.empty()) std::puts(done.said.c_str());
//
// What differs from one to the other: the number of the process and of the thread; what new memory
// holds, on the heap, on the free list and on the stack; in which order the addresses of new blocks
// come; where the stack lies; the shape of hash tables, in a program that links fermata::interpose
// (sim/interpose). What does not: addresses of functions and of what is static, and whatever lies
// outside of the process, where each finds what the one before has left.
//
// The work runs on a thread of its own. Its standard output goes nowhere, and nothing that it does
// in memory is seen here. Linux with glibc. Requires: no other thread holds a lock that it needs.

#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace sim {

struct Surroundings {
  std::uint8_t fill = 0;   // what new memory holds; glibc's heap is left alone by 0
  std::uint64_t seed = 0;  // of the order of addresses and the shape of tables; 0: as it comes
};

struct Apart {
  std::string said{};     // what the work gave
  std::string problem{};  // "it was ended by signal 11", "it threw: no"; empty: there is none
};

[[nodiscard]] Apart apart(const Surroundings& surroundings,
                          const std::function<std::string()>& work);

}  // namespace sim
