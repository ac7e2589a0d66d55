#include "sim/sched/schedule.hpp"

#include <charconv>
#include <utility>

#include "sim/base/hash.hpp"

namespace sim {
namespace {

constexpr std::string_view kVersion = "fermata1";
// In the order of ChoiceKind, and then a step that is waited for.
constexpr std::string_view kTracks = "stdfw";

char letter_of(const Deviation& deviation) {
  return deviation.waited_for ? kTracks.back()
                              : kTracks[static_cast<std::size_t>(deviation.track)];
}

std::string to_string(const Turn& turn) {
  return sim::to_string(turn.task) + "*" + std::to_string(turn.occurrence);
}

// "s1.2*3-1.1*1" for a step, "s1.2*3*5-1.1*1" for five, "w1.2*3-1.1*1" for one that is waited
// for; "t1.1*4=2" for the others.
std::string to_string(const Deviation& deviation) {
  std::string text(1, letter_of(deviation));
  text += to_string(deviation.turn);
  if (deviation.more != 0) text += "*" + std::to_string(deviation.more + 1);
  if (deviation.track == ChoiceKind::step) return text + "-" + to_string(deviation.before);
  return text + "=" + std::to_string(deviation.answer);
}

std::string checksum(std::string_view text) {
  Digest digest;
  digest.add(text);
  std::string hex;
  for (int digit = 0; digit < 4; ++digit) {
    hex += "0123456789abcdef"[(digest.value() >> (4 * digit)) & 15];
  }
  return hex;
}

// Reads a token from the left, and knows where it stands.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool done() const { return at_ == text_.size(); }

