// sim/aio/gather_children.hpp
//
// What a gather() waits for, in the order of its arguments: a pointer each, which keeps it.
//
//   GatherChildren children(3);
//   children.push(std::move(task));
//   children[0].done();
//
// Room for more is made as it is needed.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/base/free_list.hpp"
#include "sim/coro/future_core.hpp"

namespace sim::detail {

class GatherChildren {
 public:
  GatherChildren() noexcept = default;
  explicit GatherChildren(std::size_t room) { reserve(room); }
  GatherChildren(GatherChildren&& other) noexcept
      : children_(std::exchange(other.children_, nullptr)),
        room_(std::exchange(other.room_, 0)),
        count_(std::exchange(other.count_, 0)) {}
  GatherChildren& operator=(GatherChildren&&) = delete;
  ~GatherChildren() {
    for (std::uint32_t i = 0; i < count_; ++i) children_[i]->release();
    if (children_ != nullptr) FreeList::release(children_, room_ * sizeof(FutureCore*));
  }

  void push(CorePtr<FutureCore> child) {
    if (count_ == room_) [[unlikely]] make_room(room_ == 0 ? 8 : std::size_t{room_} * 2);
    children_[count_++] = child.give();
  }

  // Requires: there is none yet, and no room.
  void reserve(std::size_t room) {
    if (room != 0) make_room(room);
  }

  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] FutureCore& operator[](std::size_t index) const noexcept {
    return *children_[index];
  }

 private:
  void make_room(std::size_t room) {
    auto** larger = static_cast<FutureCore**>(FreeList::allocate(room * sizeof(FutureCore*)));
    if (children_ != nullptr) {
      std::copy_n(children_, count_, larger);
      FreeList::release(children_, room_ * sizeof(FutureCore*));
    }
    children_ = larger;
    room_ = static_cast<std::uint32_t>(room);
  }

  FutureCore** children_ = nullptr;
  std::uint32_t room_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace sim::detail
