#include "sim/scenario/percent_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/scenario/format_spec.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

struct Flags {
  bool left = false;
  bool zero = false;
  bool alternate = false;
  char sign = 0;
};

class Percent {
 public:
  Percent(std::string_view text, const Value& arguments) : text_(text) {
    const TupleObject* tuple = arguments.tuple();
    arguments_ = tuple != nullptr ? tuple->items : Values{arguments};
    is_mapping_like_ = arguments.list() != nullptr || arguments.range() != nullptr;
  }

  std::string format() {
    std::string out;
    while (place_ < text_.size()) {
      const char c = text_[place_++];
      if (c == '%') {
        out += conversion();
      } else {
        out += c;
      }
      check_size(out.size());
    }
    if (used_ < arguments_.size() && !is_mapping_like_) {
      raise("TypeError", "not all arguments converted during string formatting");
    }
    return out;
  }

 private:
  std::string conversion() {
    Flags flags = read_flags();
    std::int64_t width = read_number();
    if (width < 0 && width_given_) flags.left = true;
    width = std::abs(width);
    std::int64_t precision = -1;
    if (!at_end() && text_[place_] == '.') {
      ++place_;
      precision = std::max<std::int64_t>(read_number(), 0);
    }
    check_size(static_cast<std::uint64_t>(std::max(width, precision)));
    if (at_end()) raise("ValueError", "incomplete format");
    const char code = text_[place_++];
    if (code == '%') return "%";
    return write(code, flags, width, precision);
  }

  Flags read_flags() {
    Flags flags;
    for (; !at_end(); ++place_) {
      const char c = text_[place_];
      if (c == '-') flags.left = true;
      else if (c == '0') flags.zero = true;
      else if (c == '#') flags.alternate = true;
      else if (c == '+') flags.sign = '+';
      else if (c == ' ' && flags.sign == 0) flags.sign = ' ';
      else if (c == '(') raise("TypeError", "format requires a mapping");
      else if (c != ' ') break;
    }
    return flags;
  }

  std::int64_t read_number() {
    width_given_ = !at_end() && text_[place_] == '*';
    if (width_given_) {
      ++place_;
      const Value& given = next_argument();
      if (given.integer() == nullptr) raise("TypeError", "* wants int");
      return std::clamp<std::int64_t>(*given.integer(), -kLong, kLong);
    }
    std::int64_t number = 0;
    for (; !at_end() && text_[place_] >= '0' && text_[place_] <= '9'; ++place_) {
      number = std::min(number * 10 + (text_[place_] - '0'), kLong);
    }
    return number;
  }

  std::string write(char code, const Flags& flags, std::int64_t width, std::int64_t precision) {
    constexpr std::string_view codes = "srdiuxXoeEfFgGca";
    if (codes.find(code) == std::string_view::npos) raise_unsupported(code);
    const Value& value = next_argument();
    std::string spec = flags.left ? "<" : ">";
    if (code == 's' || code == 'r' || code == 'a' || code == 'c') {
      const std::string shown = code == 's' ? to_text(value)
                                : code == 'c' ? character(value) : to_repr(value);
      if (width > 0) spec += std::to_string(width);
      if (precision >= 0 && code != 'c') spec += "." + std::to_string(precision);
      return format_value(shown, spec);
    }
    if (flags.zero && !flags.left) spec = "0=";
    if (flags.sign != 0) spec += flags.sign;
    if (flags.alternate) spec += '#';
    if (width > 0) spec += std::to_string(width);
    if (std::string_view("eEfFgG").find(code) != std::string_view::npos) {
      const auto real = as_real(value);
      if (!real) {
        raise("TypeError", "must be real number, not " + std::string(type_name(value)));
      }
      if (precision >= 0) spec += "." + std::to_string(precision);
      return format_value(*real, spec + code);
    }
    const bool decimal = code == 'd' || code == 'i' || code == 'u';
    return write_integer(integer(value, decimal, code), decimal ? 'd' : code, spec, precision);
  }

  static std::int64_t integer(const Value& value, bool decimal, char code) {
    if (const auto number = as_integer(value)) return *number;
    const std::string type(type_name(value));
    if (decimal && value.real() != nullptr) return real_to_integer(std::trunc(*value.real()));
    raise("TypeError", std::string("%") + code +
                           (decimal ? " format: a real number is required, not "
                                    : " format: an integer is required, not ") + type);
  }

  static std::string write_integer(std::int64_t value, char code, const std::string& spec,
                                   std::int64_t precision) {
    const std::string plain = format_value(value, spec + code);
    if (precision <= 0) return plain;
    std::string digits = format_value(value, std::string(1, code));
    const std::size_t sign = digits[0] == '-' ? 1 : 0;
    const auto wanted = static_cast<std::size_t>(precision) + sign;
    if (digits.size() >= wanted) return plain;
    digits.insert(sign, wanted - digits.size(), '0');
    const std::size_t width = count_characters(plain);
    const std::string side = spec[0] == '<' ? "<" : ">";
    return width > digits.size() ? format_value(digits, side + std::to_string(width)) : digits;
  }

  static std::string character(const Value& value) {
    if (value.integer() != nullptr) return format_value(value, "c");
    if (value.text() == nullptr || count_characters(*value.text()) != 1) {
      raise("TypeError", "%c requires int or char");
    }
    return *value.text();
  }

  [[noreturn]] void raise_unsupported(char code) {
    std::array<char, 8> hex{};
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(),
                                   static_cast<unsigned>(static_cast<unsigned char>(code)), 16);
    const std::size_t index = count_characters(text_.substr(0, place_ - 1));
    raise("ValueError", std::string("unsupported format character '") +
                            (static_cast<unsigned char>(code) < 128 ? code : '?') + "' (0x" +
                            std::string(hex.data(), end.ptr) + ") at index " +
                            std::to_string(index));
  }

  const Value& next_argument() {
    if (used_ == arguments_.size()) raise("TypeError", "not enough arguments for format string");
    return arguments_[used_++];
  }

  [[nodiscard]] bool at_end() const { return place_ >= text_.size(); }

  static constexpr std::int64_t kLong = std::int64_t{1} << 40;

  std::string_view text_;
  std::size_t place_ = 0;
  Values arguments_;
  std::size_t used_ = 0;
  bool is_mapping_like_ = false;
  bool width_given_ = false;
};

}  // namespace

std::string percent_format(std::string_view text, const Value& arguments) {
  return Percent(text, arguments).format();
}

}  // namespace sim::scenario
