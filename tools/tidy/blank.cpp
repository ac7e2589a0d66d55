#include "tools/tidy/blank.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

namespace sim::tidy {
namespace {

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Walks over a text once, from left to right, and blanks as it goes.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_(text), result_(text) {}

  std::string run() {
    while (at_ < text_.size()) {
      step();
    }
    return std::move(result_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (text_.substr(at_, 2) == "//") {
      blank_until(text_.find('\n', at_));
    } else if (text_.substr(at_, 2) == "/*") {
      const std::size_t end = text_.find("*/", at_ + 2);
      blank_until(end == std::string_view::npos ? end : end + 2);
    } else if (c == '"' || c == '\'') {
      literal(c);
    } else if (is_word(c)) {
      word();
    } else {
      ++at_;
    }
  }

  // A name or a number. Takes the separators of 1'000'000 with it, and a raw string after R.
  void word() {
    const std::size_t begin = at_;
    const bool number = std::isdigit(static_cast<unsigned char>(text_[at_])) != 0;
    while (at_ < text_.size() && (is_word(text_[at_]) || (number && text_[at_] == '\''))) {
      ++at_;
    }
    if (!number && text_[at_ - 1] == 'R' && at_ - begin <= 3 && text_.substr(at_, 1) == "\"") {
      raw_string();
    }
  }

  void raw_string() {
    const std::size_t open = text_.find('(', at_);
    if (open == std::string_view::npos) {
      ++at_;
      return;
    }
    const std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
    ++at_;
    const std::size_t end = text_.find(close, open);
    blank_until(end == std::string_view::npos ? end : end + close.size() - 1);
    ++at_;
  }

  // A literal ends at its quote, or, if that was forgotten, with its line.
  void literal(char quote) {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != quote && text_[end] != '\n') {
      end += text_[end] == '\\' ? 2 : 1;
    }
    ++at_;
    blank_until(end);
    ++at_;
  }

  void blank_until(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      if (text_[at_] != '\n') {
        result_[at_] = ' ';
      }
    }
  }

  std::string_view text_;
  std::string result_;
  std::size_t at_ = 0;
};

}  // namespace

std::string blank_cpp(std::string_view text) { return Blanker(text).run(); }

std::string blank_hash_comments(std::string_view text) {
  std::string result(text);
  bool in_comment = false;
  for (std::size_t at = 0; at < result.size(); ++at) {
    if (result[at] == '\n') {
      in_comment = false;
    } else if (result[at] == '#' &&
               (at == 0 || std::isspace(static_cast<unsigned char>(text[at - 1])) != 0)) {
      in_comment = true;
    }
    if (in_comment) {
      result[at] = ' ';
    }
  }
  return result;
}

}  // namespace sim::tidy
