#include "sim/scenario/format_spec.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>

#include "sim/scenario/format_float.hpp"
#include "sim/scenario/format_spec_reader.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

// A number in the parts between which padding and separators go.
struct NumberParts {
  std::string sign;
  std::string prefix;  // 0x
  std::string digits;  // before the point
  std::string rest;    // the point and what follows it
};

std::string repeat(std::string_view text, std::size_t times) {
  check_size(text.size() * times);
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

std::size_t missing(int width, std::size_t have) {
  return width < 0 || static_cast<std::size_t>(width) <= have
             ? 0
             : static_cast<std::size_t>(width) - have;
}

std::string pad(std::string text, const FormatSpec& spec) {
  const std::size_t padding = missing(spec.width, count_characters(text));
  const std::size_t left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  return repeat(spec.fill, left) + text + repeat(spec.fill, padding - left);
}

// From the right, `group` digits at a time, with zeros in front up to `width` characters.
std::string group_digits(std::string_view digits, char separator, int group, std::int64_t width) {
  std::string reversed;
  auto left = static_cast<std::int64_t>(digits.size());
  for (bool first = true; first || left > 0 || width > 0; first = false) {
    if (!first) {
      reversed += separator;
      if (--width <= 0 && left <= 0) width = 1;  // a separator never stands in front
    }
    const std::int64_t wanted = std::max({left, width, std::int64_t{1}});
    const std::int64_t size = std::min<std::int64_t>(group, wanted);
    for (std::int64_t i = 0; i < size; ++i) {
      reversed += left > 0 ? digits[static_cast<std::size_t>(--left)] : '0';
    }
    width -= size;
  }
  std::ranges::reverse(reversed);
  return reversed;
}

std::string write_number(NumberParts parts, const FormatSpec& spec, int group) {
  const std::size_t around = parts.sign.size() + parts.prefix.size() + parts.rest.size();
  const bool zeros = spec.fill == "0" && spec.align == '=';
  if (zeros) check_size(missing(spec.width, 0));
  if (spec.separator != 0) {
    const auto width = static_cast<std::int64_t>(zeros ? missing(spec.width, around) : 0);
    parts.digits = group_digits(parts.digits, spec.separator, group, width);
  }
  if (spec.align != '=') {
    return pad(parts.sign + parts.prefix + parts.digits + parts.rest, spec);
  }
  const std::size_t padding = missing(spec.width, around + count_characters(parts.digits));
  return parts.sign + parts.prefix + repeat(spec.fill, padding) + parts.digits + parts.rest;
}

std::string sign_of(bool negative, const FormatSpec& spec) {
  if (negative) return "-";
  return spec.sign == '+' || spec.sign == ' ' ? std::string(1, spec.sign) : "";
}

// ---- text ----------------------------------------------------------------------------------

std::string cut(const std::string& text, int characters) {
  std::size_t end = 0;
  for (; characters > 0 && end < text.size(); --characters) {
    end += std::max<std::size_t>(utf8_length(std::string_view(text).substr(end)), 1);
  }
  return text.substr(0, end);
}

std::string format_text(const std::string& text, std::string_view spec_text) {
  const FormatSpec spec = read_format_spec(spec_text, 's', '<', "str");
  if (spec.type != 's') raise_unknown_format_code(std::string(1, spec.type), "str");
  if (spec.sign == ' ') raise("ValueError", "Space not allowed in string format specifier");
  if (spec.sign != 0) raise("ValueError", "Sign not allowed in string format specifier");
  if (spec.no_negative_zero) {
    raise("ValueError", "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) {
    raise("ValueError", "Alternate form (#) not allowed in string format specifier");
  }
  if (spec.align == '=') {
    raise("ValueError", "'=' alignment not allowed in string format specifier");
  }
  return pad(spec.precision < 0 ? text : cut(text, spec.precision), spec);
}

// ---- float ---------------------------------------------------------------------------------

std::string write_size(double size, const FormatSpec& spec) {
  const bool point = spec.alternate;
  const int precision = spec.precision < 0 ? 6 : spec.precision;
  switch (spec.type) {
    case 'e': case 'E': {
      std::string text = digits_exponent(size, precision);
      return point && precision == 0 ? text.insert(1, ".") : text;
    }
    case 'f': case 'F': case '%':
      return digits_fixed(size, precision) + (point && precision == 0 ? "." : "");
    case 0: break;
    default: return digits_general(size, precision, point);
  }
  if (spec.precision < 0) {
    std::string text = digits_shortest(size, 16, true);
    const std::size_t e = text.find('e');
    if (point && text.find('.') == std::string::npos) text.insert(e, ".");
    return text;
  }
  // As 'g', but a number is never without a digit after its point.
  const int wanted = std::max(precision, 1);
  const std::string scientific = digits_exponent(size, wanted - 1);
  const int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  std::string text = digits_general(size, wanted, point);
  if (exponent == wanted - 1) {  // it would fill all digits before the point
    text = scientific;
    const std::size_t e = text.find('e');
    std::size_t last = text.find_last_not_of('0', e - 1);
    if (text[last] == '.') --last;
    if (!point && e > 1) text.erase(last + 1, e - last - 1);
    if (point && wanted == 1) text.insert(1, ".");
    return text;
  }
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

bool is_zero(std::string_view text) {
  return text.substr(0, text.find('e')).find_first_of("123456789") == std::string_view::npos;
}

std::string format_real(double value, const FormatSpec& spec) {
  if (spec.precision == std::numeric_limits<int>::max()) raise("ValueError", "precision too big");
  if (spec.precision > 0) check_size(static_cast<std::uint64_t>(spec.precision));
  const double shown = spec.type == '%' ? value * 100.0 : value;
  bool negative = std::signbit(shown) && !std::isnan(shown);
  const double size = std::fabs(shown);
  std::string text = std::isnan(size)   ? "nan"
                     : std::isinf(size) ? "inf"
                                        : write_size(size, spec);
  if (spec.no_negative_zero && std::isfinite(size) && is_zero(text)) negative = false;
  if (spec.type == 'E' || spec.type == 'F' || spec.type == 'G') {
    std::ranges::transform(text, text.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
  }
  if (spec.type == '%') text += '%';
  NumberParts parts{sign_of(negative, spec), "", text, ""};
  const std::size_t digits = text.find_first_not_of("0123456789");
  if (digits != std::string::npos && std::isfinite(size)) {
    parts.rest = text.substr(digits);
    parts.digits.resize(digits);
  }
  return write_number(std::move(parts), spec, 3);
}

bool is_real_code(char type) {
  return std::string_view("eEfFgG%n").find(type) != std::string_view::npos;
}

// ---- int -----------------------------------------------------------------------------------

std::string format_character(std::int64_t value, const FormatSpec& spec) {
  if (spec.sign != 0) {
    raise("ValueError", "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    raise("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  if (value < 0 || value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) {
    raise("OverflowError", "%c arg not in range(0x110000)");
  }
  std::string character;
  append_utf8(character, static_cast<std::uint32_t>(value));
  return write_number({"", "", character, ""}, spec, 3);
}

int base_of(char type) { return type == 'b' ? 2 : type == 'o' ? 8 : type == 'd' ? 10 : 16; }

std::string format_integer(std::int64_t value, const FormatSpec& spec) {
  if (spec.precision >= 0) {
    raise("ValueError", "Precision not allowed in integer format specifier");
  }
  if (spec.no_negative_zero) {
    raise("ValueError", "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type == 'c') return format_character(value, spec);
  const auto unsigned_value = static_cast<std::uint64_t>(value);
  const std::uint64_t size = value < 0 ? 0 - unsigned_value : unsigned_value;
  std::array<char, 72> digits{};
  const char type = spec.type == 'n' ? 'd' : spec.type;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), size, base_of(type));
  NumberParts parts{sign_of(value < 0, spec), "", {digits.data(), end.ptr}, ""};
  if (spec.alternate && type != 'd') parts.prefix = std::string("0") + type;
  if (type == 'X') {
    std::ranges::transform(parts.digits, parts.digits.begin(),
                           [](char c) { return c >= 'a' ? static_cast<char>(c - 32) : c; });
  }
  return write_number(std::move(parts), spec, type == 'd' ? 3 : 4);
}

}  // namespace

std::string format_value(const Value& value, std::string_view spec_text) {
  if (spec_text.empty()) return to_text(value);
  if (const std::string* text = value.text()) return format_text(*text, spec_text);
  const std::string_view type = type_name(value);
  if (const double* real = value.real()) {
    const FormatSpec spec = read_format_spec(spec_text, 0, '>', type);
    if (spec.type != 0 && !is_real_code(spec.type)) {
      raise_unknown_format_code(std::string(1, spec.type), type);
    }
    return format_real(*real, spec);
  }
  if (const auto integer = as_integer(value)) {
    const FormatSpec spec = read_format_spec(spec_text, 'd', '>', type);
    if (std::string_view("dboxXcn").find(spec.type) != std::string_view::npos) {
      return format_integer(*integer, spec);
    }
    if (is_real_code(spec.type)) return format_real(static_cast<double>(*integer), spec);
    raise_unknown_format_code(std::string(1, spec.type), type);
  }
  raise("TypeError", "unsupported format string passed to " + std::string(type) + ".__format__");
}

}  // namespace sim::scenario
