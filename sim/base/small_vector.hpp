// sim/base/small_vector.hpp
//
// A SmallVector keeps its first items inside of itself, and asks for memory only for more.
//
//   SmallVector<Runnable*, 16> residents;
//   residents.push_back(&runnable);
//
// For what lives briefly and often and seldom grows, as a loop does that makes one of a million
// runs. Items are plain data; a reference to one lasts until the vector grows.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>

namespace sim {

template <class T, std::size_t inside>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_default_constructible_v<T>);

 public:
  SmallVector() noexcept = default;
  SmallVector(const SmallVector&) = delete;
  SmallVector& operator=(const SmallVector&) = delete;

  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  // Requires: index < size().
  [[nodiscard]] T& operator[](std::size_t index) noexcept { return items_[index]; }
  [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return items_[index]; }
  [[nodiscard]] T& back() noexcept { return items_[size_ - 1]; }

  [[nodiscard]] T* begin() noexcept { return items_; }
  [[nodiscard]] T* end() noexcept { return items_ + size_; }
  [[nodiscard]] const T* begin() const noexcept { return items_; }
  [[nodiscard]] const T* end() const noexcept { return items_ + size_; }

  // Whether the next one needs no memory.
  [[nodiscard]] bool has_room() const noexcept { return size_ != capacity_; }
  [[nodiscard]] bool has_room_for(std::size_t more) const noexcept {
    return capacity_ - size_ >= more;
  }

  void push_back(T item) {
    if (!has_room()) [[unlikely]] grow();
    push_back_in_room(item);
  }
  // Requires: has_room().
  void push_back_in_room(T item) noexcept { items_[size_++] = item; }
  // Makes room for as many as there is room for. Apart, so that an item that finds room
  // needs none on the stack.
  [[gnu::noinline]] void grow() {
    auto larger = std::make_unique_for_overwrite<T[]>(capacity_ * 2);
    std::copy(begin(), end(), larger.get());
    outside_ = std::move(larger);
    items_ = outside_.get();
    capacity_ *= 2;
  }

  // Requires: !empty().
  void pop_back() noexcept { --size_; }
  void clear() noexcept { size_ = 0; }  // keeps the memory

  // Removes all that are equal to `item`; the others keep their order.
  void remove(const T& item) noexcept {
    size_ = static_cast<std::size_t>(std::remove(begin(), end(), item) - begin());
  }

 private:
  std::size_t size_ = 0;
  std::size_t capacity_ = inside;
  std::array<T, inside> first_;  // as long as they suffice
  T* items_ = first_.data();
  std::unique_ptr<T[]> outside_;
};

}  // namespace sim
