#include "sim/base/time.hpp"

#include <cmath>
#include <stdexcept>

namespace sim {

Duration from_seconds(double seconds) {
  if (std::isnan(seconds)) throw std::domain_error("cannot convert float NaN to integer");
  if (std::isinf(seconds)) throw std::overflow_error("cannot convert float infinity to integer");
  const double nanoseconds = seconds * 1e9;
  // 2^63 is a double; everything below it in size fits.
  if (std::fabs(nanoseconds) >= 9223372036854775808.0) {
    throw std::overflow_error("a duration of more than 292 years");
  }
  return Duration{std::llrint(nanoseconds)};
}

double to_seconds(Duration duration) noexcept {
  return static_cast<double>(duration.count()) / 1e9;
}

double to_seconds(Instant instant) noexcept { return to_seconds(instant.time_since_epoch()); }

}  // namespace sim
