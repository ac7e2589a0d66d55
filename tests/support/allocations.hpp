// tests/support/allocations.hpp
//
// How often the program has asked for memory: each operator new is counted.
//
//   const std::uint64_t before = allocations();
//   ... what must not allocate ...
//   EXPECT_EQ(allocations() - before, 0);
//
// A program that links fermata::test_support and calls this has its operator new replaced.

#pragma once

#include <cstddef>
#include <cstdint>

namespace sim::test {

// Calls of operator new on this thread so far.
[[nodiscard]] std::uint64_t allocations() noexcept;

// Bytes that were given out on this thread so far, and never counted back.
[[nodiscard]] std::uint64_t allocated_bytes() noexcept;

}  // namespace sim::test
