// sim/base/free_list.hpp
//
// Memory for the many small things of one size that a run makes and drops: coroutine frames, task
// records, callbacks. A block that is given back waits, by its size class of 16 bytes, for the next
// one who asks; one that is new is cut from a large piece, without a header. The one that was given
// back last stands apart, and does not know the next one: mostly it goes again at once, and nobody
// has to wait until that is read.
//
//   void* frame = FreeList::allocate(size);
//   FreeList::release(frame, size);          // the same size as was asked for
//
// Each thread has its own; a block must be given back on the thread that took it, which holds as
// every loop lives on one thread. Where this library is compiled for AddressSanitizer each block
// comes from malloc, so that a use after release is seen by who is compiled for it, too.

#pragma once

#include <array>
#include <cstddef>
#include <new>

#include "sim/base/tls_model.hpp"

#if defined(__SANITIZE_ADDRESS__)
#define SIM_FREE_LIST_OFF 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIM_FREE_LIST_OFF 1
#endif
#endif
#if !defined(SIM_FREE_LIST_OFF)
#define SIM_FREE_LIST_OFF 0
#endif

namespace sim {

namespace detail {

// The blocks of one thread that wait. Nothing here has a destructor, so that nobody who looks for
// a block has to ask whether the thread's list was made.
struct FreeBlocks {
  struct Block {
    Block* next;
  };
  // Of one class.
  struct Waiting {
    void* last = nullptr;
    Block* earlier = nullptr;

    // nullptr: there is none.
    [[nodiscard]] void* take() noexcept {
      if (void* const block = last) [[likely]] {
        last = nullptr;
        return block;
      }
      Block* const block = earlier;
      if (block != nullptr) [[likely]] earlier = block->next;
      return block;
    }
    void add(void* block) noexcept {
      if (last == nullptr) [[likely]] {
        last = block;
      } else {
        asm("" : "+r"(block));  // lest one write is made of two, and its place worked out for it
        earlier = new (block) Block{earlier};
      }
    }
  };

  static constexpr std::size_t class_bytes = 16;
  static constexpr std::size_t class_count = 128;  // blocks up to 2 KiB; larger ones are rare

  static constexpr std::size_t class_of(std::size_t size) noexcept {
    return (size + class_bytes - 1) / class_bytes;
  }

  std::size_t made = 0;  // and not yet given back to the system; who gives one out counts nothing
  std::array<Waiting, class_count> waiting{};

  SIM_TLS_MODEL static thread_local constinit FreeBlocks mine;
};

}  // namespace detail

class FreeList {
 public:
  [[nodiscard]] static void* allocate(std::size_t size) {
    detail::FreeBlocks& mine = detail::FreeBlocks::mine;
    const std::size_t size_class = detail::FreeBlocks::class_of(size);
    if (size_class < detail::FreeBlocks::class_count) [[likely]] {
      if (void* const block = mine.waiting[size_class].take()) [[likely]] return block;
    }
    return allocate_new(size_class);
  }

  // The same, but nothing that is new: nullptr where no block of the size waits. For who has to
  // keep nothing over a call then.
  [[nodiscard]] static void* take_waiting(std::size_t size) noexcept {
    detail::FreeBlocks& mine = detail::FreeBlocks::mine;
    const std::size_t size_class = detail::FreeBlocks::class_of(size);
    if (size_class >= detail::FreeBlocks::class_count) [[unlikely]] return nullptr;
    return mine.waiting[size_class].take();
  }

  static void release(void* block, std::size_t size) noexcept {
    detail::FreeBlocks& mine = detail::FreeBlocks::mine;
    const std::size_t size_class = detail::FreeBlocks::class_of(size);
    if (SIM_FREE_LIST_OFF || size_class >= detail::FreeBlocks::class_count) [[unlikely]] {
      return release_anyhow(block, size_class);
    }
    mine.waiting[size_class].add(block);
  }

  // Blocks of this thread that are given out and not yet given back. Those that wait are counted.
  [[nodiscard]] static std::size_t in_use() noexcept;

  // Gives the memory of this thread back to the system, if none of its blocks is in use.
  static void trim() noexcept;

 private:
  static void* allocate_new(std::size_t size_class);
  static void release_anyhow(void* block, std::size_t size_class) noexcept;
};

// Lets the objects of a class come from the free list.
struct Pooled {
  static void* operator new(std::size_t size) { return FreeList::allocate(size); }
  static void operator delete(void* block, std::size_t size) noexcept {
    FreeList::release(block, size);
  }
};

}  // namespace sim
