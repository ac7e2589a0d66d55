#include "sim/loop/picker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/loop/loop.hpp"
#include "tests/support/journal.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;

// Keeps the line, and picks who came last.
class LastCome : public Chooser, public Picker {
 public:
  std::uint32_t choose(const Choice& choice) override {
    asked.push_back(choice.kind);
    return 0;
  }
  Picker* picker() noexcept override { return this; }

  void joins(Place place, TaskId) override {
    EXPECT_FALSE(std::ranges::count(line, place)) << "a place is given to two";
    line.push_back(place);
  }
  void leaves(Place place) override {
    EXPECT_EQ(std::ranges::count(line, place), 1);
    std::erase(line, place);
  }
  Place pick() override {
    longest = std::max(longest, line.size());
    if (calm) return first_in_line;
    const Place last = line.back();
    line.pop_back();
    return last;
  }
  void touches(ObjectId object, Access) override { touched.push_back(object); }

  std::vector<Place> line;
  std::vector<ChoiceKind> asked;
  std::vector<ObjectId> touched;
  std::size_t longest = 0;
  bool calm = false;
};

struct APicker : testing::Test {
  auto note(const char* word) {
    return [this, word] { journal.note(word); };
  }
  void run_all() {
    while (loop.run_once()) {
    }
  }

  Journal journal;
  LastCome picker;
  Loop loop;
};

TEST_F(APicker, SaysWhoStepsNext) {
  loop.set_chooser(&picker);
  loop.call_soon(note("a"));
  loop.call_soon(note("b"));
  loop.call_soon(note("c"));
  run_all();
  EXPECT_EQ(journal.text(), "c b a");
  EXPECT_TRUE(picker.line.empty());
}

TEST_F(APicker, HearsInOneCallOfWhoIsAlone) {
  struct Counting final : LastCome {
    void joins(Place place, TaskId task) override {
      ++joined;
      LastCome::joins(place, task);
    }
    Place pick_only(Place place, TaskId task) override {
      ++alone;
      return LastCome::pick_only(place, task);
    }
    int joined = 0;
    int alone = 0;
  } counting;
  loop.set_chooser(&counting);
  loop.call_soon([&] {  // there has been no place before
    loop.call_soon([&] { loop.call_later(1s, note("a")); });
  });
  loop.run();
  EXPECT_EQ(journal.text(), "a");
  EXPECT_EQ(counting.joined, 3);
  EXPECT_EQ(counting.alone, 2);
  EXPECT_TRUE(counting.line.empty());
}

TEST_F(APicker, HasAllInLineWhenALoopIsLeft) {
  loop.set_chooser(&picker);
  loop.call_soon([&] {
    loop.halt();
    loop.call_soon(note("a"));
  });
  loop.run();
  EXPECT_EQ(picker.line.size(), 1U);
  loop.run();
  EXPECT_EQ(journal.text(), "a");
  EXPECT_TRUE(picker.line.empty());
}

TEST_F(APicker, MaySayThatTheFirstInLineSteps) {
  picker.calm = true;
  loop.set_chooser(&picker);
  loop.call_soon(note("a"));
  loop.call_soon(note("b"));
  run_all();
  EXPECT_EQ(journal.text(), "a b");
  EXPECT_TRUE(picker.line.empty());
}

TEST_F(APicker, HearsOfThoseWhoBecomeReadyMeanwhile) {
  loop.set_chooser(&picker);
  loop.call_soon([this] {
    journal.note("a");
    loop.call_soon(note("child of a"));
  });
  loop.call_soon(note("b"));
  loop.call_soon(note("c"));
  run_all();
  EXPECT_EQ(journal.text(), "c b a child of a");
  EXPECT_EQ(picker.longest, 3U);
}

TEST_F(APicker, HearsOfThoseWhoLeave) {
  picker.calm = true;
  loop.set_chooser(&picker);
  Handle gone = loop.call_soon(note("gone"));
  loop.call_soon(note("a"));
  loop.call_soon([&gone] { gone.cancel(); });
  Handle later = loop.call_soon(note("later"));
  loop.call_soon([&later] { later.cancel(); });
  run_all();
  EXPECT_EQ(journal.text(), "gone a later");
  EXPECT_TRUE(picker.line.empty());
}

TEST_F(APicker, HearsOfOneThatIsCancelledInLine) {
  loop.set_chooser(&picker);
  Handle doomed = loop.call_soon(note("doomed"));
  loop.call_soon(note("a"));
  loop.call_soon([&doomed] { doomed.cancel(); });
  run_all();
  EXPECT_EQ(journal.text(), "a");
  EXPECT_TRUE(picker.line.empty());
}

TEST_F(APicker, IsNotAskedForStepsByLists) {
  loop.set_chooser(&picker);
  loop.call_soon(note("a"));
  loop.call_soon(note("b"));
  loop.call_later(1s, note("c"));
  loop.call_later(1s, note("d"));
  run_all();
  EXPECT_EQ(picker.asked, std::vector({ChoiceKind::timer}));
}

TEST_F(APicker, IsToldOfTheLineWhenItComesLate) {
  loop.call_soon([this] {
    journal.note("a");
    loop.halt();
  });
  loop.call_soon(note("b"));
  loop.call_soon(note("c"));
  loop.run_once();
  loop.set_chooser(&picker);
  EXPECT_EQ(picker.line.size(), 2U);
  loop.call_soon(note("d"));
  run_all();
  EXPECT_EQ(journal.text(), "a d c b");
}

