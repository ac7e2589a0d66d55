// sim/base/ids.hpp
//
// The numbers by which the parts of a run are known. They are counted from 1 in each run, in the
// order of creation, so that the trace of one run reads like the trace of another; 0 is "none".
//
//   TaskId first{1};
//   std::uint64_t n = first.value();

#pragma once

#include <compare>
#include <cstdint>

namespace sim {

class TaskId {
 public:
  constexpr TaskId() noexcept = default;
  constexpr explicit TaskId(std::uint64_t value) noexcept : value_(value) {}

  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return value_ != 0; }

  friend constexpr auto operator<=>(TaskId, TaskId) noexcept = default;

 private:
  std::uint64_t value_ = 0;
};

// A variable or a primitive that tasks share.
class ObjectId {
 public:
  constexpr ObjectId() noexcept = default;
  constexpr explicit ObjectId(std::uint32_t value) noexcept : value_(value) {}

  [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return value_ != 0; }

  friend constexpr auto operator<=>(ObjectId, ObjectId) noexcept = default;

 private:
  std::uint32_t value_ = 0;
};

}  // namespace sim
