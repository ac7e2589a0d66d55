// sim/coro/result_slot.hpp
//
// A ResultSlot<T> is the place for a result to come, in the smallest room: whose it is knows
// whether it has come. Like an optional, it begins empty.
//
//   ResultSlot<int> slot;
//   slot.emplace(42);
//   int answer = *slot;                    // Requires: emplace() was called
//
// What needs no destructor keeps no flag, and what holds nothing (void) takes no room where it is
// [[no_unique_address]].

#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#include <variant>

namespace sim::detail {

// For what needs no destructor.
template <class T>
class BareSlot {
 public:
  BareSlot() noexcept {}

  template <class... U>
  T& emplace(U&&... value) {
    return *std::construct_at(std::addressof(value_), std::forward<U>(value)...);
  }
  void reset() noexcept {}

  [[nodiscard]] T& operator*() noexcept { return value_; }

 private:
  union {
    T value_;
  };
};

// For nothing.
class NoSlot : private std::monostate {
 public:
  std::monostate& emplace() noexcept { return *this; }
  void reset() noexcept {}

  [[nodiscard]] std::monostate& operator*() noexcept { return *this; }
};

template <class T>
using SlotOf =
    std::conditional_t<std::is_trivially_destructible_v<T>, BareSlot<T>, std::optional<T>>;

template <class T>
struct SlotFor : std::type_identity<SlotOf<T>> {};
template <>
struct SlotFor<void> : std::type_identity<NoSlot> {};
template <>
struct SlotFor<std::monostate> : std::type_identity<NoSlot> {};

template <class T>
using ResultSlot = typename SlotFor<T>::type;

}  // namespace sim::detail
