// tools/bench/floor/frames.hpp
//
// The memory of the floor's coroutines: free lists by size, cut from large pieces.
//
//   struct promise_type : Framed { ... };

#pragma once

#include <cstddef>
#include <cstdlib>

namespace sim::bench::floor {

class Frames {
 public:
  static void* take(std::size_t size) {
    const std::size_t units = units_of(size);
    if (units >= classes) return std::malloc(size);
    if (Free* first = free_[units]) {
      free_[units] = first->next;
      return first;
    }
    return cut(units * unit);
  }
  static void give(void* frame, std::size_t size) noexcept {
    const std::size_t units = units_of(size);
    if (units >= classes) return std::free(frame);
    auto* first = static_cast<Free*>(frame);
    first->next = free_[units];
    free_[units] = first;
  }

 private:
  struct Free {
    Free* next;
  };
  static constexpr std::size_t unit = 16;
  static constexpr std::size_t classes = 64;
  static constexpr std::size_t piece = std::size_t{1} << 20;

  static std::size_t units_of(std::size_t size) { return (size + unit - 1) / unit; }

  static void* cut(std::size_t size) {
    if (left_ < size) {
      next_ = static_cast<char*>(std::malloc(piece));
      left_ = piece;
    }
    void* frame = next_;
    next_ += size;
    left_ -= size;
    return frame;
  }

  static inline Free* free_[classes];
  static inline char* next_;
  static inline std::size_t left_;
};

struct Framed {
  static void* operator new(std::size_t size) { return Frames::take(size); }
  static void operator delete(void* frame, std::size_t size) noexcept { Frames::give(frame, size); }
};

}  // namespace sim::bench::floor
