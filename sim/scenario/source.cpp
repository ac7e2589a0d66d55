#include "sim/scenario/source.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace sim::scenario {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

Source::Source(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)) {
  line_begins_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::string_view Source::text(Place place) const {
  const std::size_t begin = std::min<std::size_t>(place.begin, text_.size());
  const std::size_t end = std::clamp<std::size_t>(place.end, begin, text_.size());
  return text().substr(begin, end - begin);
}

std::uint32_t Source::line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }

std::uint32_t Source::line_begin(std::uint32_t number) const {
  const std::uint32_t begin = line_begins_[number - 1];
  const bool marked = begin == 0 && text().starts_with(byte_order_mark);
  return marked ? static_cast<std::uint32_t>(byte_order_mark.size()) : begin;
}

std::string_view Source::line(std::uint32_t number) const {
  const std::size_t begin = line_begin(number);
  const std::size_t end = number < line_count() ? line_begins_[number] - 1 : text_.size();
  std::string_view line = text().substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::uint32_t Source::line_number(std::size_t offset) const {
  const auto next = std::ranges::upper_bound(line_begins_, std::min(offset, text_.size()));
  return static_cast<std::uint32_t>(next - line_begins_.begin());
}

Position Source::position(std::size_t offset) const {
  offset = std::min(offset, text_.size());
  const std::uint32_t number = line_number(offset);
  const std::size_t begin = line_begin(number);
  if (offset <= begin) return {number, 1};
  const std::size_t before = count_characters(text().substr(begin, offset - begin));
  return {number, static_cast<std::uint32_t>(before) + 1};
}

// The table is 3-7 of the Unicode standard: the second byte's range depends on the first.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  const unsigned second = byte(1);
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool surrogate = first == 0xED && second > 0x9F;
  const bool too_large = first == 0xF4 && second > 0x8F;
  return overlong || surrogate || too_large ? 0 : length;
}

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, std::not_fn(is_continuation)));
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto tail = [&](unsigned shift) { put(0x80U | ((code_point >> shift) & 0x3FU)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6U));
    tail(0);
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12U));
    tail(6);
    tail(0);
  } else {
    put(0xF0U | (code_point >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace sim::scenario
