#include "tests/support/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::uint64_t calls = 0;
thread_local std::uint64_t bytes = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++calls;
  bytes += size;
  if (void* block = std::malloc(size == 0 ? 1 : size)) return block;
  throw std::bad_alloc();
}

void operator delete(void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }

namespace sim::test {

std::uint64_t allocations() noexcept { return calls; }
std::uint64_t allocated_bytes() noexcept { return bytes; }

}  // namespace sim::test
