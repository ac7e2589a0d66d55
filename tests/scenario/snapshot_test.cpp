#include "sim/scenario/snapshot.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "sim/scenario/format_value.hpp"

namespace sim::scenario {
namespace {

TEST(Snapshot, KeepsAValueAsPythonAndAsJson) {
  const Snapshot taken = take_snapshot(make_list({1, 2.0, "a\"é", Value(), true}));
  EXPECT_EQ(taken.python, "[1, 2.0, 'a\"é', None, True]");
  EXPECT_EQ(taken.json, "[1, 2.0, \"a\\\"é\", null, true]");
  EXPECT_TRUE(taken.plain);
}

TEST(Snapshot, WhatJsonCannotSayIsItsTypesName) {
  EXPECT_EQ(take_snapshot(make_tuple({1})).json, "\"tuple\"");
  EXPECT_EQ(take_snapshot(make_set({})).json, "\"set\"");
  EXPECT_FALSE(take_snapshot(make_set({})).plain);
  EXPECT_EQ(take_snapshot(std::numeric_limits<double>::infinity()).json, "\"inf\"");
}

TEST(Snapshot, AListInsideItselfEndsSomewhere) {
  const Heap heap;
  const Value list = make_list({1});
  list.list()->items.push_back(list);
  EXPECT_EQ(take_snapshot(list).json, "[1, \"list\"]");
}

TEST(Snapshot, AValueTooDeepToBeWrittenSaysSo) {
  Value deep = make_list();
  for (int i = 0; i < 5000; ++i) deep = make_list({deep});
  const Snapshot taken = take_snapshot(deep);
  EXPECT_EQ(taken.python.substr(0, 16), "<RecursionError:");
  EXPECT_NE(taken.json.find("\"list\""), std::string::npos);
}

TEST(JsonText, EscapesWhatJsonMustAndNothingElse) {
  EXPECT_EQ(json_text("a/é\n\t\x01\\\"\x7f"), "\"a/é\\n\\t\\u0001\\\\\\\"\x7f\"");
}

}  // namespace
}  // namespace sim::scenario
