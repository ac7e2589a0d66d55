#include "props/script/shape.hpp"

#include <gtest/gtest.h>

namespace sim::props::script {
namespace {

TEST(Shape, KnowsEachFeatureByItsName) {
  ASSERT_EQ(all_features().size(), feature_count);
  for (const Feature feature : all_features()) {
    EXPECT_EQ(feature_named(name_of(feature)), feature);
  }
}

TEST(Shape, KnowsNoOtherNames) {
  EXPECT_EQ(feature_named("locks"), std::nullopt);
  EXPECT_EQ(feature_named(""), std::nullopt);
}

TEST(Shape, NamesWhatThePrimitivesAreCalled) {
  EXPECT_EQ(name_of(Feature::wait_for), "wait_for");
  EXPECT_EQ(name_of(Feature::python), "python");
}

}  // namespace
}  // namespace sim::props::script
