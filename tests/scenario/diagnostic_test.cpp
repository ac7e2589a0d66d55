#include "sim/scenario/diagnostic.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace sim::scenario {
namespace {

using std::string_view_literals::operator""sv;

TEST(Diagnostic, IsPrintedWithItsLineACaretAndHelp) {
  const Source source("scenarios/chan.sim.yaml", std::string(13, '\n') + "    - slep: 2\n");
  Diagnostics found(source);
  found.error({19, 23}, "unknown step 'slep'")
      .in("producer(), step 3")
      .help("did you mean 'sleep'?");
  EXPECT_EQ(render(found.sorted()), R"(scenarios/chan.sim.yaml:14:7: error: unknown step 'slep'
   |
14 |     - slep: 2
   |       ^^^^ in producer(), step 3
   = help: did you mean 'sleep'?
)");
}

TEST(Diagnostic, AboutTheWholeFileHasNoLine) {
  const Source source("a.sim.yaml", "");
  Diagnostics found(source);
  found.error("the file is empty").help("say something");
  EXPECT_EQ(render(found.sorted()),
            "a.sim.yaml: error: the file is empty\n  = help: say something\n");
}

TEST(Diagnostic, StopsItsCaretsAtTheEndOfTheLine) {
  const Source source("a", "abc\ndef");
  Diagnostics found(source);
  found.error({1, 6}, "x");
  EXPECT_EQ(render(found.sorted()), "a:1:2: error: x\n  |\n1 | abc\n  |  ^^\n");
}

TEST(Diagnostic, CountsACharacterOfManyBytesOnce) {
  const Source source("a", "é😀b\tc");
  Diagnostics found(source);
  found.error({2, 6}, "x");
  found.error({8, 9}, "y");
  EXPECT_EQ(render(found.sorted()),
            "a:1:2: error: x\n  |\n1 | é😀b c\n  |  ^\n\n"
            "a:1:5: error: y\n  |\n1 | é😀b c\n  |     ^\n");
}

TEST(Diagnostic, MakesControlCharactersHarmless) {
  const Source source("a",
                      "a\x1b[31m\xFF"
                      "b");
  Diagnostics found(source);
  found.error({0, 1}, "x");
  EXPECT_THAT(render(found.sorted()), testing::HasSubstr("1 | a?[31m\xEF\xBF\xBD"
                                                         "b\n"));
}

TEST(Diagnostic, CutsALongLineToWhatIsNearTheCaret) {
  const Source source("a", std::string(5000, 'x') + "!" + std::string(5000, 'y'));
  Diagnostics found(source);
  found.error({5000, 5001}, "here");
  const std::string text = render(found.sorted());
  EXPECT_THAT(text, testing::HasSubstr("1 | ..." + std::string(60, 'x') + "!" +
                                       std::string(59, 'y') + "...\n"));
  EXPECT_THAT(text, testing::HasSubstr("  | " + std::string(63, ' ') + "^\n"));
}

TEST(Diagnostic, BreaksALongHelpAtBlanks) {
  const Source source("a", "abc");
  Diagnostics found(source);
  found.error({0, 1}, "x").help(std::string(60, 'a') + " " + std::string(60, 'b') + " c");
  EXPECT_THAT(render(found.sorted()),
              testing::EndsWith("  = help: " + std::string(60, 'a') + "\n          " +
                                std::string(60, 'b') + " c\n"));
}

TEST(Diagnostic, DoesNotBreakAHelpOfOneWord) {
  const Source source("a", "abc");
  Diagnostics found(source);
  found.error({0, 1}, "x").help(std::string(200, 'a'));
  EXPECT_THAT(render(found.sorted()), testing::EndsWith("= help: " + std::string(200, 'a') + "\n"));
}

TEST(Diagnostics, AreInTheOrderOfTheFileAndEachOnce) {
  const Source source("a", "abc\ndef");
  Diagnostics found(source);
  found.error({4, 5}, "third");
  found.error({1, 2}, "first");
  found.error({1, 2}, "second");
  found.error({1, 2}, "first");
  std::vector<std::string> messages;
  for (const Diagnostic& diagnostic : found.sorted()) messages.push_back(diagnostic.message);
  EXPECT_THAT(messages, testing::ElementsAre("first", "second", "third"));
}

TEST(Diagnostics, BeyondTwoHundredAreCounted) {
  const Source source("a", std::string(500, 'x'));
  Diagnostics found(source);
  for (std::uint32_t i = 0; i < 500; ++i) found.error({i, i + 1}, "x").help("y");
  EXPECT_EQ(found.sorted().size(), 201U);
  EXPECT_EQ(found.sorted().back().message, "too many errors: 300 more are not shown");
}

TEST(Suggest, FindsWhatWasMeant) {
  constexpr std::array words{"sleep"sv, "spawn"sv, "print"sv, "True"sv, "wait_for"sv, "wait"sv};
  const std::pair<const char*, const char*> slips[] = {
      {"slep", "sleep"}, {"sleeep", "sleep"}, {"spwan", "spawn"},      {"pirnt", "print"},
      {"true", "True"},  {"PRINT", "print"},  {"waitfor", "wait_for"}, {"wiat", "wait"}};
  for (const auto& [slip, meant] : slips) EXPECT_EQ(suggest(slip, words), meant) << slip;
}

TEST(Suggest, SaysNothingWhereNothingIsNear) {
  constexpr std::array words{"sleep"sv, "in"sv, "x"sv};
  for (const char* far : {"frobnicate", "", "y", "at", "sl", "eep_ls"}) {
    EXPECT_EQ(suggest(far, words), "") << far;
  }
  EXPECT_EQ(suggest(std::string(1000, 'x'), words), "");
}

TEST(Suggest, TakesTheFirstOfEqualsAndNeverTheNameItself) {
  EXPECT_EQ(suggest("cat", std::array{"cat"sv, "bat"sv, "rat"sv}), "bat");
}

}  // namespace
}  // namespace sim::scenario
