#include "props/script/show.hpp"

#include <gtest/gtest.h>

namespace sim::props::script {
namespace {

Script with_main(Block body) {
  Script script;
  script.coroutines.push_back({"main", {}, std::move(body)});
  return script;
}

TEST(ScriptShow, WritesAScenario) {
  Script script = with_main({step("await", member(name("lock"), "acquire"), "got")});
  script.shared.push_back({"lock", call("Lock")});
  EXPECT_EQ(show(script),
            "scenario: script\n"
            "shared:\n"
            "  lock: Lock()\n"
            "coroutines:\n"
            "  main():\n"
            "    - await: lock.acquire()\n"
            "      as: got\n");
}

TEST(ScriptShow, SaysOnlyWhatIsNotUsual) {
  Script script = with_main({word("pass")});
  script.seed = 7;
  script.python = "3.12";
  script.steps_max = 90;
  EXPECT_EQ(show(script, {.about = "It's one.", .ending = "# end\n"}),
            "scenario: script\n"
            "about: 'It''s one.'\n"
            "seed: 7\n"
            "python: \"3.12\"\n"
            "limits: {steps: 90}\n"
            "coroutines:\n"
            "  main():\n"
            "    - pass\n"
            "# end\n");
}

TEST(ScriptShow, WritesABlockWithoutStepsAsPass) {
  Step loop = step("for", name("i"));
  loop.fields.push_back(field("in", call("range", {name("2")})));
  loop.fields.push_back(steps("do", {}));
  EXPECT_EQ(show(with_main({loop})),
            "scenario: script\n"
            "coroutines:\n"
            "  main():\n"
            "    - for: i\n"
            "      in: range(2)\n"
            "      do:\n"
            "        - pass\n");
}

TEST(ScriptShow, PutsHandlersUnderOneKey) {
  Step attempt{"try", {steps("try", {word("pass")})}};
  attempt.fields.push_back(handler("ValueError, KeyError", {word("raise")}));
  attempt.fields.push_back(handler("Exception", {say("a", {name("e")})}));
  attempt.fields.push_back(field("as", name("e")));
  EXPECT_EQ(show(with_main({attempt})),
            "scenario: script\n"
            "coroutines:\n"
            "  main():\n"
            "    - try:\n"
            "        - pass\n"
            "      except:\n"
            "        ValueError, KeyError:\n"
            "          - raise\n"
            "        Exception:\n"
            "          - print: 'a {e}'\n"
            "      as: e\n");
}

TEST(ScriptShow, WritesAssignmentsToNamesAndItems) {
  EXPECT_EQ(show(with_main({assign("let", "x", quoted("it")), assign("set", "log[0]", name("1"))})),
            "scenario: script\n"
            "coroutines:\n"
            "  main():\n"
            "    - let: {x: '\"it\"'}\n"
            "    - set:\n"
            "        log[0]: 1\n");
}

TEST(ScriptShow, WritesParametersWithTheirDefaults) {
  Script script = with_main({word("pass")});
  script.coroutines.push_back({"work", {{"other"}, {"n", "0.1"}}, {word("pass")}});
  EXPECT_NE(show(script).find("  'work(other, n=0.1)':\n"), std::string::npos);
}

TEST(ScriptShow, KeepsTheOrderOfOperations) {
  const Expr sum = infix(name("a"), "+", name("b"));
  EXPECT_EQ(show(infix(sum, "*", name("-1"))), "(a + b) * (-1)");
  EXPECT_EQ(show(prefix("not", member(name("t"), "done"))), "not t.done()");
  EXPECT_EQ(show(prefix("-", sum)), "-(a + b)");
  EXPECT_EQ(show(index(name("tasks"), name("0"))), "tasks[0]");
  EXPECT_EQ(show(call("gather", {sum, named("return_exceptions", name("True"))})),
            "gather(a + b, return_exceptions=True)");
}

}  // namespace
}  // namespace sim::props::script
