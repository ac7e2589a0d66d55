#include "sim/scenario/python_lines.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t indent_width = 4;
constexpr std::size_t line_width = 88;

}  // namespace

std::string PythonList::on_one_line() const {
  std::string line = before;
  for (std::size_t i = 0; i < items.size(); ++i) line += (i == 0 ? "" : ", ") + items[i];
  return line + after;
}

void PythonLines::add(const std::string& line) {
  text_ += std::string(depth_ * indent_width, ' ') + line + "\n";
}

void PythonLines::add(const PythonList& list) {
  const std::string line = list.on_one_line();
  const bool fits = depth_ * indent_width + line.size() <= line_width;
  if (list.items.empty() || (fits && !list.spread)) return add(line);
  add(list.before);
  {
    const Indent inside(*this);
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      add(list.items[i] + (i + 1 < list.items.size() ? "," : ""));
    }
  }
  add(list.after);
}

}  // namespace sim::scenario
