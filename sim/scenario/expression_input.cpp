#include "sim/scenario/expression_input.hpp"

#include <algorithm>
#include <utility>

namespace sim::scenario {

void fail(const ExpressionInput& input, std::size_t begin, std::size_t end, std::string message,
          std::string help) {
  const std::size_t size = input.text.text().size();
  const Place place = input.text.place(std::min(begin, size), std::min(end, size));
  input.found.error(place, std::move(message)).in(input.context).help(std::move(help));
  throw SyntaxError{};
}

}  // namespace sim::scenario
