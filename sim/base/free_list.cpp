#include "sim/base/free_list.hpp"

#include <algorithm>
#include <new>
#include <utility>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define SIM_FREE_LIST_OFF 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SIM_FREE_LIST_OFF 1
#endif
#endif

namespace sim {

using detail::FreeBlocks;

#if defined(SIM_FREE_LIST_OFF)
thread_local constinit FreeBlocks FreeBlocks::mine{0};
#else
thread_local constinit FreeBlocks FreeBlocks::mine{FreeBlocks::class_count};
#endif

namespace {

// The first pieces are small, as most threads need little. Who needs much gets whole pages of the
// large kind: with the small ones a third of the time of a tree of tasks is the system's, which
// hands them out one by one.
constexpr std::size_t piece_bytes_min = std::size_t{16} << 10;
constexpr std::size_t huge_page_bytes = std::size_t{2} << 20;

struct alignas(FreeBlocks::class_bytes) Piece {
  Piece* before;
  std::size_t bytes;
};

Piece* new_piece(std::size_t bytes, Piece* before) {
  if (bytes < huge_page_bytes) return new (::operator new(bytes)) Piece{before, bytes};
  void* memory = ::operator new(bytes, std::align_val_t{huge_page_bytes});
#if defined(MADV_HUGEPAGE)
  static_cast<void>(::madvise(memory, bytes, MADV_HUGEPAGE));  // where it cannot, small ones do
#endif
  return new (memory) Piece{before, bytes};
}

void drop_piece(Piece* piece) noexcept {
  if (piece->bytes < huge_page_bytes) return ::operator delete(piece);
  ::operator delete(piece, std::align_val_t{huge_page_bytes});
}

// What the blocks of one thread are cut from.
struct Pieces {
  Piece* last = nullptr;
  std::byte* next = nullptr;
  std::size_t left = 0;

  ~Pieces() { drop_unless_used(); }

  void add();
  void drop_unless_used() noexcept;
};

thread_local Pieces pieces;

// What is left of the last piece stays unused: less than one block of the largest class.
void Pieces::add() {
  const std::size_t bytes =
      last == nullptr ? piece_bytes_min : std::min(last->bytes * 2, huge_page_bytes);
  last = new_piece(bytes, last);
  next = reinterpret_cast<std::byte*>(last + 1);
  left = bytes - sizeof(Piece);
}

// At the end of a thread something static may still hold a block: then the pieces stay.
void Pieces::drop_unless_used() noexcept {
  if (FreeBlocks::mine.in_use != 0) return;
  FreeBlocks::mine.waiting.fill(nullptr);
  while (last != nullptr) drop_piece(std::exchange(last, last->before));
  left = 0;
}

}  // namespace

void* FreeList::allocate_new(std::size_t size_class) {
  Pieces& mine = pieces;
  const std::size_t bytes = std::max(size_class, std::size_t{1}) * FreeBlocks::class_bytes;
  if (size_class >= FreeBlocks::mine.classes) {
    return ::operator new(bytes);
  }
  if (mine.left < bytes) mine.add();
  mine.left -= bytes;
  return std::exchange(mine.next, mine.next + bytes);
}

void FreeList::release_large(void* block) noexcept { ::operator delete(block); }

void FreeList::trim() noexcept { pieces.drop_unless_used(); }

}  // namespace sim
