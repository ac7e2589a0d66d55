// sim/loop/residents.hpp
//
// Who lives in a loop and must not outlive it, in the order of arrival.
//
//   Residents residents;
//   residents.add(runnable);
//   residents.remove(runnable);
//   for (Runnable* each : residents) if (each != nullptr) ...
//
// Adding and leaving are O(1). Where one has left there is a nullptr, until those places are more
// than half: then they are closed up.

#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "sim/base/small_vector.hpp"
#include "sim/loop/runnable.hpp"

namespace sim {

class Residents {
 public:
  // Requires: it lives in no loop.
  void add(Runnable& runnable) {
    runnable.resident_ = static_cast<std::uint32_t>(places_.size());
    places_.push_back(&runnable);
  }
  // Requires: has_room(), too.
  void add_in_room(Runnable& runnable) noexcept {
    runnable.resident_ = static_cast<std::uint32_t>(places_.size());
    places_.push_back_in_room(&runnable);
  }

  // Whether the next one needs no memory.
  [[nodiscard]] bool has_room() const noexcept { return places_.has_room(); }

  // Requires: it lives here.
  void remove(Runnable& runnable) noexcept {
    give_up(std::exchange(runnable.resident_, Runnable::no_timer));
  }
  // The same for one whom nobody asks any more whether it lives here.
  void remove_for_good(Runnable& runnable) noexcept { give_up(runnable.resident_); }

  [[nodiscard]] bool empty() const noexcept { return places_.empty(); }
  // The places of those who have left included.
  [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
  [[nodiscard]] Runnable* const* begin() const noexcept { return places_.begin(); }
  [[nodiscard]] Runnable* const* end() const noexcept { return places_.end(); }

  // The last one that has not left; nullptr if there is none.
  [[nodiscard]] Runnable* last() noexcept {
    drop_gone_at_the_end();
    return places_.empty() ? nullptr : places_.back();
  }

 private:
  static constexpr std::size_t few = 64;  // so many places are not worth closing up

  void give_up(std::uint32_t place) noexcept {
    if (place + 1 == places_.size() && gone_ == 0) [[likely]] return places_.pop_back();
    places_[place] = nullptr;
    ++gone_;
    if (place + 1 == places_.size() || gone_ * 2 > places_.size()) close_up();
  }

  void drop_gone_at_the_end() noexcept {
    while (!places_.empty() && places_.back() == nullptr) {
      places_.pop_back();
      --gone_;
    }
  }

  void close_up() noexcept {
    drop_gone_at_the_end();
    if (gone_ < few || gone_ * 2 < places_.size()) return;
    places_.remove(nullptr);
    gone_ = 0;
    for (std::uint32_t place = 0; Runnable* resident : places_) resident->resident_ = place++;
  }

  SmallVector<Runnable*, 16> places_;
  std::size_t gone_ = 0;
};

}  // namespace sim
