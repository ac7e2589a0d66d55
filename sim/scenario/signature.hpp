// sim/scenario/signature.hpp
//
// Matches the arguments of a call against parameters, as Python does, and says what does not fit in
// Python's words.
//
//   BoundArguments bound = bind_arguments("greet", parameters, call);
//   if (bound.fits()) call.parameters = bound.parameters;   // else bound.error
//
// Ensures: where it fits, every parameter that has no default gets exactly one argument.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/ast_expression.hpp"

namespace sim::scenario {

struct BoundArguments {
  // The parameter that each argument goes to: first those of call.args, then those of keywords.
  std::vector<std::uint32_t> parameters;
  std::string error;  // "" where it fits
  Place place;        // of what does not fit
  std::string help;

  [[nodiscard]] bool fits() const { return error.empty(); }
};

// Of a method written in Python the object is an argument, which its errors count.
enum class Counts : std::uint8_t { arguments, object_too };

// A call that the library makes, of a predicate, stands in no file and has no callee.
[[nodiscard]] BoundArguments bind_arguments(std::string_view callee, const Parameters& parameters,
                                            const Call& call,
                                            Counts counts = Counts::arguments);

// "greet(name, delay=...)", for people.
[[nodiscard]] std::string to_string(std::string_view callee, const Parameters& parameters);

}  // namespace sim::scenario
