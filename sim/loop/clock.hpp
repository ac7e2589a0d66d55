// sim/loop/clock.hpp
//
// The clock of one loop. It stands still while handles run and jumps to the next deadline when
// nothing is ready.
//
//   Clock clock;
//   clock.advance_to(deadline);
//
// Invariant: time never goes back.

#pragma once

#include "sim/base/check.hpp"
#include "sim/base/time.hpp"

namespace sim {

class Clock {
 public:
  [[nodiscard]] Instant now() const noexcept { return now_; }

  // Requires: `instant` is not in the past.
  void advance_to(Instant instant) noexcept {
    SIM_CHECK(instant >= now_, "time goes back");
    now_ = instant;
  }

  // The same for who has seen that.
  void advance_to_later(Instant instant) noexcept { now_ = instant; }

  void reset() noexcept { now_ = Instant{}; }

 private:
  Instant now_{};
};

}  // namespace sim
