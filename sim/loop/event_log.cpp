#include "sim/loop/event_log.hpp"

#include <array>
#include <bit>
#include <charconv>

#include "sim/base/hash.hpp"

namespace sim {
namespace {

constexpr std::string_view name_prefix = "Task-";

// Whether it is the name of a task that was given none.
bool is_plain_name(std::string_view label, TaskId task) {
  if (!label.starts_with(name_prefix)) return false;
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), task.value()).ptr;
  return label.substr(name_prefix.size()) == std::string_view(digits.data(), end);
}

std::uint64_t word_for(std::string_view label) {
  Digest digest;
  digest.add(label);
  return digest.value();
}

}  // namespace

// ---- writing -------------------------------------------------------------------------------

void EventLog::swap(EventLog& other) noexcept {
  std::swap(first_, other.first_);
  std::swap(next_, other.next_);
  std::swap(limit_, other.limit_);
  std::swap(full_, other.full_);
  std::swap(step_, other.step_);
  std::swap(run_, other.run_);
  std::swap(run_first_, other.run_first_);
  std::swap(task_, other.task_);
  std::swap(iteration_, other.iteration_);
  std::swap(time_, other.time_);
  std::swap(turn_, other.turn_);
}

[[gnu::noinline]] EventLog::Byte* EventLog::far_head_at(Byte* place, Form form,
                                                        TaskId task) noexcept {
  const std::uint64_t away = task.value() - std::exchange(task_, task.value());
  *place = head(form, Who::far, std::exchange(turn_, Byte{0}));
  return number_at(place + 1, folded(static_cast<std::int64_t>(away)));
}

// A run is what comes after one that has waited for its next turn: so whoever writes begins one at
// the same place.
void EventLog::begin_run() noexcept {
  step_ = &nowhere;
  if (task_ >= no_more_runs) return;
  run_first_ = task_ + 1;
  run_ = run_first_ * 2;
  limit_ = nullptr;
}

EventLog::Byte* EventLog::put_run(Byte* place) const noexcept {
  const std::uint64_t length = run_ / 2 - run_first_;
  if (length == 1) {
    *place++ = head(Form::brief, Who::next, 0);
  } else if (length > 1) {
    *place = head(Form::run, Who::same, 0);
    place = number_at(place + 1, length);
  }
  if ((run_ & 1) != 0) *place++ = head(Form::step, Who::next, 0);
  return place;
}

[[gnu::noinline]] void EventLog::settle() noexcept {
  next_ = put_run(next_);
  const bool steps = (run_ & 1) != 0;
  task_ = run_ / 2 - (steps ? 0 : 1);
  if (steps) step_ = next_;
  run_ = no_run;
  limit_ = full_;
}

[[gnu::noinline]] bool EventLog::opens() noexcept {
  if (run_ == no_run) return false;
  settle();
  return next_ < limit_;
}

[[gnu::noinline]] bool EventLog::yields_alone(TaskId task) noexcept {
  if (step_ == next_ && task.value() == task_) {
    next_[-1] = static_cast<Byte>(next_[-1] + to_brief);
  } else if (!put_short(Form::yield, task)) {
    return false;
  }
  begin_run();
  return true;
}

void EventLog::start(Instant now, std::uint64_t iteration) {
  if (run_ != no_run) settle();
  if (next_ >= full_) [[unlikely]] make_room();
  limit_ = full_;
  if (now == time_ && iteration == iteration_) return;
  if (now == time_ && iteration == iteration_ + 1 && turn_ == 0) {
    iteration_ = iteration;
    turn_ = next_turn;
    return;
  }
  const std::uint64_t before = turn_ == 0 ? iteration_ : iteration_ - 1;
  put(head(Form::jump, Who::same, 0));
  put_number(folded((now - time_).count()));
  put_number(folded(static_cast<std::int64_t>(iteration - before)));
  time_ = now;
  iteration_ = iteration;
  turn_ = 0;
}

void EventLog::clock(Instant now, std::uint64_t iteration) {
  if (next_ >= limit_ || iteration != iteration_) [[unlikely]] start(time_, iteration);
  put(head(Form::clock, Who::same, std::exchange(turn_, Byte{0})));
  put_number(number_of(now - time_));
  time_ = now;
}

void EventLog::put_label(std::string_view label) {
  const std::uint64_t word = word_for(label);
  store(next_, word);
  next_ += sizeof word;
  keep(word, label);
}

void EventLog::add(const ProbeEvent& event) {
  const auto [kind, time, iteration, task, other, label, object, count] = event;
  if (other || object) return add_parts(event);
  if (kind == EventKind::wait) {
    if (label == turn_label && count == 0) return add_yield(event);
    if (label != sleep_label) return add_parts(event);
    add_short(Form::sleep, event);
    return put_number(count);
  }
  if (count != 0 || !label.empty()) return add_parts(event);
  if (kind == EventKind::step) return add_step(event);
  if (kind == EventKind::timer) return add_short(Form::timer, event);
  if (kind == EventKind::clock && !task) return clock(time, iteration);
  add_parts(event);
}

