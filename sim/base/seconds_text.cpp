#include "sim/base/seconds_text.hpp"

#include <array>
#include <charconv>
#include <cstdint>

namespace sim {
namespace {

// In nanoseconds: below the one, and from the other on, "%g" prints an exponent.
constexpr std::int64_t shortest = 100'000;
constexpr std::int64_t longest = 999'999'500'000'000;
constexpr int digits_kept = 6;
constexpr int digits_of_second = 9;

void append_slowly(std::string& text, Duration duration) {
  std::array<char, 32> digits;
  const std::to_chars_result end =
      std::to_chars(digits.data(), digits.data() + digits.size(), to_seconds(duration),
                    std::chars_format::general, digits_kept);
  text.append(digits.data(), end.ptr);
}

}  // namespace

// Rounds the decimal number where to_chars rounds the double next to it. Below 10^15 that one is
// closer than any other decimal number, so they differ at most where the decimal one lies halfway.
void append_seconds(std::string& text, Duration duration) {
  const std::int64_t nanoseconds = duration.count();
  if (nanoseconds == 0) return text.push_back('0');
  if (nanoseconds < shortest || nanoseconds >= longest) return append_slowly(text, duration);
  int decimals = digits_of_second;
  std::int64_t unit = 1;
  for (; nanoseconds >= unit * 1'000'000; unit *= 10) --decimals;
  auto kept = static_cast<std::uint32_t>(nanoseconds / unit);
  if (const std::int64_t rest = nanoseconds % unit; rest != 0) {
    if (rest == unit / 2) return append_slowly(text, duration);
    if (rest > unit / 2) ++kept;
  }

  // kept * 10^-decimals seconds
  for (; decimals > 0 && kept % 10 == 0; kept /= 10) --decimals;
  std::array<char, 16> digits;
  char* const end = digits.data() + digits.size();
  char* begin = end;
  for (; kept > 0 || decimals >= 0; kept /= 10) {
    *--begin = static_cast<char>('0' + kept % 10);
    if (--decimals == 0) *--begin = '.';
  }
  text.append(begin, end);
}

}  // namespace sim
