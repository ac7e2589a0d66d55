#include "sim/scenario/format_spec_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>

#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

bool is_align(char c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

std::string name_code(std::string_view code) {
  const auto byte = static_cast<unsigned char>(code[0]);
  if (code.size() == 1 && byte > 32 && byte < 127) return "'" + std::string(code) + "'";
  std::array<char, 16> digits{};
  std::uint32_t code_point = byte;
  if (code.size() == 2) {
    code_point = (byte & 0x1fU) << 6 | (static_cast<unsigned char>(code[1]) & 0x3fU);
  } else if (code.size() > 2) {
    code_point = byte & (code.size() == 3 ? 0x0fU : 0x07U);
    for (const char next : code.substr(1)) {
      code_point = code_point << 6 | (static_cast<unsigned char>(next) & 0x3fU);
    }
  }
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code_point, 16);
  return "'\\x" + std::string(digits.data(), end.ptr) + "'";
}

class SpecReader {
 public:
  SpecReader(std::string_view text, std::string_view type_name)
      : all_(text), left_(text), type_name_(type_name) {}

  FormatSpec read(char default_type, char default_align) {
    spec_.type = default_type;
    spec_.align = default_align;
    read_align();
    if (!left_.empty() && std::string_view(" +-").find(left_[0]) != std::string_view::npos) {
      spec_.sign = take();
    }
    spec_.no_negative_zero = take_if('z');
    spec_.alternate = take_if('#');
    read_zero(default_align);
    spec_.width = read_number();
    read_separator();
    if (take_if('.')) {
      spec_.precision = read_number();
      if (spec_.precision < 0) raise("ValueError", "Format specifier missing precision");
    }
    read_type();
    return spec_;
  }

 private:
  char take() {
    const char first = left_[0];
    left_.remove_prefix(1);
    return first;
  }

  bool take_if(char wanted) {
    if (left_.empty() || left_[0] != wanted) return false;
    left_.remove_prefix(1);
    return true;
  }

  void read_align() {
    if (left_.empty()) return;
    const std::size_t first = std::max<std::size_t>(utf8_length(left_), 1);
    if (left_.size() > first && is_align(left_[first])) {
      spec_.fill = left_.substr(0, first);
      fill_given_ = true;
      left_.remove_prefix(first);
    } else if (!is_align(left_[0])) {
      return;
    }
    spec_.align = take();
    spec_.align_given = true;
  }

  void read_zero(char default_align) {
    if (fill_given_ || !take_if('0')) return;
    spec_.fill = "0";
    if (!spec_.align_given && default_align == '>') spec_.align = '=';
  }

  // -1 where there is none.
  int read_number() {
    if (left_.empty() || left_[0] < '0' || left_[0] > '9') return -1;
    std::int64_t number = 0;
    while (!left_.empty() && left_[0] >= '0' && left_[0] <= '9') {
      const int digit = take() - '0';
      if (number > (std::numeric_limits<std::int64_t>::max() - digit) / 10) {
        raise("ValueError", "Too many decimal digits in format string");
      }
      number = number * 10 + digit;
    }
    return static_cast<int>(std::min<std::int64_t>(number, std::numeric_limits<int>::max()));
  }

  void read_separator() {
    const bool comma = take_if(',');
    if (comma) spec_.separator = ',';
    if (take_if('_')) {
      if (comma) raise_both();
      spec_.separator = '_';
    }
    if (spec_.separator == '_' && !left_.empty() && left_[0] == ',') raise_both();
  }

  [[noreturn]] static void raise_both() {
    raise("ValueError", "Cannot specify both ',' and '_'.");
  }

  void read_type() {
    std::string code(1, spec_.type);
    if (!left_.empty()) {
      if (left_.size() > std::max<std::size_t>(utf8_length(left_), 1)) {
        raise("ValueError", "Invalid format specifier '" + std::string(all_) +
                                "' for object of type '" + std::string(type_name_) + "'");
      }
      code = left_;
      if (code.size() > 1 && spec_.separator == 0) raise_unknown_format_code(code, type_name_);
      spec_.type = code[0];
    }
    if (spec_.separator == 0) return;
    const std::string_view allowed = spec_.separator == '_' ? "defgEG%FboxX" : "defgEG%F";
    const bool fits = code.size() == 1 && allowed.find(code[0]) != std::string_view::npos;
    if (fits || spec_.type == 0) return;
    raise("ValueError", std::string("Cannot specify '") + spec_.separator + "' with " +
                            name_code(code) + ".");
  }

  std::string_view all_;
  std::string_view left_;
  std::string_view type_name_;
  FormatSpec spec_;
  bool fill_given_ = false;
};

}  // namespace

FormatSpec read_format_spec(std::string_view text, char default_type, char default_align,
                            std::string_view type_name) {
  return SpecReader(text, type_name).read(default_type, default_align);
}

void raise_unknown_format_code(std::string_view code, std::string_view type_name) {
  raise("ValueError", "Unknown format code " + name_code(code) + " for object of type '" +
                          std::string(type_name) + "'");
}

}  // namespace sim::scenario
