#include "props/script/script.hpp"

#include <gtest/gtest.h>

namespace sim::props::script {
namespace {

TEST(Script, VisitsOuterBlocksBeforeInnerOnes) {
  Step inner = step("if", name("True"));
  inner.fields.push_back(steps("then", {word("pass"), word("pass")}));
  Block block{word("pass"), inner, word("pass")};
  std::vector<std::size_t> sizes;
  for_each_block(block, [&](const Block& each) { sizes.push_back(each.size()); });
  EXPECT_EQ(sizes, (std::vector<std::size_t>{3, 2}));
}

TEST(Script, CountsStepsAtAnyDepth) {
  Step attempt{"try", {steps("try", {word("pass")}), handler("ValueError", {word("raise")})}};
  Script script;
  script.coroutines.push_back({"main", {}, {attempt, word("pass")}});
  script.coroutines.push_back({"other", {}, {word("pass")}});
  EXPECT_EQ(count_steps(script), 5U);
}

TEST(Script, PutsTheObjectBeforeTheArgumentsOfAMember) {
  const Expr put = member(name("queue"), "put", {name("1")});
  ASSERT_EQ(put.parts.size(), 2U);
  EXPECT_EQ(put.parts[0].text, "queue");
}

}  // namespace
}  // namespace sim::props::script
