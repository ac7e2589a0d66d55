// sim/base/pointer_numbers.hpp
//
// PointerNumbers remembers which number each pointer was given first: for who looks for things that
// come twice.
//
//   PointerNumbers numbers;
//   numbers.first_number(&a, 0);           // 0
//   numbers.first_number(&b, 1);           // 1
//   numbers.first_number(&a, 2);           // 0
//
// A few are looked for one after the other, more of them in a table by their addresses. Nothing
// follows the order of addresses.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sim {

class PointerNumbers {
 public:
  // The number that `pointer` was given first: `next`, if it was given none.
  std::uint32_t first_number(const void* pointer, std::uint32_t next) {
    if (given_.size() < few) return first_of_few(pointer, next);
    if (given_.size() * 2 >= table_.size()) make_table();
    std::uint32_t& slot = slot_of(pointer);
    if (slot != free) return given_[slot].number;
    slot = static_cast<std::uint32_t>(given_.size());
    given_.push_back({pointer, next});
    return next;
  }

 private:
  struct Given {
    const void* pointer;
    std::uint32_t number;
  };

  static constexpr std::size_t few = 16;
  static constexpr std::uint32_t free = ~std::uint32_t{0};

  std::uint32_t first_of_few(const void* pointer, std::uint32_t next) {
    for (const Given& each : given_) {
      if (each.pointer == pointer) return each.number;
    }
    given_.push_back({pointer, next});
    return next;
  }

  // At most half of the slots are taken, so that one is free.
  void make_table() {
    table_.assign(std::bit_ceil(given_.size() * 4), free);
    for (std::size_t i = 0; i < given_.size(); ++i) {
      slot_of(given_[i].pointer) = static_cast<std::uint32_t>(i);
    }
  }

  // Where the pointer stands, or where it would.
  std::uint32_t& slot_of(const void* pointer) {
    constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;
    const std::uint64_t address = std::bit_cast<std::uintptr_t>(pointer);
    for (std::size_t i = address * golden >> 32;; ++i) {
      std::uint32_t& slot = table_[i & (table_.size() - 1)];
      if (slot == free || given_[slot].pointer == pointer) return slot;
    }
  }

  std::vector<Given> given_;
  std::vector<std::uint32_t> table_;  // by hash: places in given_
};

}  // namespace sim
