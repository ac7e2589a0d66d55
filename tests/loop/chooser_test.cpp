#include "sim/loop/chooser.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/loop/loop.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;

// Writes down each question and answers as it was told to; 0 when it was told no more.
class Scripted : public Chooser {
 public:
  explicit Scripted(std::vector<std::uint32_t> answers = {}) : answers_(std::move(answers)) {}

  std::uint32_t choose(const Choice& choice) override {
    journal.note(std::string(choice.site) + "/", choice.arity);
    EXPECT_TRUE(choice.ready.empty() || choice.ready.size() == choice.arity);
    return next_ < answers_.size() ? answers_[next_++] : 0;
  }

  Journal journal;

 private:
  std::vector<std::uint32_t> answers_;
  std::size_t next_ = 0;
};

class Last : public Chooser {
 public:
  std::uint32_t choose(const Choice& choice) override { return choice.arity - 1; }
};

struct AChooser : testing::Test {
  auto note(const char* word) {
    return [this, word] { journal.note(word); };
  }

  void run_all() {
    while (loop.run_once()) {
    }
  }

  Journal journal;
  Loop loop;
};

TEST_F(AChooser, IsAskedOnlyWhereThereIsAQuestion) {
  Scripted chooser;
  loop.set_chooser(&chooser);
  loop.call_soon(note("a"));
  loop.run_once();
  loop.call_later(1s, note("b"));
  loop.call_later(2s, note("c"));
  run_all();
  EXPECT_EQ(chooser.journal.text(), "");
  EXPECT_EQ(journal.text(), "a b c");
}

TEST_F(AChooser, SaysWhichReadyHandleRunsNext) {
  Scripted chooser({2, 1});
  loop.set_chooser(&chooser);
  for (const char* word : {"a", "b", "c"}) loop.call_soon(note(word));
  run_all();
  EXPECT_EQ(journal.text(), "c b a");
  EXPECT_EQ(chooser.journal.text(), "step/3 step/2");
}

TEST_F(AChooser, SaysWhichOfTheTimersOfAnInstantComesFirst) {
  Scripted chooser({1, 1});
  loop.set_chooser(&chooser);
  loop.call_later(2s, note("later"));
  for (const char* word : {"a", "b", "c"}) loop.call_later(1s, note(word));
  run_all();
  EXPECT_EQ(journal.text(), "b c a later");
  EXPECT_EQ(chooser.journal.text(), "timer/3 timer/2 step/3 step/2");
}

TEST_F(AChooser, MayPreferWhatHasBecomeReadySince) {
  Scripted chooser({0, 1});
  loop.set_chooser(&chooser);
  loop.call_soon([this] {
    journal.note("a");
    loop.call_soon(note("new"));
  });
  loop.call_soon(note("b"));
  run_all();
  EXPECT_EQ(journal.text(), "a new b");
}

TEST_F(AChooser, CannotKeepAnIterationFromEnding) {
  Last chooser;
  loop.set_chooser(&chooser);
  struct Again {
    Loop* loop;
    void operator()() const { loop->call_soon(Again{loop}); }
  };
  loop.call_soon(note("patient"));
  loop.call_soon(Again{&loop});
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(loop.run_once());
  EXPECT_EQ(loop.steps(), 10U);
}

TEST_F(AChooser, ThatIsCalmGivesTheRunOfALoopWithoutOne) {
  const auto play = [this](Chooser* chooser) {
    journal = {};
    loop.reset();
    loop.set_chooser(chooser);
    for (int i = 0; i < 50; ++i) {
      loop.call_later(i * 37 % 5 * 1s, [this, i] {
        journal.note("", i);
        if (i % 2 == 0) loop.call_later(i % 3 * 1s, [this, i] { journal.note("+", i); });
      });
    }
    run_all();
    return journal.text() + " " + std::to_string(loop.iteration());
  };
  CalmChooser calm;
  const std::string without = play(nullptr);
  EXPECT_EQ(play(&calm), without);
}

TEST_F(AChooser, IsAskedByWhoeverHasAQuestion) {
  Scripted chooser({3});
  EXPECT_EQ(loop.choose({ChoiceKind::fault, 2, "network", {}, 0.5}), 0U);
  loop.set_chooser(&chooser);
  EXPECT_EQ(loop.choose({ChoiceKind::delay, 5, "disk", {}}), 3U);
  EXPECT_EQ(loop.choose({ChoiceKind::delay, 1, "disk", {}}), 0U);
  EXPECT_EQ(chooser.journal.text(), "disk/5");
}

TEST_F(AChooser, MakesALoopWaryOfWaits) {
  EXPECT_FALSE(loop.waits_warily());
  Last last;
  loop.set_chooser(&last);
  EXPECT_TRUE(loop.waits_warily());
  loop.set_chooser(nullptr);
  EXPECT_FALSE(loop.waits_warily());
}

class Throwing : public Chooser {
 public:
  std::uint32_t choose(const Choice&) override { throw std::runtime_error("enough"); }
};

TEST_F(AChooser, MayLeaveTheRunByThrowing) {
  Throwing chooser;
  loop.set_chooser(&chooser);
  loop.call_soon(note("a"));
  loop.call_soon(note("b"));
  EXPECT_THROW(loop.run_once(), std::runtime_error);
  EXPECT_EQ(Loop::current_or_null(), nullptr);
  loop.reset();
  EXPECT_FALSE(loop.run_once());
}

TEST(AChooserDeathTest, MustAnswerWhatIsAsked) {
  Scripted chooser({2});
  Loop loop;
  loop.set_chooser(&chooser);
  loop.call_soon([] {});
  loop.call_soon([] {});
  EXPECT_DEATH(loop.run_once(), "a chooser answers out of range");
}

}  // namespace
}  // namespace sim
