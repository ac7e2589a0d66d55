#include "sim/loop/event_log.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/loop/loop.hpp"
#include "tests/support/numbers.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;

// An event with its label.
struct Kept {
  explicit Kept(const ProbeEvent& told) : event(told), label(told.label) { event.label = {}; }
  [[nodiscard]] ProbeEvent view() const {
    ProbeEvent seen = event;
    seen.label = label;
    return seen;
  }
  friend bool operator==(const Kept& a, const Kept& b) {
    return a.event.kind == b.event.kind && a.event.time == b.event.time &&
           a.event.iteration == b.event.iteration && a.event.task == b.event.task &&
           a.event.other == b.event.other && a.event.object == b.event.object &&
           a.event.count == b.event.count && a.label == b.label;
  }

  ProbeEvent event;
  std::string label;
};

class Keeper final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override { events.emplace_back(event); }
  std::vector<Kept> events;
};

// Keeps all bytes, whatever the room.
class Log final : public EventLog, public LogReader::Labels {
 public:
  explicit Log(std::size_t room = 4096) : room_(room) {}

  [[nodiscard]] std::vector<Byte> bytes() const {
    std::vector<Byte> all = before_;
    all.insert(all.end(), written().begin(), written().end());
    return all;
  }
  [[nodiscard]] std::vector<Kept> events() const {
    Keeper keeper;
    const std::vector<Byte> all = bytes();
    LogReader(*this).read(all, keeper);
    return keeper.events;
  }

 private:
  void make_room() override {
    before_.insert(before_.end(), written().begin(), written().end());
    begin(room_);
  }
  void keep(std::uint64_t word, std::string_view label) override { labels_[word] = label; }
  [[nodiscard]] std::string_view label(std::uint64_t word) const override {
    return labels_.at(word);
  }

  std::vector<Byte> room_;
  std::vector<Byte> before_;
  std::map<std::uint64_t, std::string> labels_;
};

