#include "sim/aio/exception_group.hpp"

#include <gtest/gtest.h>

#include "tests/support/group_errors.hpp"

namespace sim {
namespace {

using namespace test;

template <class E>
std::exception_ptr error(const char* message = "") {
  return std::make_exception_ptr(E(message));
}

std::exception_ptr group(std::vector<std::exception_ptr> members) {
  return std::make_exception_ptr(ExceptionGroup("inner", std::move(members)));
}

std::string text_of(const std::optional<ExceptionGroup>& part) {
  return part ? errors_in(*part) : "none";
}

// test_exception_group.TestExceptionGroupTypeHierarchy.test_exception_group_types
TEST(ExceptionGroup, IsAnException) {
  EXPECT_TRUE((std::is_base_of_v<Exception, ExceptionGroup>));
  EXPECT_TRUE((std::is_base_of_v<std::exception, ExceptionGroup>));
}

// test_exception_group.StrAndReprTests.test_ExceptionGroup
TEST(ExceptionGroup, CountsItsMembersInItsText) {
  const ExceptionGroup one("bad", {error<ValueError>()});
  EXPECT_STREQ(one.what(), "bad (1 sub-exception)");
  const ExceptionGroup two("bad", {error<ValueError>(), error<TypeError>()});
  EXPECT_STREQ(two.what(), "bad (2 sub-exceptions)");
  EXPECT_EQ(two.title(), "bad");
  EXPECT_EQ(two.type_name(), "ExceptionGroup");
}

// test_exception_group.ExceptionGroupFields.test_basics_ExceptionGroup_fields
TEST(ExceptionGroup, KeepsItsMembersInTheirOrder) {
  const ExceptionGroup both("bad", {error<ValueError>(), error<TypeError>()});
  EXPECT_EQ(errors_in(both), "[ValueError TypeError]");
}

// test_exception_group.BadConstructorArgs.test_bad_EG_construction__bad_excs_sequence
TEST(ExceptionGroup, IsNeverEmpty) {
  EXPECT_EQ(outcome([] { const ExceptionGroup none("bad", {}); }),
            "ValueError: second argument (exceptions) must be a non-empty sequence");
}

// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_type__match
TEST(ExceptionGroup, SplitsByType) {
  const ExceptionGroup all("bad", {error<ValueError>("1"), error<TypeError>("2"),
                                   error<ValueError>("3")});
  const auto [values, rest] = all.split<ValueError>();
  EXPECT_EQ(text_of(values), "[ValueError ValueError]");
  EXPECT_EQ(text_of(rest), "[TypeError]");
  EXPECT_EQ(values->title(), "bad");
}

// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_type__no_match
TEST(ExceptionGroup, LeavesOutAPartWithNothingInIt) {
  const ExceptionGroup all("bad", {error<ValueError>()});
  EXPECT_EQ(text_of(all.split<TypeError>().first), "none");
  EXPECT_EQ(text_of(all.split<ValueError>().second), "none");
}

// test_exception_group.NestedExceptionGroupBasicsTest.test_nested_group_matches_template
// test_exception_group.NestedExceptionGroupSplitTest.test_split_by_type
TEST(ExceptionGroup, SplitsTheGroupsInIt) {
  const ExceptionGroup all(
      "bad", {error<TypeError>(), group({error<ValueError>(), error<RuntimeError>()}),
              group({error<TypeError>()})});
  EXPECT_EQ(errors_in(all), "[TypeError [ValueError RuntimeError] [TypeError]]");
  const auto [values, rest] = all.split<ValueError>();
  EXPECT_EQ(text_of(values), "[[ValueError]]");
  EXPECT_EQ(text_of(rest), "[TypeError [RuntimeError] [TypeError]]");
}

// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_type__passthrough
TEST(ExceptionGroup, GoesWholeWhereItMatchesItself) {
  const ExceptionGroup all("bad", {group({error<ValueError>()}), error<TypeError>()});
  const auto [groups, none] = all.split<ExceptionGroup>();
  EXPECT_EQ(text_of(groups), "[[ValueError] TypeError]");
  EXPECT_EQ(text_of(none), "none");
  EXPECT_EQ(text_of(all.split<Exception>().first), "[[ValueError] TypeError]");
}

TEST(ExceptionGroup, MatchesABaseType) {
  struct Mine : ValueError {
    using ValueError::ValueError;
  };
  const ExceptionGroup all("bad", {error<Mine>(), error<TypeError>()});
  EXPECT_EQ(text_of(all.split<ValueError>().first), "[ValueError]");
}

TEST(ExceptionGroup, TakesAMemberWholeThatIsAGroupAndMatches) {
  const ExceptionGroup all("bad", {group({error<ValueError>()}), error<TypeError>()});
  const auto is_inner = [](const std::exception_ptr& member) {
    return describe_exception(member).find("inner") != std::string::npos;
  };
  const auto [inner, rest] = all.split_if(is_inner);
  EXPECT_EQ(text_of(inner), "[[ValueError]]");
  EXPECT_EQ(text_of(rest), "[TypeError]");
}

// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_predicate__match
// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_predicate__no_match
// test_exception_group.ExceptionGroupSplitTests.test_basics_split_by_predicate__passthrough
TEST(ExceptionGroup, SplitsByAQuestion) {
  const ExceptionGroup all("bad", {error<ValueError>("keep"), error<ValueError>("drop")});
  const auto [kept, dropped] = all.split_if([](const std::exception_ptr& member) {
    return describe_exception(member) == "ValueError: keep";
  });
  EXPECT_EQ(kept->exceptions().size(), 1U);
  EXPECT_EQ(dropped->exceptions().size(), 1U);
  const auto always = all.split_if([](const std::exception_ptr&) { return true; });
  EXPECT_EQ(text_of(always.first), "[ValueError ValueError]");
  EXPECT_EQ(text_of(always.second), "none");
  const auto never = all.split_if([](const std::exception_ptr&) { return false; });
  EXPECT_EQ(text_of(never.first), "none");
  EXPECT_EQ(text_of(never.second), "[ValueError ValueError]");
}

}  // namespace
}  // namespace sim
