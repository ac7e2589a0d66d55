// props/gtest.hpp
//
// A law as a GoogleTest test.
//
//   SIM_PROPERTY(Run, EndsInOrder) {                       // tried on 100 programs or more
//     EXPECT_TRUE(time_never_goes_back(execute(program)));
//   }
//   SIM_PROPERTY(Gather, KeepsTheOrder, .cancels = 0) { ... }   // the fields of a Shape
//
// The test keeps its suite and its name. One failure is reported, of the smallest program found, as
// a scenario that can be pasted and run, and it ends with the line that repeats it. The properties
// "seed" and "cases" are recorded for the XML.

#pragma once

#include <gtest/gtest.h>

#include "props/property.hpp"

namespace sim::props {

// Checks the law within the current test.
void run_property(const Law& law, const Shape& shape);

}  // namespace sim::props

#define SIM_PROPERTY(Suite, Name, ...)                                                            \
  static void sim_property_##Suite##_##Name(const ::sim::props::Program& program);                \
  TEST(Suite, Name) {                                                                             \
    ::sim::props::run_property(&sim_property_##Suite##_##Name, ::sim::props::Shape{__VA_ARGS__}); \
  }                                                                                               \
  static void sim_property_##Suite##_##Name([[maybe_unused]] const ::sim::props::Program& program)
