#include "sim/scenario/mapped_text.hpp"

#include <algorithm>
#include <utility>

namespace sim::scenario {
namespace {

bool is_space(char byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

// Walks the file's bytes and the value side by side.
class Aligner {
 public:
  Aligner(std::string_view raw, std::string_view value, std::uint32_t base)
      : raw_(raw), value_(value), base_(base) {}

  std::vector<std::uint32_t> run(Style style) {
    while (starts_.size() < value_.size() && at_ < raw_.size()) {
      if (style == Style::double_quoted && raw_[at_] == '\\') {
        escape();
      } else if (style == Style::single_quoted && raw_.substr(at_, 2) == "''") {
        take(2);
      } else if (raw_[at_] == value_[starts_.size()]) {
        take(1);
      } else if (raw_[at_] == '\n' && is_space(value_[starts_.size()])) {
        take(1);
        skip_indentation();
      } else {
        ++at_;
      }
    }
    while (starts_.size() <= value_.size()) mark();
    return std::move(starts_);
  }

 private:
  void mark() { starts_.push_back(base_ + static_cast<std::uint32_t>(std::min(at_, raw_.size()))); }

  void take(std::size_t raw_bytes) {
    mark();
    at_ += raw_bytes;
  }

  void skip_indentation() {
    while (at_ < raw_.size() && raw_[at_] == ' ' && starts_.size() < value_.size() &&
           value_[starts_.size()] != ' ') {
      ++at_;
    }
  }

  // An escape gives one character, of up to four bytes; a backslash at the end of a line none.
  void escape() {
    const char letter = at_ + 1 < raw_.size() ? raw_[at_ + 1] : '\0';
    if (letter == '\n' || letter == '\r') {
      at_ += 2;
      return;
    }
    const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    const std::size_t bytes = std::max<std::size_t>(1, utf8_length(value_.substr(starts_.size())));
    for (std::size_t i = 0; i < bytes && starts_.size() < value_.size(); ++i) mark();
    at_ += 2 + digits;
  }

  std::string_view raw_;
  std::string_view value_;
  std::uint32_t base_;
  std::size_t at_ = 0;
  std::vector<std::uint32_t> starts_;
};

}  // namespace

MappedText::MappedText(std::string text, std::uint32_t begin)
    : text_(std::move(text)), begin_(begin) {}

MappedText::MappedText(std::string text, std::vector<std::uint32_t> starts)
    : text_(std::move(text)), starts_(std::move(starts)) {}

std::uint32_t MappedText::start(std::size_t index) const {
  return starts_.empty() ? begin_ + static_cast<std::uint32_t>(index) : starts_[index];
}

Place MappedText::place(std::size_t begin, std::size_t end) const {
  return {start(begin), std::max(start(begin), start(end))};
}

MappedText map_scalar(const Source& source, std::string value, Place content, Style style) {
  const std::string_view raw = source.text(content);
  if (raw == value) return {std::move(value), content.begin};
  std::vector<std::uint32_t> starts = Aligner(raw, value, content.begin).run(style);
  return {std::move(value), std::move(starts)};
}

}  // namespace sim::scenario
