#include "sim/base/free_list.hpp"

#include <array>
#include <new>
#include <utility>

#if defined(__SANITIZE_ADDRESS__)
#define SIM_FREE_LIST_OFF 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIM_FREE_LIST_OFF 1
#endif
#endif

namespace sim {
namespace {

constexpr std::size_t class_bytes = 16;
constexpr std::size_t class_count = 128;  // blocks up to 2 KiB; larger ones are rare

struct Block {
  Block* next;
};

struct ThreadList {
  std::array<Block*, class_count> waiting{};
  std::size_t in_use = 0;

  ~ThreadList() { drop_waiting(); }

  void drop_waiting() noexcept {
    for (Block*& head : waiting) {
      while (head != nullptr) ::operator delete(std::exchange(head, head->next));
    }
  }
};

thread_local ThreadList list;

constexpr std::size_t class_of(std::size_t size) { return (size + class_bytes - 1) / class_bytes; }

}  // namespace

void* FreeList::allocate(std::size_t size) {
  const std::size_t size_class = class_of(size);
  ThreadList& mine = list;
  ++mine.in_use;
#if !defined(SIM_FREE_LIST_OFF)
  if (size_class < class_count) {
    if (Block* block = mine.waiting[size_class]) {
      mine.waiting[size_class] = block->next;
      return block;
    }
  }
#endif
  return ::operator new(size_class * class_bytes);
}

void FreeList::release(void* block, [[maybe_unused]] std::size_t size) noexcept {
  ThreadList& mine = list;
  --mine.in_use;
#if !defined(SIM_FREE_LIST_OFF)
  if (const std::size_t size_class = class_of(size); size_class < class_count) {
    mine.waiting[size_class] = new (block) Block{mine.waiting[size_class]};
    return;
  }
#endif
  ::operator delete(block);
}

std::size_t FreeList::in_use() noexcept { return list.in_use; }

void FreeList::trim() noexcept { list.drop_waiting(); }

}  // namespace sim
