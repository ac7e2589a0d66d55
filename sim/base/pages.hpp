// sim/base/pages.hpp
//
// Asks the operating system for the pages of a piece of memory at once, where it can be asked
// (Linux 5.14 or later): a page that comes when it is first touched costs a fault, which is dear in
// a virtual machine.
//
//   void* piece = ::operator new(bytes);
//   populate_pages(piece, bytes);
//
// Of a piece that is large it may ask for pages that are, too (transparent huge pages): one fault
// brings what else takes hundreds.
//
// Nothing but the time that is needed depends on whether it has done so.

#pragma once

#include <cstddef>

namespace sim {

// What it holds stays so. Where the system does not know of this, or has no memory, nothing
// happens.
void populate_pages(void* piece, std::size_t bytes) noexcept;

inline constexpr std::size_t large_page = std::size_t{1} << 21;  // where there are such pages

// What lies in it does so in large pages, as soon as it is touched. Requires: it begins at a
// multiple of large_page, as do its bytes.
void prefer_large_pages(void* piece, std::size_t bytes) noexcept;

}  // namespace sim
