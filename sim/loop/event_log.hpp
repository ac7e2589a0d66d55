// sim/loop/event_log.hpp
//
// An EventLog takes the events of a run as bytes, a few for most: what a loop writes, and does not
// tell, where a probe only keeps what it hears, or makes a number of it.
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
// is: that of the event before, the one with the next number, or one whose distance follows. Tasks
// that step in the order of their numbers, and all wait for the next turn, are only counted.
//
// A number takes a byte for each seven bits; the zeros at the low end of the first byte say how
// many follow, so that it is written without a loop, whose end no processor would guess. Those with
// a sign are folded (as in Protocol Buffers).

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
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
    if (run_ != no_run) settle();
    if (now == time_ && iteration == iteration_ + 1 && turn_ == 0) [[likely]] {
      iteration_ = iteration;
      turn_ = next_turn;
    } else {
      lose_track();
    }
  }
  void lose_track() noexcept {
    if (run_ != no_run) settle();
    limit_ = nullptr;
    step_ = &nowhere;
  }

  void clock(Instant now, std::uint64_t iteration);

  // `task` runs, or its deadline has come; who runs waits for its next turn; `task`, which runs,
  // sleeps. Where something is in the way they do nothing and say no: then add() takes the event.
  [[nodiscard]] bool step(TaskId task) noexcept { return near_step(task) || far_step(task); }
  // The same, but only of the task whose number is next, after one that waits for its next turn;
  // of any, where that has said no; and of the one whose event was the last. As with what sleeps,
  // a caller of those that are for some only has no registers to keep.
  [[nodiscard]] bool near_step(TaskId task) noexcept {
    if (run_ != task.value() * 2) return false;
    run_ = task.value() * 2 + 1;
    return true;
  }
  [[nodiscard]] bool far_step(TaskId task) noexcept {
    if (!open()) [[unlikely]] return false;
    put_step(task);
    return true;
  }
  [[nodiscard]] bool same_step(TaskId task) noexcept {
    if (next_ >= limit_ || task.value() != task_) return false;
    *next_ = head(Form::step, Who::same, turn_);
    turn_ = 0;
    step_ = ++next_;
    return true;
  }
  // The same of one of which wakes() was the last to say something, in the iteration that comes
  // next: for that there is room behind it.
  void step_of_woken() noexcept {
    ++iteration_;
    *next_ = head(Form::step, Who::same, next_turn);
    step_ = ++next_;
  }
  // The same of one whose deadline came in the iteration before.
  [[nodiscard]] bool same_step_next(Instant now, std::uint64_t iteration, TaskId task) noexcept {
    if (next_ >= limit_ || task.value() != task_ || turn_ != 0) [[unlikely]] return false;
    if (iteration != iteration_ + 1 || now != time_) [[unlikely]] return false;
    iteration_ = iteration;
    *next_ = head(Form::step, Who::same, next_turn);
    step_ = ++next_;
    return true;
  }
  [[nodiscard]] bool timer(TaskId task) noexcept { return put_short(Form::timer, task); }
  [[nodiscard]] bool yields(TaskId task) noexcept { return near_yields() || yields_alone(task); }
  // The same, but only of the one whose near_step() was the last event.
  [[nodiscard]] bool near_yields() noexcept {
    if ((run_ & 1) == 0) return false;
    ++run_;
    return true;
  }
  [[nodiscard]] bool sleeps(TaskId task, Duration length) noexcept {
    if (!open()) [[unlikely]] return false;
    next_ = number_at(head_at(next_, Form::sleep, task), number_of(length));
    return true;
  }
  // The same, but only of the one whose step was the last event.
  [[nodiscard]] bool same_sleeps(TaskId task, Duration length) noexcept {
    if (next_ >= limit_ || task.value() != task_ || turn_ != 0) return false;
    Byte* const place = next_;
    next_ = number_at(place + 1, number_of(length));
    *place = head(Form::sleep, Who::same, 0);
    return true;
  }
  // The clock moves and, in the iteration that begins with that, the deadline of `task` has come.
  [[nodiscard]] bool wakes(Instant now, std::uint64_t iteration, TaskId task) noexcept {
    if (next_ >= limit_ || iteration != iteration_ + 1) [[unlikely]] return false;
    Byte* const place = number_at(next_ + 1, number_of(now - time_));
    next_[0] = head(Form::clock, Who::same, turn_);
    const std::uint64_t away = task.value() - task_;
    task_ = task.value();
    time_ = now;
    iteration_ = iteration;
    turn_ = 0;
    next_ = put_timer(place, away);
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
    const Byte* const end = run_ == no_run ? next_ : put_run(next_);
    return {first_, static_cast<std::size_t>(end - first_)};
  }
  // Another one after each event.
  struct Mark {
    const Byte* end = nullptr;
    std::uint64_t run = 0;
    Byte last = 0;
    friend bool operator==(const Mark&, const Mark&) noexcept = default;
  };
  [[nodiscard]] Mark mark() const noexcept {
    return {next_, run_, next_ == first_ ? Byte{0} : next_[-1]};
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
    run,    // as many briefs as follow, each of the task with the next number
  };
  static constexpr Byte to_brief = 1;  // from a step
  static constexpr int form_bits = 5;
  static constexpr Byte next_turn = 1U << form_bits;
  static constexpr int who_shift = 6;
  enum class Who : Byte { far, same, next };

  enum Part : Byte { has_other = 1, has_label = 2, plain_name = 4, has_object = 8, has_count = 16 };

  static constexpr Byte nowhere = 0;
  static constexpr std::uint64_t no_run = ~std::uint64_t{1};
  static constexpr std::uint64_t no_more_runs = std::uint64_t{1} << 62;  // of such tasks

  static constexpr std::uint64_t folded(std::int64_t number) noexcept {
    return static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
  }
  // One that is negative is not to be expected here, and takes more.
  static constexpr std::uint64_t number_of(Duration length) noexcept {
    return static_cast<std::uint64_t>(length.count());
  }
  static constexpr std::int64_t unfolded(std::uint64_t number) noexcept {
    return static_cast<std::int64_t>(number >> 1 ^ (0 - (number & 1)));
  }
  static constexpr Byte head(Form form, Who who, Byte turn) noexcept {
    return static_cast<Byte>(static_cast<Byte>(form) | static_cast<Byte>(who) << who_shift | turn);
  }

  void put(Byte byte) noexcept { *next_++ = byte; }
  void put_number(std::uint64_t number) noexcept { next_ = number_at(next_, number); }
  // Behind what is written; up to eight bytes of the room are overwritten then.
  static Byte* number_at(Byte* place, std::uint64_t number) noexcept {
    const unsigned bits = static_cast<unsigned>(std::bit_width(number | 1));
    const unsigned length = (bits * 9 + 64) / 64;  // bits / 7, rounded up, as far as 56 bits go
    if (length > 8) [[unlikely]] return long_number_at(place, number);
    store(place, number << length | std::uint64_t{1} << (length - 1));
    return place + length;
  }
  static Byte* long_number_at(Byte* place, std::uint64_t number) noexcept {
    *place = 0;
    store(place + 1, number);
    return place + 9;
  }
  static void store(Byte* place, std::uint64_t word) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(place, &word, sizeof word);
    } else {
      for (int byte = 0; byte < 8; ++byte) place[byte] = static_cast<Byte>(word >> (8 * byte));
    }
  }
  // Of an iteration's first event.
  static Byte* put_timer(Byte* place, std::uint64_t away) noexcept {
    if (away > 1) [[likely]] {
      *place = head(Form::timer, Who::far, next_turn);
      return number_at(place + 1, folded(static_cast<std::int64_t>(away)));
    }
    *place = head(Form::timer, away == 0 ? Who::same : Who::next, next_turn);
    return place + 1;
  }
  bool put_short(Form form, TaskId task) noexcept {
    if (!open()) [[unlikely]] return false;
    put_head(form, task);
    return true;
  }
  void put_head(Form form, TaskId task) noexcept { next_ = head_at(next_, form, task); }
  void put_step(TaskId task) noexcept {
    Byte* const place = head_at(next_, Form::step, task);
    if (place == next_ + 1) step_ = place;
    next_ = place;
  }
  // What need not be stored is not: that would take longer than to see it. What is written goes
  // last: it might be anything here, for all that a compiler knows.
  Byte* head_at(Byte* place, Form form, TaskId task) noexcept {
    const std::uint64_t away = task.value() - task_;
    if (away > 1) [[unlikely]] return far_head_at(place, form, task);
    const int first = head(form, Who::same, turn_) + static_cast<int>(away << who_shift);
    if (away != 0) task_ = task.value();
    if (turn_ != 0) turn_ = 0;
    *place = static_cast<Byte>(first);
    return place + 1;
  }
  Byte* far_head_at(Byte* place, Form form, TaskId task) noexcept;

  // What is written goes on as a run, if it does; the short ways end with it. And the end of that.
  void begin_run() noexcept;
  Byte* put_run(Byte* place) const noexcept;
  void settle() noexcept;
  bool open() noexcept { return next_ < limit_ || opens(); }  // whether the short ways are
  bool opens() noexcept;
  bool yields_alone(TaskId task) noexcept;

  // Before an event: there is room for it, and when it is stands there if it must.
  void start(Instant now, std::uint64_t iteration);
  void put_label(std::string_view label);
  void add_step(const ProbeEvent& event);
  void add_yield(const ProbeEvent& event);
  void add_short(Form form, const ProbeEvent& event);
  void add_parts(const ProbeEvent& event);

  Byte* first_ = nullptr;
  Byte* next_ = nullptr;
  Byte* limit_ = nullptr;  // the short ways end here: full_, or nullptr
  Byte* full_ = nullptr;   // no event begins from here on
  const Byte* step_ = &nowhere;  // next_, where a step of one byte was the last event
  // Twice the number of the task that may go on with the run, and one more if it has made its step
  // and not yet waited.
  std::uint64_t run_ = no_run;
  std::uint64_t run_first_ = 0;
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
  void read_run(Probe& probe);
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
