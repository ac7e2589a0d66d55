// tests/support/journal.hpp
//
// A Journal is what happened, in order: tests write into it and compare the whole.
//
//   Journal journal;
//   loop.call_soon([&] { journal.note("soon"); });
//   EXPECT_EQ(journal.text(), "soon");

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace sim::test {

class Journal {
 public:
  void note(std::string_view words) {
    if (!text_.empty()) text_ += ' ';
    text_ += words;
  }
  void note(std::string_view word, auto number) {
    note(std::string(word) + std::to_string(number));
  }

  // All that was noted, with blanks between.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

}  // namespace sim::test
