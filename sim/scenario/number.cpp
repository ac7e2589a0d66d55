#include "sim/scenario/number.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <system_error>

namespace sim::scenario {
namespace {

constexpr std::uint64_t magnitude_max = std::uint64_t{1} << 63U;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_exponent(char c) { return c == 'e' || c == 'E'; }

// Everything that clings to the number: digits, letters, a point, the sign of an exponent.
std::size_t extent(std::string_view text) {
  const bool prefixed = text.size() > 1 && text[0] == '0' &&
                        std::string_view("xXoObB").find(text[1]) != std::string_view::npos;
  bool point = prefixed;
  std::size_t i = 0;
  for (; i < text.size(); ++i) {
    const bool sign = (text[i] == '+' || text[i] == '-') && i > 0 && is_exponent(text[i - 1]) &&
                      !prefixed && i + 1 < text.size() && is_digit(text[i + 1]);
    if (text[i] == '.' && !point) {
      point = true;
    } else if (!is_word(text[i]) && !sign) {
      break;
    }
  }
  return i;
}

// Underscores may stand between digits, and after a base's prefix, one at a time.
std::optional<std::string> without_underscores(std::string_view text) {
  std::string digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      digits.push_back(text[i]);
      continue;
    }
    const bool before = i > 0 && is_word(text[i - 1]) && text[i - 1] != '_';
    const bool after = i + 1 < text.size() && is_word(text[i + 1]) && text[i + 1] != '_';
    if (!before || !after) return std::nullopt;
  }
  return digits;
}

struct Base {
  int base = 10;
  std::size_t prefix = 0;
};

Base base_of(std::string_view text) {
  if (text.size() < 2 || text[0] != '0') return {};
  switch (text[1]) {
    case 'x':
    case 'X':
      return {16, 2};
    case 'o':
    case 'O':
      return {8, 2};
    case 'b':
    case 'B':
      return {2, 2};
    default:
      return {};
  }
}

void wrong(NumberText& number, std::string_view text, std::string help = "") {
  number.error = "'" + std::string(text.substr(0, number.length)) + "' is not a number";
  number.help = std::move(help);
}

void read_integer(NumberText& number, std::string_view written, std::string_view digits) {
  const Base base = base_of(digits);
  const char* const begin = digits.data() + base.prefix;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(begin, end, number.integer, base.base);
  if (stop != end || begin == end) return wrong(number, written);
  const bool zeros = std::ranges::all_of(digits, [](char c) { return c == '0'; });
  if (base.prefix == 0 && digits[0] == '0' && !zeros) {
    const std::string rest(digits.substr(digits.find_first_not_of('0')));
    const bool octal = rest.find_first_of("89") == std::string::npos;
    return wrong(number, written, "write " + rest + (octal ? ", or 0o" + rest + " for octal" : ""));
  }
  if (error != std::errc{} || number.integer > magnitude_max) {
    number.error = "this number does not fit into 64 bits";
    number.help = "integers reach from -9223372036854775808 to 9223372036854775807";
  }
}

void read_real(NumberText& number, std::string_view written, const std::string& digits) {
  number.is_real = true;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number.real);
  if (stop != end) return wrong(number, written);
  // Past the range from_chars leaves the value alone; Python gives infinity or zero.
  if (error != std::errc{}) number.real = std::strtod(digits.c_str(), nullptr);
}

}  // namespace

NumberText read_number(std::string_view text) {
  NumberText number;
  number.length = extent(text);
  const std::string_view written = text.substr(0, number.length);
  const std::optional<std::string> digits = without_underscores(written);
  if (!digits) {
    wrong(number, written, "'_' may stand between two digits only");
  } else if (base_of(*digits).prefix == 0 && digits->find_first_of(".eE") != std::string::npos) {
    read_real(number, written, *digits);
  } else {
    read_integer(number, written, *digits);
  }
  return number;
}

}  // namespace sim::scenario
