// sim/scenario/python_lines.hpp
//
// The lines of a Python program as they are written, and how a long one is laid out.
//
//   PythonLines lines;
//   lines.add("async def main() -> None:");
//   { PythonLines::Indent inside(lines);  lines.add({"await f(", {"1", "2"}, ")"}); }
//
// Promise: no line has blanks at its end; three calls side by side, and what would pass column 88,
// stand one a line.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace sim::scenario {

// A statement with a list inside: `await asyncio.gather(`, items, `)`.
struct PythonList {
  std::string before;
  std::vector<std::string> items;
  std::string after;
  bool spread = false;  // one item a line, however short they are

  [[nodiscard]] std::string on_one_line() const;
};

class PythonLines {
 public:
  void add(const std::string& line);
  void add(const PythonList& list);
  void blank() { text_ += '\n'; }

  [[nodiscard]] const std::string& text() const { return text_; }

  // What is added while it lives stands one level deeper.
  class Indent {
   public:
    explicit Indent(PythonLines& lines) : lines_(lines) { ++lines_.depth_; }
    ~Indent() { --lines_.depth_; }
    Indent(const Indent&) = delete;
    Indent& operator=(const Indent&) = delete;

   private:
    PythonLines& lines_;
  };

 private:
  std::string text_;
  std::size_t depth_ = 0;
};

}  // namespace sim::scenario
