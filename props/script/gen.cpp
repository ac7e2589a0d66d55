// The RapidCheck side of generate.hpp, in a file of its own: its headers take seconds to compile.

#include <rapidcheck.h>

#include <vector>

#include "props/script/generate.hpp"
#include "props/script/shrinks.hpp"

namespace sim::props::script {
namespace {

rc::Seq<Script> smaller_than(const Script& script) {
  std::vector<Script> all;
  for (std::size_t n = 0; auto smaller = shrink(script, n); ++n) all.push_back(std::move(*smaller));
  return rc::seq::fromContainer(std::move(all));
}

}  // namespace

rc::Gen<Script> scripts(const Shape& shape) {
  return [shape](const rc::Random& random, int size) {
    Shape sized = shape;
    sized.steps_max = 1 + shape.steps_max * size / 100;
    const std::uint64_t number = rc::Random(random).next();
    return rc::shrinkable::shrinkRecur(generate_script(number, sized), &smaller_than);
  };
}

}  // namespace sim::props::script
