#include "props/mend.hpp"

#include "props/gtest.hpp"
#include "props/show.hpp"

namespace sim::props {
namespace {

SIM_PROPERTY(Mend, ChangesNothingTheSecondTime) { EXPECT_EQ(mended(program), program); }

SIM_PROPERTY(Mend, MakesAProgramOfAnyCut, .steps_max = 20) {
  for (std::size_t i = 0; i < program.main.size(); ++i) {
    Program cut = program;
    cut.main.erase(cut.main.begin() + static_cast<std::ptrdiff_t>(i));
    cut = mended(cut);
    EXPECT_EQ(mended(cut), cut);
  }
}

Block only(Step step) { return {std::move(step)}; }

TEST(Mend, DropsWhatRefersToNothing) {
  const Program program = mended({{{.verb = Verb::await, .of = 3},
                                   {.verb = Verb::cancel, .of = 3},
                                   {.verb = Verb::print, .of = 3}}});
  EXPECT_EQ(program, (Program{{{.verb = Verb::print, .label = 1}}}));
}

TEST(Mend, NumbersInTheOrderOfReading) {
  const Program program = mended({{{.verb = Verb::spawn, .var = 70, .label = 5},
                                   {.verb = Verb::await, .of = 70, .label = 9}}});
  EXPECT_EQ(program, (Program{{{.verb = Verb::spawn, .var = 1, .label = 1},
                               {.verb = Verb::await, .of = 1, .label = 2}}}));
}

TEST(Mend, KnowsAVariableInsideItsBlockOnly) {
  Step attempt{.verb = Verb::attempt};
  attempt.body = only({.verb = Verb::spawn, .var = 1});
  attempt.cleanup = only({.verb = Verb::pass});
  const Program program = mended({{attempt, {.verb = Verb::await, .of = 1}}});
  EXPECT_EQ(program.main.size(), 1U);
}

TEST(Mend, LetsACoroutineSeeWhatWasBoundBefore) {
  Step spawn{.verb = Verb::spawn};
  spawn.body = only({.verb = Verb::await, .of = 1});
  const Program program = mended({{{.verb = Verb::spawn, .var = 1}, spawn}});
  EXPECT_EQ(program.main[1].body.size(), 1U);
}

TEST(Mend, LetsNobodyWaitForTheTaskThatRunsItself) {
  const Program program =
      mended({{{.verb = Verb::self, .var = 1}, {.verb = Verb::await, .of = 1}}});
  EXPECT_TRUE(program.main.empty());
}

TEST(Mend, DropsBreaksOutsideOfLoops) {
  Step loop{.verb = Verb::loop, .count = 2};
  loop.body = only({.verb = Verb::leave_loop});
  Step call{.verb = Verb::call};
  call.body = only({.verb = Verb::next_turn});
  Step around{.verb = Verb::loop, .count = 2};
  around.body = only(call);
  const Program program = mended({{{.verb = Verb::leave_loop}, loop, around}});
  EXPECT_EQ(program.main.size(), 2U);
  EXPECT_EQ(program.main[0].body.size(), 1U);
  EXPECT_TRUE(program.main[1].body[0].body.empty());
}

TEST(Mend, RaisesAgainInHandlersOnly) {
  Step attempt{.verb = Verb::attempt};
  attempt.handlers.push_back({ErrorType::value_error, only({.verb = Verb::raise_again})});
  attempt.cleanup = only({.verb = Verb::raise_again});
  const Program program = mended({{{.verb = Verb::raise_again}, attempt}});
  EXPECT_EQ(program.main.size(), 1U);
  EXPECT_EQ(program.main[0].handlers[0].body.size(), 1U);
  EXPECT_TRUE(program.main[0].cleanup.empty());
}

TEST(Mend, PutsTheBodyInPlaceOfATryThatGuardsNothing) {
  Step attempt{.verb = Verb::attempt};
  attempt.body = {{.verb = Verb::sleep}, {.verb = Verb::print}};
  EXPECT_EQ(mended({only(attempt)}).main.size(), 2U);
}

TEST(Mend, KeepsOneHandlerOfAType) {
  Step attempt{.verb = Verb::attempt};
  attempt.handlers = {{ErrorType::value_error, only({.verb = Verb::sleep})},
                      {ErrorType::value_error, {}}};
  const Program program = mended({only(attempt)});
  ASSERT_EQ(program.main[0].handlers.size(), 1U);
  EXPECT_EQ(program.main[0].handlers[0].body.size(), 1U);
}

}  // namespace
}  // namespace sim::props
