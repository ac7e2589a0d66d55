#include "sim/scenario/format_float.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace sim::scenario {
namespace {

// More than any double needs: 309 digits before the point, 1074 after it.
constexpr int kUsefulDigits = 1100;

std::string to_chars(double size, std::chars_format format, int precision) {
  // Digits past the last that is not 0 are zeros; they are not asked of the library.
  std::array<char, kUsefulDigits + 400> buffer{};
  const int asked = std::min(precision, kUsefulDigits);
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), size, format, asked);
  return {buffer.data(), end.ptr};
}

// d.ddde+XX taken apart: digits without the point, and the exponent.
struct Digits {
  std::string digits;
  int exponent;
};

Digits take_apart(const std::string& scientific) {
  const std::size_t e = scientific.find('e');
  Digits result{scientific.substr(0, 1), std::atoi(scientific.c_str() + e + 1)};
  if (e > 2) result.digits += scientific.substr(2, e - 2);
  return result;
}

std::string write_exponent(int exponent) {
  const std::string digits = std::to_string(std::abs(exponent));
  return std::string(exponent < 0 ? "e-" : "e+") + (digits.size() < 2 ? "0" : "") + digits;
}

std::string lay_out_plain(const Digits& number) {
  const int count = static_cast<int>(number.digits.size());
  if (number.exponent < 0) {
    return "0." + std::string(static_cast<std::size_t>(-number.exponent - 1), '0') +
           number.digits;
  }
  if (number.exponent + 1 >= count) {
    return number.digits +
           std::string(static_cast<std::size_t>(number.exponent + 1 - count), '0');
  }
  std::string text = number.digits;
  return text.insert(static_cast<std::size_t>(number.exponent + 1), ".");
}

std::string lay_out_exponent(const Digits& number) {
  std::string text = number.digits.substr(0, 1);
  if (number.digits.size() > 1) text += "." + number.digits.substr(1);
  return text + write_exponent(number.exponent);
}

void drop_zeros(std::string& digits) {
  const std::size_t last = digits.find_last_not_of('0');
  digits.erase(last == std::string::npos ? 1 : last + 1);
}

}  // namespace

std::string digits_shortest(double size, int exponent_from, bool point) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), size,
                                 std::chars_format::scientific);
  const Digits number = take_apart({buffer.data(), end.ptr});
  if (number.exponent < -4 || number.exponent >= exponent_from) return lay_out_exponent(number);
  std::string text = lay_out_plain(number);
  if (point && text.find('.') == std::string::npos) text += ".0";
  return text;
}

std::string repr_float(double value) {
  if (std::isnan(value)) return "nan";
  const std::string sign = std::signbit(value) ? "-" : "";
  if (std::isinf(value)) return sign + "inf";
  return sign + digits_shortest(std::fabs(value), 16, true);
}

std::string digits_fixed(double size, int precision) {
  std::string text = to_chars(size, std::chars_format::fixed, precision);
  const int more = std::max(precision - kUsefulDigits, 0);
  text.append(static_cast<std::size_t>(more), '0');
  return text;
}

std::string digits_exponent(double size, int precision) {
  Digits number = take_apart(to_chars(size, std::chars_format::scientific, precision));
  number.digits.resize(static_cast<std::size_t>(precision) + 1, '0');
  return lay_out_exponent(number);
}

std::string digits_general(double size, int precision, bool alternate) {
  const int wanted = precision == 0 ? 1 : precision;
  Digits number = take_apart(to_chars(size, std::chars_format::scientific, wanted - 1));
  number.digits.resize(static_cast<std::size_t>(wanted), '0');
  const bool exponent = number.exponent < -4 || number.exponent >= wanted;
  if (!alternate) drop_zeros(number.digits);
  std::string text = exponent ? lay_out_exponent(number) : lay_out_plain(number);
  if (alternate && text.find('.') == std::string::npos) {
    const std::size_t e = text.find('e');
    text.insert(e == std::string::npos ? text.size() : e, ".");
  }
  return text;
}

}  // namespace sim::scenario
