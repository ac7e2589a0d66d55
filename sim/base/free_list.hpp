// sim/base/free_list.hpp
//
// Memory for the many small things of one size that a run makes and drops: coroutine frames, task
// records, callbacks. A block that is given back waits, by its size class of 16 bytes, for the next
// one who asks; only the first use of it costs a malloc.
//
//   void* frame = FreeList::allocate(size);
//   FreeList::release(frame, size);          // the same size as was asked for
//
// Each thread has its own; a block must be given back on the thread that took it, which holds as
// every loop lives on one thread. Under AddressSanitizer each block comes from malloc, so that a
// use after release is seen.

#pragma once

#include <cstddef>

namespace sim {

class FreeList {
 public:
  [[nodiscard]] static void* allocate(std::size_t size);
  static void release(void* block, std::size_t size) noexcept;

  // Blocks of this thread that are given out and not yet given back.
  [[nodiscard]] static std::size_t in_use() noexcept;

  // Gives the waiting blocks of this thread back to the system.
  static void trim() noexcept;
};

// Lets the objects of a class come from the free list.
struct Pooled {
  static void* operator new(std::size_t size) { return FreeList::allocate(size); }
  static void operator delete(void* block, std::size_t size) noexcept {
    FreeList::release(block, size);
  }
};

}  // namespace sim