TEST_F(APicker, LeavesItsLineToTheNext) {
  loop.set_chooser(&picker);
  loop.call_soon(note("a"));
  loop.call_soon([this] { loop.halt(); });
  loop.run_once();
  EXPECT_TRUE(loop.halted());
  loop.set_chooser(nullptr);
  run_all();
  EXPECT_EQ(journal.text(), "a");
}

TEST_F(APicker, BeginsAnewAfterAReset) {
  loop.set_chooser(&picker);
  loop.call_soon(note("dropped"));
  loop.reset();
  picker.line.clear();
  loop.call_soon(note("a"));
  run_all();
  EXPECT_EQ(journal.text(), "a");
}

TEST(Picker, MayBeGoneBeforeItsLoop) {
  Loop loop;
  {
    LastCome picker;
    loop.set_chooser(&picker);
    loop.call_soon([&loop] { loop.halt(); });
    loop.call_soon([] {});
    loop.call_soon([&loop] { loop.halt(); });
    loop.run_once();
    EXPECT_EQ(picker.line.size(), 2U);
  }
  loop.reset();
  EXPECT_EQ(loop.steps(), 0U);
}

TEST_F(APicker, HearsWhatIsTouched) {
  EXPECT_FALSE(loop.next_object_id());
  loop.set_chooser(&picker);
  const ObjectId object = loop.next_object_id();
  loop.touch(object, Access::read);
  loop.set_chooser(nullptr);
  loop.touch(object, Access::read);
  EXPECT_EQ(picker.touched, std::vector({ObjectId{1}}));
}

TEST_F(APicker, IsAskedUntilAllHaveRunThatWereDueInTheIteration) {
  loop.set_chooser(&picker);
  loop.call_soon(note("a"));
  loop.call_soon([this] {
    journal.note("b");
    loop.call_soon(note("child of b"));
  });
  loop.run_once();
  EXPECT_EQ(journal.text(), "b child of b a");
  EXPECT_FALSE(loop.run_once());
}

// What a picker that minds hears of time.
class Minding final : public LastCome {
 public:
  explicit Minding(Journal& journal) : journal_(journal) {}
  bool minds() const noexcept override { return true; }
  void notes(Deed deed, std::uint64_t subject) override {
    switch (deed) {
      case Deed::arms: return journal_.note("arms", subject);
      case Deed::comes_due: return journal_.note("due", subject);
      case Deed::iterates: return journal_.note("iterates");
      case Deed::rests: return journal_.note("rests");
      case Deed::drains: return journal_.note("drains");
      case Deed::everything: return journal_.note("everything");
      default: return;
    }
  }

 private:
  Journal& journal_;
};

struct APickerThatMinds : APicker {
  APickerThatMinds() { loop.set_chooser(&minding); }
  Minding minding{journal};
};

TEST_F(APickerThatMinds, HearsOfIterationsAndOfTheEnd) {
  loop.call_soon([] {});
  loop.run();
  EXPECT_EQ(journal.text(), "iterates rests drains");
}

TEST_F(APickerThatMinds, HearsOfTheEndOfOneIterationAfterTheOther) {
  loop.call_soon([] {});
  run_all();
  EXPECT_EQ(journal.text(), "iterates rests drains");
}

TEST_F(APickerThatMinds, HearsThatAnIterationIsLeft) {
  loop.call_soon([this] { loop.halt(); });
  loop.run();
  EXPECT_EQ(journal.text(), "iterates everything rests");
}

TEST_F(APickerThatMinds, TellsTimersApart) {
  loop.call_later(2s, [] {});
  loop.call_later(1s, [] {});
  loop.run();
  EXPECT_EQ(journal.text(), "arms1 arms2 iterates due2 rests iterates due1 rests drains");
}

TEST_F(APickerThatMinds, HearsOfATimerThatTakesThePlaceOfOneThatWasCancelled) {
  TimerHandle gone = loop.call_later(1s, [] {});
  gone.cancel();
  loop.call_later(1s, [] {});
  loop.run();
  EXPECT_EQ(journal.text(), "arms1 arms2 iterates due2 rests drains");
}

TEST_F(APickerThatMinds, HearsOfTimersThatAreMoreThanStandNear) {
  for (int timer = 0; timer < 40; ++timer) loop.call_later(1s * (40 - timer), [] {});
  journal = {};
  loop.run_once();
  EXPECT_EQ(journal.text(), "iterates due40 rests");
}

TEST_F(APickerThatMinds, NumbersTimersFromOneAfterAReset) {
  loop.call_later(1s, [] {});
  loop.reset();
  journal = {};
  loop.call_later(1s, [] {});
  EXPECT_EQ(journal.text(), "arms1");
}

TEST_F(APickerThatMinds, HearsOfTimersThatWereArmedBeforeItCame) {
  loop.set_chooser(nullptr);
  loop.call_later(1s, [] {});
  loop.set_chooser(&minding);
  loop.call_later(2s, [] {});
  loop.run();
  EXPECT_EQ(journal.text(), "arms1 iterates due2 rests iterates due1 rests drains");
}

TEST_F(APickerThatMinds, IsTheOnlyOneForWhomCellsAreNumbered) {
  EXPECT_EQ(loop.next_cell(), 1U);
  EXPECT_EQ(loop.next_cell(), 2U);
  loop.set_chooser(&picker);
  EXPECT_EQ(loop.next_cell(), 0U);
}

}  // namespace
}  // namespace sim
