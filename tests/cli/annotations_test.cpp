#include "tools/cli/annotations.hpp"

#include <gtest/gtest.h>

namespace sim::cli {
namespace {

TEST(AnnotationEscaped, KeepsAMessageOnItsLine) {
  EXPECT_EQ(annotation_escaped("50% of\r\nit: a, b", false), "50%25 of%0D%0Ait: a, b");
}

TEST(AnnotationEscaped, KeepsAPropertyApartFromTheNext) {
  EXPECT_EQ(annotation_escaped("case 1, seed 2: x", true), "case 1%2C seed 2%3A x");
}

TEST(Annotations, SaysNothingWhereAllIsWell) { EXPECT_EQ(annotations({}), ""); }

}  // namespace
}  // namespace sim::cli