  bool accept(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void expect(std::string_view word) {
    if (!accept(word)) fail("expected '" + std::string(word) + "'");
  }

  std::uint32_t number() {
    std::uint32_t value = 0;
    const char* first = text_.data() + at_;
    const auto [last, error] = std::from_chars(first, text_.data() + text_.size(), value);
    if (error == std::errc::result_out_of_range) fail("a number is too large");
    if (error != std::errc()) fail("expected a number");
    at_ += static_cast<std::size_t>(last - first);
    return value;
  }

  [[noreturn]] void fail(const std::string& what) const {
    throw ScheduleError("not a schedule: " + what + " at character " + std::to_string(at_ + 1) +
                        " of '" + std::string(text_) + "'");
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

TaskPath read_path(Reader& reader) {
  TaskPath path;
  do {
    path.push_back(reader.number());
    if (path.back() == 0 && path.size() > 1) reader.fail("a task counts from 1");
  } while (path.back() != 0 && reader.accept("."));
  if (path.back() == 0) path.clear();
  return path;
}

Turn read_turn(Reader& reader) {
  Turn turn;
  turn.task = read_path(reader);
  reader.expect("*");
  turn.occurrence = reader.number();
  if (turn.occurrence == 0) reader.fail("a turn counts from 1");
  return turn;
}

void read_track(Reader& reader, Deviation& deviation) {
  deviation.waited_for = reader.accept("w");
  if (deviation.waited_for) return;
  for (std::size_t track = 0; track + 1 < kTracks.size(); ++track) {
    if (!reader.accept(kTracks.substr(track, 1))) continue;
    deviation.track = static_cast<ChoiceKind>(track);
    return;
  }
  reader.fail("expected one of the tracks s, w, t, d, f");
}

Deviation read_deviation(Reader& reader) {
  Deviation deviation;
  read_track(reader, deviation);
  deviation.turn = read_turn(reader);
  if (deviation.track == ChoiceKind::step) {
    if (!deviation.waited_for && reader.accept("*")) {
      const std::uint32_t steps = reader.number();
      if (steps < 2) reader.fail("a row of steps has two or more");
      deviation.more = steps - 1;
    }
    reader.expect("-");
    deviation.before = read_turn(reader);
    if (deviation.before == deviation.turn) reader.fail("a turn cannot come before itself");
  } else {
    reader.expect("=");
    deviation.answer = reader.number();
    if (deviation.answer == 0) reader.fail("0 is the calm answer, and no deviation");
  }
  return deviation;
}

Model read_model(Reader& reader) {
  for (const Model model : {Model::timing, Model::any}) {
    if (reader.accept(name_of(model))) return model;
  }
  reader.fail("expected the model, timing or any,");
}

// Checks and cuts off what stands behind the last "-x".
std::string_view without_checksum(std::string_view token) {
  const std::size_t end = token.rfind("-x");
  if (end == std::string_view::npos) {
    throw ScheduleError("not a schedule: no checksum at the end of '" + std::string(token) + "'");
  }
  const std::string_view text = token.substr(0, end);
  if (token.substr(end + 2) != checksum(text)) {
    throw ScheduleError("not a schedule: a character was lost or changed in '" +
                        std::string(token) + "'");
  }
  return text;
}

std::string called(const TaskPath& path, const TaskNames& names) {
  if (path.empty()) return "a callback";
  const auto found = names.find(path);
  return found == names.end() ? "task " + sim::to_string(path) : found->second;
}

std::string describe(const Deviation& deviation, const TaskNames& names) {
  const std::string task = called(deviation.turn.task, names);
  const std::string answer = std::to_string(deviation.answer);
  switch (deviation.track) {
    case ChoiceKind::step:
      if (!deviation.waited_for) {
        return (deviation.more == 0 ? ""
                                    : std::to_string(deviation.more + 1) + " steps of ") +
               task + " before " + called(deviation.before.task, names);
      }
      return called(deviation.before.task, names) + " waits for step " +
             std::to_string(deviation.turn.occurrence) + " of " + task;
    case ChoiceKind::timer: return answer + " later timers before that of " + task;
    case ChoiceKind::delay:
      return "timer " + std::to_string(deviation.turn.occurrence) + " of " + task + " is late by " +
             answer;
    case ChoiceKind::fault:
      return task + " is cancelled at wait " + std::to_string(deviation.turn.occurrence);
  }
  return "";
}

}  // namespace

std::string to_string(const TaskPath& path) {
  if (path.empty()) return "0";
  std::string text;
  for (const std::uint32_t ordinal : path) {
    if (!text.empty()) text += '.';
    text += std::to_string(ordinal);
  }
  return text;
}

std::string_view name_of(Model model) noexcept { return model == Model::any ? "any" : "timing"; }

void Schedule::add(Deviation deviation, std::uint64_t step) {
  deviations_.push_back(std::move(deviation));
  steps_.push_back(step);
}

std::string Schedule::token() const {
  std::string text(kVersion);
  text += "-";
  text += name_of(model_);
  for (const Deviation& deviation : deviations_) {
    text += &deviation == deviations_.data() ? "-" : "+";
    text += to_string(deviation);
  }
  return text + "-x" + checksum(text);
}

Schedule Schedule::parse(std::string_view token) {
  if (token.starts_with("fermata") && !token.starts_with(std::string(kVersion) + "-")) {
    throw ScheduleError("a schedule of another version: '" + std::string(token) +
                        "' does not begin with '" + std::string(kVersion) + "-'");
  }
  Reader whole(token);
  whole.expect(kVersion);
  Reader reader(without_checksum(token));
  reader.expect(kVersion);
  reader.expect("-");
  Schedule schedule(read_model(reader));
  if (reader.done()) return schedule;
  reader.expect("-");
  do {
    schedule.add(read_deviation(reader));
  } while (reader.accept("+"));
  if (!reader.done()) reader.fail("something follows");
  return schedule;
}

std::string Schedule::describe(const TaskNames& names) const {
  std::string text = "FIFO";
  for (std::size_t index = 0; index < deviations_.size(); ++index) {
    text += index == 0 ? ", except " : "; ";
    text += describe(names, index);
  }
  return text;
}

std::string Schedule::describe(const TaskNames& names, std::size_t index) const {
  const std::string step =
      steps_[index] == 0 ? "" : "step " + std::to_string(steps_[index]) + ": ";
  return step + sim::describe(deviations_[index], names);
}

}  // namespace sim
