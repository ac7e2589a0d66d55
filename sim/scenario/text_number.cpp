#include "sim/scenario/text_number.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>

#include "sim/scenario/format_value.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view strip(std::string_view text) {
  constexpr std::string_view spaces = " \t\n\r\v\f\x1c\x1d\x1e\x1f";
  const std::size_t first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

// Without its underscores; nothing where one does not stand between two digits.
std::optional<std::string> drop_underscores(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out += text[i];
    } else if (i == 0 || i + 1 == text.size() || !is_digit(text[i - 1]) || !is_digit(text[i + 1])) {
      return std::nullopt;
    }
  }
  return out;
}

bool is_word(std::string_view text, std::string_view word) {
  return std::ranges::equal(text, word, [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
  });
}

// A number without its sign; nothing where it is none.
std::optional<double> read_size(std::string_view text) {
  if (is_word(text, "inf") || is_word(text, "infinity")) {
    return std::numeric_limits<double>::infinity();
  }
  if (is_word(text, "nan")) return std::numeric_limits<double>::quiet_NaN();
  if (text.empty() || (!is_digit(text[0]) && text[0] != '.')) return std::nullopt;
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (rest != end || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc::result_out_of_range) {  // which leaves open whether it is 0 or infinite
    return std::strtod(std::string(text).c_str(), nullptr);
  }
  return value;
}

}  // namespace

std::int64_t read_integer(std::string_view text) {
  const std::string_view stripped = strip(text);
  const bool has_sign = !stripped.empty() && (stripped[0] == '-' || stripped[0] == '+');
  const auto digits = drop_underscores(stripped.substr(has_sign ? 1 : 0));
  if (!digits || digits->empty() || !std::ranges::all_of(*digits, is_digit)) {
    raise("ValueError", "invalid literal for int() with base 10: " + repr_text(text));
  }
  const std::string number = (stripped[0] == '-' ? "-" : "") + *digits;
  std::int64_t value = 0;
  const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
  if (read.ec != std::errc{}) raise("OverflowError", "integer overflow");
  return value;
}

double read_real(std::string_view text) {
  const std::string_view stripped = strip(text);
  const bool has_sign = !stripped.empty() && (stripped[0] == '-' || stripped[0] == '+');
  const auto plain = drop_underscores(stripped.substr(has_sign ? 1 : 0));
  const auto size = plain ? read_size(*plain) : std::nullopt;
  if (!size) raise("ValueError", "could not convert string to float: " + repr_text(text));
  return has_sign && stripped[0] == '-' ? -*size : *size;
}

}  // namespace sim::scenario