// Events of all kinds, as they never come, and often as they do.
std::vector<Kept> random_events(std::uint64_t seed, std::size_t count) {
  test::Numbers numbers(seed);
  const std::vector<std::string> labels{
      "", "", "a lock", "sleep()", "its next turn", "Task-3", "Task-03", "Task-", "returned",
      std::string(300, 'x')};
  std::vector<Kept> events;
  ProbeEvent event{EventKind::step, Instant{}, 0, {}};
  for (std::size_t i = 0; i < count; ++i) {
    const bool usual = numbers.below(3) != 0;
    event.kind = static_cast<EventKind>(
        numbers.below(usual ? 5 : static_cast<std::uint64_t>(EventKind::limit) + 1));
    if (numbers.below(3) == 0) event.time += Duration(numbers.below(1000) * numbers.below(1000));
    if (numbers.below(50) == 0) event.time = Instant(Duration(numbers.below(1'000'000'000)) * 99);
    if (numbers.below(2) == 0) event.iteration += numbers.below(usual ? 2 : 4);
    if (numbers.below(50) == 0) event.iteration = numbers.below(1000);
    if (numbers.below(2) == 0) event.task = TaskId(event.task.value() + numbers.below(2));
    if (numbers.below(9) == 0) event.task = TaskId(numbers.below(5));
    if (numbers.below(99) == 0) event.task = TaskId(~std::uint64_t{0} - numbers.below(3));
    const std::string& label = labels[numbers.below(labels.size())];
    event.label = event.kind == EventKind::wait && usual ? turn_label : std::string_view(label);
    event.other = TaskId(usual ? 0 : numbers.below(3));
    event.object = ObjectId(static_cast<std::uint32_t>(usual ? 0 : numbers.below(3)));
    event.count = usual && event.label != sleep_label ? 0 : numbers.below(4);
    events.emplace_back(event);
  }
  return events;
}

TEST(AnEventLog, GivesBackWhatItTook) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    const std::vector<Kept> events = random_events(seed, 1000);
    Log log;
    for (const Kept& kept : events) log.add(kept.view());
    const std::vector<Kept> back = log.events();
    ASSERT_EQ(back.size(), events.size()) << seed;
    for (std::size_t i = 0; i < events.size(); ++i) {
      ASSERT_EQ(back[i], events[i]) << seed << ' ' << i;
    }
  }
}

TEST(AnEventLog, WritesTheSameWhateverRoomItHas) {
  const std::vector<Kept> events = random_events(7, 3000);
  Log large(1 << 20);
  for (const Kept& kept : events) large.add(kept.view());
  for (const std::size_t room : {96U, 97U, 100U, 200U, 500U}) {
    Log small(room);
    for (const Kept& kept : events) small.add(kept.view());
    EXPECT_EQ(small.bytes(), large.bytes()) << room;
  }
}

// As a loop goes on: whether by the short ways or by add(), the bytes are the same.
TEST(AnEventLog, WritesTheSameByItsShortWays) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    test::Numbers numbers(seed);
    Log brief(200);
    Log told(300);
    Instant now{};
    std::uint64_t iteration = 0;
    const auto tell = [&](EventKind kind, TaskId task, std::string_view label = {},
                          std::uint64_t count = 0) {
      told.add({kind, now, iteration, task, {}, label, {}, count});
    };
    const auto say = [&](bool done, EventKind kind, TaskId task, std::string_view label = {},
                         std::uint64_t count = 0) {
      if (!done) brief.add({kind, now, iteration, task, {}, label, {}, count});
      tell(kind, task, label, count);
    };
    for (int turn = 0; turn < 300; ++turn) {
      if (numbers.below(3) == 0) {
        now += Duration(numbers.below(100'000));
        brief.clock(now, iteration);
        tell(EventKind::clock, {});
      }
      ++iteration;
      if (numbers.below(20) == 0) ++iteration;
      brief.begin_turn(now, iteration);
      if (numbers.below(9) == 0) brief.lose_track();
      for (std::uint64_t left = numbers.below(4); left > 0; --left) {
        const TaskId task(numbers.below(5));
        if (numbers.below(4) == 0) say(brief.timer(task), EventKind::timer, task);
        const bool near = numbers.below(2) == 0 && brief.near_step(task);
        const bool same = !near && numbers.below(2) == 0 && brief.same_step(task);
        say(near || same || brief.step(task), EventKind::step, task);
        if (numbers.below(5) == 0) say(false, EventKind::print, task, "hello");
        if (numbers.below(2) == 0) {
          say(brief.yields(task), EventKind::wait, task, turn_label);
        } else {
          const std::uint64_t length = numbers.below(1000);
          const bool close = numbers.below(2) == 0 && brief.same_sleeps(task, Duration(length));
          say(close || brief.sleeps(task, Duration(length)), EventKind::wait, task, sleep_label,
              length);
        }
      }
    }
    ASSERT_EQ(brief.bytes(), told.bytes()) << seed;
  }
}

TEST(AnEventLog, TakesAByteForAStepAndTheWaitForTheNext) {
  Log log;
  log.add({EventKind::step, Instant{}, 1, TaskId{1}});
  const std::size_t before = log.bytes().size();
  log.add({EventKind::wait, Instant{}, 1, TaskId{1}, {}, turn_label});
  log.add({EventKind::step, Instant{}, 1, TaskId{2}});
  log.add({EventKind::wait, Instant{}, 1, TaskId{2}, {}, turn_label});
  EXPECT_EQ(log.bytes().size(), before + 1);
}

// A step of each from `first` on, and the wait for its next turn.
void take_turns(Log& log, std::uint64_t first, std::uint64_t count) {
  for (TaskId task{first}; task.value() < first + count; task = TaskId{task.value() + 1}) {
    log.add({EventKind::step, Instant{}, 1, task});
    log.add({EventKind::wait, Instant{}, 1, task, {}, turn_label});
  }
}

TEST(AnEventLog, CountsThoseWhoTakeTheirTurnsInOrder) {
  Log log;
  take_turns(log, 1, 1);
  const std::size_t before = log.bytes().size();
  take_turns(log, 2, 100);
  EXPECT_EQ(log.bytes().size(), before + 2);
  ASSERT_EQ(log.events().size(), 202);
  EXPECT_EQ(log.events()[200].event.task, TaskId{101});
}

TEST(AnEventLog, IsTheSameForWhoHasLookedAtIt) {
  Log looked_at;
  Log other;
  for (std::uint64_t i = 0; i < 20; ++i) {
    for (Log* log : {&looked_at, &other}) take_turns(*log, 1 + i * 3, 3);
    EXPECT_EQ(looked_at.events().size(), 6 * (i + 1));
  }
  EXPECT_EQ(looked_at.bytes(), other.bytes());
}

TEST(ADeafLog, SaysNoToEverything) {
  EventLog& log = DeafLog::one();
  EXPECT_FALSE(log.step(TaskId{1}));
  EXPECT_FALSE(log.near_step(TaskId{1}));
  EXPECT_FALSE(log.timer(TaskId{1}));
  EXPECT_FALSE(log.yields(TaskId{1}));
  EXPECT_FALSE(log.wakes(Instant{}, 1, TaskId{1}));
  EXPECT_FALSE(log.sleeps(TaskId{1}, 1s));
}

TEST(ALabel, HasTheLengthOfASleep) {
  ProbeEvent event{EventKind::wait, Instant{}, 1, TaskId{1}, {}, sleep_label, {}, 2'500'000'000};
  EXPECT_EQ(label_of(event), "sleep(2.5)");
  event.label = "a lock";
  EXPECT_EQ(label_of(event), "a lock");
  event.label = sleep_label;
  event.kind = EventKind::print;
  EXPECT_EQ(label_of(event), "sleep()");
}

// Two loops share one probe: the inner one runs in a step of the outer one.
TEST(ALoopThatWrites, GoesOnAfterAnotherOneInItsStep) {
  struct Writer final : Probe {
    explicit Writer(bool writes) : writes_(writes) {}
    void on_event(const ProbeEvent& event) override { log_.add(event); }
    EventLog* log() noexcept override { return writes_ ? &log_ : nullptr; }
    bool writes_;
    Log log_;
  };
  const auto bytes_of = [](bool writes) {
    Writer probe(writes);
    Loop outer;
    outer.set_probe(&probe);
    outer.call_later(5s, [&] {
      Loop inner;
      inner.set_probe(&probe);
      inner.call_later(1s, [] {});
      inner.run();
      outer.call_soon([] {});
    });
    outer.call_later(5s, [] {});
    outer.run();
    return probe.log_.bytes();
  };
  EXPECT_EQ(bytes_of(true), bytes_of(false));
}

}  // namespace
}  // namespace sim
