#include "props/script/shrinks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "props/script/generate.hpp"
#include "props/script/show.hpp"

namespace sim::props::script {
namespace {

std::set<std::string> smaller_than(const Script& script) {
  std::set<std::string> all;
  for (std::size_t n = 0; const auto smaller = shrink(script, n); ++n) all.insert(show(*smaller));
  return all;
}

Script with_main(Block body) {
  Script script;
  script.coroutines.push_back({"main", {}, std::move(body)});
  return script;
}

TEST(ScriptShrinks, TakesEachStepAway) {
  const auto all = smaller_than(with_main({say("a"), say("b")}));
  EXPECT_EQ(all, (std::set<std::string>{show(with_main({say("a")})), show(with_main({say("b")}))}));
}

TEST(ScriptShrinks, PutsWhatIsInsideInPlaceOfTheWhole) {
  Step guarded{"try", {steps("try", {say("a")}), steps("finally", {say("b")})}};
  const auto all = smaller_than(with_main({guarded}));
  EXPECT_TRUE(all.contains(show(with_main({say("a")}))));
  EXPECT_TRUE(all.contains(show(with_main({say("b")}))));
}

TEST(ScriptShrinks, TakesAnArgumentAwayWithItsParameter) {
  Script script = with_main({step("await", call("work", {name("x"), name("y")}))});
  script.coroutines.push_back({"work", {{"a"}, {"b"}}, {}});
  Script expected = with_main({step("await", call("work", {name("y")}))});
  expected.coroutines.push_back({"work", {{"b"}}, {}});
  EXPECT_TRUE(smaller_than(script).contains(show(expected)));
}

TEST(ScriptShrinks, MakesExpressionsSimpler) {
  const auto sleep = [](Expr length) { return with_main({step("sleep", std::move(length))}); };
  const auto all = smaller_than(sleep(infix(name("x"), "+", name("0.2"))));
  EXPECT_TRUE(all.contains(show(sleep(name("x")))));
  EXPECT_TRUE(all.contains(show(sleep(name("0")))));
  EXPECT_TRUE(all.contains(show(sleep(infix(name("x"), "+", name("1"))))));
}

TEST(ScriptShrinks, EndsHoweverOneGoesOn) {
  for (std::uint64_t number = 0; number < 20; ++number) {
    Script script = generate_script(number, {.steps_max = 12});
    const std::size_t size = show(script).size();
    std::size_t rounds = 0;
    for (auto next = shrink(script, number % 3); next; next = shrink(script, number % 3)) {
      script = std::move(*next);
      ASSERT_LT(++rounds, 10 * size);
    }
    EXPECT_LE(count_steps(script), 3U);
  }
}

}  // namespace
}  // namespace sim::props::script
