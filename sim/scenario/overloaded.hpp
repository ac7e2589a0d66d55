// sim/scenario/overloaded.hpp
//
// One function object from several lambdas, to visit a variant with.
//
//   std::visit(overloaded{[](const Name& name) {...}, [](const auto&) {...}}, expr.node);
//
// Promise: nothing but the overload set of its parts.
#pragma once

namespace sim::scenario {

template <class... Parts>
struct overloaded : Parts... {
  using Parts::operator()...;
};
template <class... Parts>
overloaded(Parts...) -> overloaded<Parts...>;

}  // namespace sim::scenario
