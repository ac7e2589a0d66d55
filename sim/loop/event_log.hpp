// sim/loop/event_log.hpp
//
// An EventLog takes the events of a run as bytes, one or two for most: what a loop writes, and does
// not tell, where a probe only keeps what it hears, or makes a number of it.
//
//   class Count final : public EventLog {
//     void make_room() override { bytes += written().size(); begin(room_); }
//     ...
//   };
//   EventLog* Kept::log() override { return &log_; }        // of a Probe
//
// Promise: equal sequences of events make equal sequences of bytes, whoever wrote them: the loop by
// the short ways, or add(), which takes any event. Nothing is lost (LogReader gives the events
// back) but the text of a label, of which a digest stands there; keep() is told the text.
//
// An event begins with a byte of its form, whether it is in the next iteration, and who its task
// is: that of the event before, the one with the next number, or one whose distance follows.
// Numbers are cut into seven bits a byte, the lowest first, those with a sign folded (as in LEB128
// and Protocol Buffers).

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/loop/probe.hpp"

namespace sim {

class EventLog {
 public:
  using Byte = unsigned char;
  using Bytes = std::span<const Byte>;

  EventLog(const EventLog&) = delete;
  EventLog& operator=(const EventLog&) = delete;

  // Any event.
  void add(const ProbeEvent& event);

  // The short ways, for a loop that says when an iteration begins, and when it no longer knows
  // what was written last.
  void begin_turn(Instant now, std::uint64_t iteration) noexcept {
    if (now == time_ && iteration == iteration_ + 1 && turn_ == 0) [[likely]] {
      iteration_ = iteration;
      turn_ = next_turn;
    } else {
      lose_track();
    }
  }
  void lose_track() noexcept {
    limit_ = nullptr;
    step_ = &nowhere;
  }

  void clock(Instant now, std::uint64_t iteration);

  // `task` runs, or its deadline has come; who runs waits for its next turn; `task`, which runs,
  // sleeps. Where something is in the way they do nothing and say no: then add() takes the event.
  [[nodiscard]] bool step(TaskId task) noexcept { return put_short(Form::step, task); }
  // The same, but not of any task.
  [[nodiscard]] bool near_step(TaskId task) noexcept {
    return next_ < limit_ && put_near(Form::step, task);
  }
  [[nodiscard]] bool timer(TaskId task) noexcept { return put_short(Form::timer, task); }
  [[nodiscard]] bool yields() noexcept {
    if (step_ != next_) [[unlikely]] return false;
    next_[-1] = static_cast<Byte>(next_[-1] + to_brief);
    return true;
  }
  [[nodiscard]] bool sleeps(TaskId task, Duration length) noexcept {
    if (!put_short(Form::sleep, task)) return false;
    put_number(folded(length.count()));
    return true;
  }

 protected:
  constexpr EventLog() noexcept = default;
  ~EventLog() = default;

  static constexpr std::size_t most_bytes = 96;  // that one event takes

  // The room is full, or there was none: what was written there is final, and begin() is called
  // with more. Of what was written the last `kept` bytes may stand there already.
  virtual void make_room() = 0;
  // Requires: room for most_bytes at least behind those.
  void begin(std::span<Byte> room, std::size_t kept = 0) noexcept {
    first_ = room.data();
    next_ = first_ + kept;
    limit_ = full_ = first_ + room.size() - most_bytes;
    step_ = &nowhere;
  }
  [[nodiscard]] Bytes written() const noexcept {  // since begin()
    return {first_, static_cast<std::size_t>(next_ - first_)};
  }
  // A label has been written for which `word` stands.
  virtual void keep(std::uint64_t word, std::string_view label) {
    static_cast<void>(word);
    static_cast<void>(label);
  }
  // What each was given by begin(), and has written there, belongs to the other then.
  void swap(EventLog& other) noexcept;

 private:
  friend class LogReader;

  enum class Form : Byte {
    clock,  // how far it has moved follows
    timer,
    step,
    brief,  // a step, and then a wait for the next turn
    yield,  // such a wait that does not follow its step at once, or not one that took a byte
    sleep,  // a wait for a time; the length follows
    parts,  // any event: its kind, which parts it has, and these follow
    jump,   // no event: how far the time, and the iteration, of the next one are away follows
  };
  static constexpr Byte to_brief = 1;  // from a step
  static constexpr int form_bits = 5;
  static constexpr Byte next_turn = 1U << form_bits;
  static constexpr int who_shift = 6;
  enum class Who : Byte { far, same, next };

