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

TEST(ExceptionGroup, CountsItsMembersInItsText) {
  const ExceptionGroup one("bad", {error<ValueError>()});
  EXPECT_STREQ(one.what(), "bad (1 sub-exception)");
  const ExceptionGroup two("bad", {error<ValueError>(), error<TypeError>()});
  EXPECT_STREQ(two.what(), "bad (2 sub-exceptions)");
  EXPECT_EQ(two.title(), "bad");
  EXPECT_EQ(two.type_name(), "ExceptionGroup");
}

TEST(ExceptionGroup, KeepsItsMembersInTheirOrder) {
  const ExceptionGroup both("bad", {error<ValueError>(), error<TypeError>()});
  EXPECT_EQ(errors_in(both), "[ValueError TypeError]");
}

TEST(ExceptionGroup, IsNeverEmpty) {
  EXPECT_EQ(outcome([] { const ExceptionGroup none("bad", {}); }),
            "ValueError: second argument (exceptions) must be a non-empty sequence");
}

TEST(ExceptionGroup, SplitsByType) {
  const ExceptionGroup all("bad", {error<ValueError>("1"), error<TypeError>("2"),
                                   error<ValueError>("3")});
  const auto [values, rest] = all.split<ValueError>();
  EXPECT_EQ(text_of(values), "[ValueError ValueError]");
  EXPECT_EQ(text_of(rest), "[TypeError]");
  EXPECT_EQ(values->title(), "bad");
}

TEST(ExceptionGroup, LeavesOutAPartWithNothingInIt) {
  const ExceptionGroup all("bad", {error<ValueError>()});
  EXPECT_EQ(text_of(all.split<TypeError>().first), "none");
  EXPECT_EQ(text_of(all.split<ValueError>().second), "none");
}

TEST(ExceptionGroup, SplitsTheGroupsInIt) {
  const ExceptionGroup all(
      "bad", {error<TypeError>(), group({error<ValueError>(), error<RuntimeError>()}),
              group({error<TypeError>()})});
  EXPECT_EQ(errors_in(all), "[TypeError [ValueError RuntimeError] [TypeError]]");
  const auto [values, rest] = all.split<ValueError>();
  EXPECT_EQ(text_of(values), "[[ValueError]]");
  EXPECT_EQ(text_of(rest), "[TypeError [RuntimeError] [TypeError]]");
}

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

TEST(ExceptionGroup, SplitsByAQuestion) {
  const ExceptionGroup all("bad", {error<ValueError>("keep"), error<ValueError>("drop")});
  const auto kept = all.split_if([](const std::exception_ptr& member) {
                         return describe_exception(member) == "ValueError: keep";
                       }).first;
  EXPECT_EQ(kept->exceptions().size(), 1U);
}

}  // namespace
}  // namespace sim
