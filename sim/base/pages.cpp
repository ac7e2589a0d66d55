#include "sim/base/pages.hpp"

#if defined(__linux__)
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#endif

namespace sim {

#if defined(__linux__) && defined(MADV_POPULATE_WRITE)

// Those that lie wholly inside.
void populate_pages(void* piece, std::size_t bytes) noexcept {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto address = reinterpret_cast<std::uintptr_t>(piece);
  const std::uintptr_t begin = (address + page - 1) / page * page;
  const std::uintptr_t end = (address + bytes) / page * page;
  if (begin >= end) return;
  static_cast<void>(
      ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_POPULATE_WRITE));
}

#else

void populate_pages(void*, std::size_t) noexcept {}

#endif

#if defined(__linux__) && defined(MADV_HUGEPAGE)

void prefer_large_pages(void* piece, std::size_t bytes) noexcept {
  static_cast<void>(::madvise(piece, bytes, MADV_HUGEPAGE));
}

#else

void prefer_large_pages(void*, std::size_t) noexcept {}

#endif

}  // namespace sim