void EventLog::add_step(const ProbeEvent& event) {
  const bool goes_on = event.time == time_ && event.iteration == iteration_ &&
                       event.task.value() < no_more_runs;
  if (goes_on && near_step(event.task)) return;
  start(event.time, event.iteration);
  put_step(event.task);
}

void EventLog::add_yield(const ProbeEvent& event) {
  const std::uint64_t last = (run_ & 1) != 0 ? run_ / 2 : task_;
  const bool goes_on = event.task.value() == last && event.time == time_ &&
                       event.iteration == iteration_ && turn_ == 0;
  if (goes_on && yields(event.task)) return;
  add_short(Form::yield, event);
  begin_run();
}

void EventLog::add_short(Form form, const ProbeEvent& event) {
  start(event.time, event.iteration);
  put_head(form, event.task);
}

void EventLog::add_parts(const ProbeEvent& event) {
  const bool plain = event.kind == EventKind::spawn && is_plain_name(event.label, event.task);
  Byte parts = plain ? plain_name : 0;
  if (!plain && !event.label.empty()) parts |= has_label;
  if (event.other) parts |= has_other;
  if (event.object) parts |= has_object;
  if (event.count != 0) parts |= has_count;
  add_short(Form::parts, event);
  put(static_cast<Byte>(event.kind));
  put(parts);
  if ((parts & has_other) != 0) put_number(event.other.value());
  if ((parts & has_label) != 0) put_label(event.label);
  if ((parts & has_object) != 0) put_number(event.object.value());
  if ((parts & has_count) != 0) put_number(event.count);
}

// ---- reading -------------------------------------------------------------------------------

std::uint64_t LogReader::number() noexcept {
  const int more = *next_ == 0 ? 8 : std::countr_zero(*next_);
  if (more == 8) {
    ++next_;
    return word();
  }
  std::uint64_t number = 0;
  for (int byte = 0; byte <= more; ++byte) number |= std::uint64_t{*next_++} << (8 * byte);
  return number >> (more + 1);
}

std::uint64_t LogReader::word() noexcept {
  std::uint64_t word = 0;
  for (int byte = 0; byte < 8; ++byte) word |= std::uint64_t{*next_++} << (8 * byte);
  return word;
}

void LogReader::read(EventLog::Bytes bytes, Probe& probe) {
  next_ = bytes.data();
  while (next_ < bytes.data() + bytes.size()) read_event(probe);
}

void LogReader::read_event(Probe& probe) {
  const Byte head = *next_++;
  const auto form = static_cast<Form>(head & (EventLog::next_turn - 1));
  if (form == Form::jump) return jump();
  if (form == Form::run) return read_run(probe);
  if ((head & EventLog::next_turn) != 0) ++iteration_;
  if (form == Form::clock) {
    time_ += Duration(static_cast<std::int64_t>(number()));
  } else if (const auto who = static_cast<EventLog::Who>(head >> EventLog::who_shift);
             who == EventLog::Who::far) {
    task_ += static_cast<std::uint64_t>(distance());
  } else if (who == EventLog::Who::next) {
    ++task_;
  }
  probe.on_event(event_of(form));
  if (form == Form::brief) probe.on_event(event_of(Form::yield));
}

void LogReader::read_run(Probe& probe) {
  for (std::uint64_t left = number(); left > 0; --left) {
    ++task_;
    probe.on_event(event_of(Form::step));
    probe.on_event(event_of(Form::yield));
  }
}

void LogReader::jump() {
  time_ += Duration(distance());
  iteration_ += static_cast<std::uint64_t>(distance());
}

ProbeEvent LogReader::event_of(Form form) {
  ProbeEvent event{EventKind::wait, time_, iteration_, TaskId(task_)};
  switch (form) {
    case Form::clock: return {EventKind::clock, time_, iteration_, {}};
    case Form::timer: event.kind = EventKind::timer; break;
    case Form::step:
    case Form::brief: event.kind = EventKind::step; break;
    case Form::yield: event.label = turn_label; break;
    case Form::sleep:
      event.label = sleep_label;
      event.count = number();
      break;
    case Form::parts: read_parts(event); break;
    case Form::jump:
    case Form::run: break;
  }
  return event;
}

void LogReader::read_parts(ProbeEvent& event) {
  event.kind = static_cast<EventKind>(*next_++);
  const Byte parts = *next_++;
  if ((parts & EventLog::has_other) != 0) event.other = TaskId(number());
  if ((parts & EventLog::has_label) != 0) event.label = labels_.label(word());
  if ((parts & EventLog::plain_name) != 0) {
    name_ = std::string(name_prefix) + std::to_string(event.task.value());
    event.label = name_;
  }
  if ((parts & EventLog::has_object) != 0) {
    event.object = ObjectId(static_cast<std::uint32_t>(number()));
  }
  if ((parts & EventLog::has_count) != 0) event.count = number();
}

}  // namespace sim