  enum Part : Byte { has_other = 1, has_label = 2, plain_name = 4, has_object = 8, has_count = 16 };

  static constexpr Byte nowhere = 0;

  static constexpr std::uint64_t folded(std::int64_t number) noexcept {
    return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
  }
  static constexpr std::int64_t unfolded(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>(number >> 1 ^ (0 - (number & 1)));
  }
  static constexpr Byte head(Form form, Who who, Byte turn) noexcept {
    return static_cast<Byte>(static_cast<Byte>(form) | static_cast<Byte>(who) << who_shift | turn);
  }

  void put(Byte byte) noexcept { *next_++ = byte; }
  void put_number(std::uint64_t number) noexcept {
    for (; number > 127; number >>= 7) put(static_cast<Byte>(number | 128));
    put(static_cast<Byte>(number));
  }
  void put_word(std::uint64_t word) noexcept;
  bool put_short(Form form, TaskId task) noexcept {
    if (next_ >= limit_) [[unlikely]] return false;
    put_head(form, task);
    return true;
  }
  void put_head(Form form, TaskId task) noexcept {
    if (!put_near(form, task)) put_far(form, task);
  }
  // What is written goes last: it might be anything here, for all that a compiler knows.
  bool put_near(Form form, TaskId task) noexcept {
    const std::uint64_t away = task.value() - task_;
    if (away > 1) [[unlikely]] return false;
    const int first = head(form, Who::same, turn_) + static_cast<int>(away << who_shift);
    task_ = task.value();
    turn_ = 0;
    Byte* const place = next_++;
    if (form == Form::step) step_ = place + 1;
    *place = static_cast<Byte>(first);
    return true;
  }
  void put_far(Form form, TaskId task) noexcept;

  // Before an event: there is room for it, and when it is stands there if it must.
  void start(Instant now, std::uint64_t iteration);
  void put_label(std::string_view label);
  void add_yield(const ProbeEvent& event);
  void add_short(Form form, const ProbeEvent& event);
  void add_parts(const ProbeEvent& event);

  Byte* first_ = nullptr;
  Byte* next_ = nullptr;
  Byte* limit_ = nullptr;  // the short ways end here: full_, or nullptr
  Byte* full_ = nullptr;   // no event begins from here on
  const Byte* step_ = &nowhere;  // next_, where a step of one byte was the last event
  std::uint64_t task_ = 0;       // of the last event that has one
  std::uint64_t iteration_ = 0;  // of the next event, as its time
  Instant time_{};
  Byte turn_ = 0;  // next_turn, until an event says so
};

// One that takes nothing: all short ways say no.
class DeafLog final : public EventLog {
 public:
  [[nodiscard]] static EventLog& one() noexcept {
    static constinit DeafLog log;  // nothing is ever written there
    return log;
  }

 private:
  void make_room() override {}
};

// Makes the events again that some bytes were made of. Labels are asked for by their words.
//
//   LogReader reader(labels);
//   reader.read(bytes, probe);             // tells them to `probe`
class LogReader {
 public:
  class Labels {
   public:
    virtual ~Labels() = default;
    [[nodiscard]] virtual std::string_view label(std::uint64_t word) const = 0;
  };
  explicit LogReader(const Labels& labels) noexcept : labels_(labels) {}

  // Whole events, and those that were written before were read before.
  void read(EventLog::Bytes bytes, Probe& probe);

 private:
  using Byte = EventLog::Byte;
  using Form = EventLog::Form;

  [[nodiscard]] std::uint64_t number() noexcept;
  [[nodiscard]] std::uint64_t word() noexcept;
  [[nodiscard]] std::int64_t distance() noexcept { return EventLog::unfolded(number()); }
  void read_event(Probe& probe);
  [[nodiscard]] ProbeEvent event_of(Form form);
  void read_parts(ProbeEvent& event);
  void jump();

  const Labels& labels_;
  const Byte* next_ = nullptr;
  std::uint64_t task_ = 0;
  std::uint64_t iteration_ = 0;
  Instant time_{};
  std::string name_;
};

}  // namespace sim
