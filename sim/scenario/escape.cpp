#include "sim/scenario/escape.hpp"

#include <charconv>
#include <string_view>

namespace sim::scenario {
namespace {

constexpr std::string_view simple_letters = "abfnrtv\\'\"";
constexpr std::string_view simple_values = "\a\b\f\n\r\t\v\\'\"";

class Unescaper {
 public:
  Unescaper(const ExpressionInput& input, std::size_t begin, std::size_t end)
      : input_(input), text_(input.text.text().substr(0, end)), at_(begin) {}

  std::string run() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        escape(text_[at_ + 1]);
      } else {
        value_.push_back(text_[at_++]);
      }
    }
    return std::move(value_);
  }

 private:
  void escape(char letter) {
    const std::size_t simple = simple_letters.find(letter);
    if (simple != std::string_view::npos) {
      value_.push_back(simple_values[simple]);
      at_ += 2;
    } else if (letter == 'x') {
      hexadecimal(2);
    } else if (letter == 'u') {
      hexadecimal(4);
    } else if (letter == 'U') {
      hexadecimal(8);
    } else if (letter >= '0' && letter <= '7') {
      octal();
    } else if (letter == 'N') {
      fail(input_, at_, at_ + 2, "characters by name, \\N{...}, are not part of the language",
           "write the character itself, or \\u and its four digits");
    } else {
      if (letter != '\n') value_ += {'\\', letter};
      at_ += 2;
    }
  }

  void hexadecimal(std::size_t count) {
    const std::string_view digits = text_.substr(at_ + 2, count);
    std::uint32_t code_point = 0;
    const auto [stop, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code_point, 16);
    const bool complete = digits.size() == count && stop == digits.data() + count;
    if (!complete || error != std::errc{}) {
      fail(input_, at_, at_ + 2 + digits.size(), "this escape is not complete",
           "\\x takes two hexadecimal digits, \\u four, \\U eight");
    }
    const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
    if (surrogate || code_point > 0x10FFFF) {
      fail(input_, at_, at_ + 2 + count, "this escape stands for no character");
    }
    append_utf8(value_, code_point);
    at_ += 2 + count;
  }

  void octal() {
    std::uint32_t code_point = 0;
    std::size_t length = 1;
    while (length <= 3 && at_ + length < text_.size() && text_[at_ + length] >= '0' &&
           text_[at_ + length] <= '7') {
      code_point = code_point * 8 + static_cast<std::uint32_t>(text_[at_ + length] - '0');
      ++length;
    }
    append_utf8(value_, code_point);
    at_ += length;
  }

  const ExpressionInput& input_;
  std::string_view text_;
  std::size_t at_;
  std::string value_;
};

}  // namespace

std::string unescape(const ExpressionInput& input, std::size_t begin, std::size_t end) {
  return Unescaper(input, begin, end).run();
}

}  // namespace sim::scenario
