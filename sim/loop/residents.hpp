// sim/loop/residents.hpp
//
// Who lives in a loop and must not outlive it, in the order of arrival.
//
//   Residents residents;
//   residents.add(runnable);
//   residents.remove(runnable);
//   for (Runnable* each : residents) if (each != nullptr) ...
//
// Adding and leaving are O(1). Where one has left there is a nullptr, until those places are many
// and more than half: then they are closed up. The newest has no place before there is a newer one,
// or somebody looks: many are gone by then.

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
    make_place();
    runnable.resident_ = Runnable::newest_resident;
    add_newcomer(runnable);
  }

  // In two steps, of what was made as a newcomer: the one that was newest is given a place, unless
  // there is no room; and at once thereafter there is a newer one.
  [[nodiscard]] bool give_newest_a_place() noexcept {
    if (newest_ == nullptr) return true;
    if (!places_.has_room_for(2)) [[unlikely]] return false;
    give_place(*newest_);
    return true;
  }
  // The same, and there is room. There always is for one, so that who is alone asks for none.
  void make_place() {
    if (!give_newest_a_place()) [[unlikely]] grow_for_newest();
  }
  void add_newcomer(Runnable& newcomer) noexcept { newest_ = &newcomer; }

  [[nodiscard]] bool is_newest(const Runnable& runnable) const noexcept {
    return newest_ == &runnable;
  }
  // Requires: there is one.
  void remove_newest_for_good() noexcept { newest_ = nullptr; }

  // Requires: it lives here.
  void remove(Runnable& runnable) noexcept {
    remove_for_good(runnable);
    runnable.resident_ = Runnable::no_timer;
  }
  // The same for one whom nobody asks any more whether it lives here.
  void remove_for_good(Runnable& runnable) noexcept {
    if (is_newest(runnable)) {
      remove_newest_for_good();
    } else {
      give_up(runnable.resident_);
    }
  }

  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
  // The places of those who have left included.
  [[nodiscard]] std::size_t size() const noexcept {
    return places_.size() + (newest_ == nullptr ? 0 : 1);
  }
  // Each has a place then.
  [[nodiscard]] Runnable* const* begin() const {
    if (newest_ != nullptr) {
      if (!places_.has_room_for(2)) [[unlikely]] places_.grow();
      give_place(*std::exchange(newest_, nullptr));
    }
    return places_.begin();
  }
  [[nodiscard]] Runnable* const* end() const noexcept { return places_.end(); }

  // The last one that has not left; nullptr if there is none.
  [[nodiscard]] Runnable* last() noexcept {
    if (newest_ != nullptr) return newest_;
    drop_gone_at_the_end();
    return places_.empty() ? nullptr : places_.back();
  }

 private:
  static constexpr std::size_t few = 64;  // so many places are not worth closing up

  void give_place(Runnable& newest) const noexcept {
    newest.resident_ = static_cast<std::uint32_t>(places_.size());
    places_.push_back_in_room(&newest);
  }

  void grow_for_newest() {
    places_.grow();
    give_place(*newest_);
  }

  void give_up(std::uint32_t place) noexcept {
    if (place + 1 == places_.size() && gone_ == 0) [[likely]] return places_.pop_back();
    places_[place] = nullptr;
    ++gone_;
    if (place + 1 == places_.size()) return drop_gone_at_the_end();
    if (gone_ < few) [[likely]] return;
    if (gone_ * 2 > places_.size()) close_up();
  }

  void drop_gone_at_the_end() noexcept {
    while (!places_.empty() && places_.back() == nullptr) {
      places_.pop_back();
      --gone_;
    }
  }

  void close_up() noexcept {
    places_.remove(nullptr);
    gone_ = 0;
    for (std::uint32_t place = 0; Runnable* resident : places_) resident->resident_ = place++;
  }

  // Who looks, or asks for the newest, changes nothing that can be told apart.
  mutable SmallVector<Runnable*, 16> places_;
  mutable Runnable* newest_ = nullptr;
  std::size_t gone_ = 0;
};

}  // namespace sim
