// sim/base/ring.hpp
//
// A Ring is a line of things, first come, first served, that knows how many they are without
// counting.
//
//   Ring<int> ring;
//   ring.push_back(7);
//   int first = ring.pop_front();
//
// Its memory grows to the next power of two and stays; what is in it moves then, and only then. As
// std::deque, but each operation is a few instructions.

#pragma once

#include <cstddef>
#include <memory>
#include <utility>

namespace sim {

template <class T>
class Ring {
 public:
  Ring() noexcept = default;
  Ring(const Ring&) = delete;
  Ring& operator=(const Ring&) = delete;
  ~Ring() {
    clear();
    if (items_ != nullptr) std::allocator<T>().deallocate(items_, capacity_);
  }

  [[nodiscard]] bool empty() const noexcept { return first_ == end_; }
  [[nodiscard]] std::size_t size() const noexcept { return end_ - first_; }

  void push_back(T item) {
    if (size() == capacity_) [[unlikely]] grow();
    std::construct_at(place(end_), std::move(item));
    ++end_;
  }

  // Requires: !empty().
  T pop_front() {
    T* const first = place(first_);
    ++first_;
    const Dropped dropped{first};
    return std::move(*first);
  }

  void clear() noexcept {
    for (; first_ != end_; ++first_) std::destroy_at(place(first_));
  }

 private:
  // Destroys what was moved from, once it was.
  struct Dropped {
    T* item;
    ~Dropped() { std::destroy_at(item); }
  };

  [[nodiscard]] T* place(std::size_t number) const noexcept {
    return items_ + (number & digits_);
  }

  // Apart, so that a push that finds room needs none for it.
  [[gnu::noinline]] void grow() {
    const std::size_t larger = capacity_ == 0 ? 8 : capacity_ * 2;
    T* const items = std::allocator<T>().allocate(larger);
    for (std::size_t number = first_; number != end_; ++number) {
      std::construct_at(items + (number & (larger - 1)), std::move(*place(number)));
      std::destroy_at(place(number));
    }
    if (items_ != nullptr) std::allocator<T>().deallocate(items_, capacity_);
    items_ = items;
    capacity_ = larger;
    digits_ = larger - 1;
  }

  T* items_ = nullptr;
  std::size_t capacity_ = 0;  // a power of two
  std::size_t digits_ = 0;    // of a number that say the place
  std::size_t first_ = 0;     // both count on for ever; their lower digits are places
  std::size_t end_ = 0;
};

}  // namespace sim
