#include "sim/base/free_list.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/pages.hpp"

namespace sim {

using detail::FreeBlocks;

thread_local constinit FreeBlocks FreeBlocks::mine{};

namespace {

// Whether a block of this class is cut from a piece, and waits once it is given back.
constexpr bool is_kept(std::size_t size_class) {
  return !SIM_FREE_LIST_OFF && size_class < FreeBlocks::class_count;
}

// The first pieces are small, as most threads need little. One that is not is all used soon.
constexpr std::size_t piece_bytes_min = std::size_t{16} << 10;
constexpr std::size_t piece_bytes_max = std::size_t{1} << 20;

struct alignas(FreeBlocks::class_bytes) Piece {
  Piece* before;
};

// What the blocks of one thread are cut from.
struct Pieces {
  Piece* last = nullptr;
  std::size_t last_bytes = 0;
  std::byte* next = nullptr;
  std::size_t left = 0;

  ~Pieces() { drop_unless_used(); }

  void add();
  void drop_unless_used() noexcept;
};

thread_local Pieces pieces;

// What is left of the last piece stays unused: less than one block of the largest class.
void Pieces::add() {
  const std::size_t bytes = last == nullptr ? piece_bytes_min
                                            : std::min(last_bytes * 2, piece_bytes_max);
  last = new (::operator new(bytes)) Piece{last};
  last_bytes = bytes;
  if (bytes == piece_bytes_max) populate_pages(last, bytes);
  next = reinterpret_cast<std::byte*>(last + 1);
  left = bytes - sizeof(Piece);
}

// Where no block is kept here, one may still be by who is not compiled for AddressSanitizer.
void give_back_waiting() noexcept {
  for (FreeBlocks::Waiting& blocks : FreeBlocks::mine.waiting) {
    while (void* const block = blocks.take()) ::operator delete(block);
  }
}

// At the end of a thread something static may still hold a block: then the pieces stay.
void Pieces::drop_unless_used() noexcept {
  if (FreeList::in_use() != 0) return;
  FreeBlocks::mine.made = 0;
  if (SIM_FREE_LIST_OFF) give_back_waiting();
  FreeBlocks::mine.waiting.fill({});
  while (last != nullptr) ::operator delete(std::exchange(last, last->before));
  left = 0;
}

}  // namespace

void* FreeList::allocate_new(std::size_t size_class) {
  ++FreeBlocks::mine.made;
  Pieces& mine = pieces;
  const std::size_t bytes = std::max(size_class, std::size_t{1}) * FreeBlocks::class_bytes;
  if (!is_kept(size_class)) return ::operator new(bytes);
  if (mine.left < bytes) mine.add();
  mine.left -= bytes;
  return std::exchange(mine.next, mine.next + bytes);
}

// Who was compiled for AddressSanitizer comes here with blocks of all sizes, whether this library
// was, too, or not.
void FreeList::release_anyhow(void* block, std::size_t size_class) noexcept {
  if (is_kept(size_class)) return FreeBlocks::mine.waiting[size_class].add(block);
  --FreeBlocks::mine.made;
  ::operator delete(block);
}

std::size_t FreeList::in_use() noexcept {
  std::size_t waiting = 0;
  for (const FreeBlocks::Waiting& blocks : FreeBlocks::mine.waiting) {
    if (blocks.last != nullptr) ++waiting;
    for (auto* block = blocks.earlier; block != nullptr; block = block->next) ++waiting;
  }
  return FreeBlocks::mine.made - waiting;
}

void FreeList::trim() noexcept { pieces.drop_unless_used(); }

}  // namespace sim
