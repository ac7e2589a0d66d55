#include "sim/explore/difference.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <span>
#include <utility>

#include "sim/base/time.hpp"
#include "sim/trace/one_line.hpp"

namespace sim {
namespace {

constexpr std::size_t kMomentsBefore = 3;
constexpr std::string_view kNotKept =
    "behind what is kept of these runs; their digests differ: make fewer of them at a time";

using Moments = std::span<const Moment>;

// The moments of run `index`, as far as they were kept.
Moments moments_of(const RunRecord& record, std::size_t index) {
  const std::size_t kept = record.moments.size();
  std::size_t begin = 0;
  for (std::size_t run = 0; run < index; ++run) begin += record.runs[run].moments;
  begin = std::min(begin, kept);
  const std::size_t count = std::min<std::size_t>(record.runs[index].moments, kept - begin);
  return Moments(record.moments).subspan(begin, count);
}

bool all_are_kept(const RunRecord& record, std::size_t index) {
  return moments_of(record, index).size() == record.runs[index].moments;
}

std::string_view words_for(ChoiceKind kind) {
  switch (kind) {
    case ChoiceKind::step: return "a step";
    case ChoiceKind::timer: return "a timer";
    case ChoiceKind::delay: return "a delay";
    case ChoiceKind::fault: return "a fault";
  }
  return "something";
}

// Tells the moments of one run, and learns the names of its tasks from them.
class Teller {
 public:
  void learn(const Moment& moment) {
    const auto* event = std::get_if<TraceEvent>(&moment);
    if (event == nullptr) return;
    if (event->kind == EventKind::spawn) {
      names_[event->task] = on_one_line(event->label);
      makers_[event->task] = event->other;
    }
    if (event->kind == EventKind::wait) {
      waits_[event->task] =
          event->other ? name(event->other) : on_one_line(label_of(event->view()));
    }
  }

  [[nodiscard]] std::string tell(const Moment& moment) const {
    if (const auto* event = std::get_if<TraceEvent>(&moment)) return tell(*event);
    const auto& decision = std::get<Decision>(moment);
    return "decides on " + std::string(words_for(decision.kind)) + " (" + decision.site + "): " +
           std::to_string(decision.arity) + " answers, takes " +
           (decision.answer == Picker::first_in_line ? "the first in line"
                                                     : std::to_string(decision.answer));
  }

  // Of the task of the first of these that is a task's.
  void tell_waits(Moments from, Difference::Side& side) const {
    for (const Moment& moment : from) {
      const auto* event = std::get_if<TraceEvent>(&moment);
      if (event == nullptr || !event->task) continue;
      side.task = event->kind == EventKind::spawn ? on_one_line(event->label) : name(event->task);
      side.waits = side.task + " " + waits_of(*event);
      return;
    }
  }

 private:
  [[nodiscard]] std::string name(TaskId task) const {
    const auto found = names_.find(task);
    return found == names_.end() ? "task " + std::to_string(task.value()) : found->second;
  }

  [[nodiscard]] std::string waits_of(const TraceEvent& event) const {
    if (const auto found = waits_.find(event.task); found != waits_.end()) {
      return "had waited for " + found->second;
    }
    const auto maker = makers_.find(event.task);
    const TaskId by = maker != makers_.end()         ? maker->second
                      : event.kind == EventKind::spawn ? event.other
                                                       : TaskId{};
    return "had not waited yet" + (by ? "; " + name(by) + " has made it" : std::string());
  }

  [[nodiscard]] std::string tell(const TraceEvent& event) const {
    std::string text = to_text(event.time.time_since_epoch()) + " s, iteration " +
                       std::to_string(event.iteration) + ": ";
    if (event.kind == EventKind::step && !event.task) return text + "a callback runs";
    if (event.kind == EventKind::clock) return text + "the clock moves";
    text += event.kind == EventKind::spawn ? on_one_line(event.label)
            : event.task                   ? name(event.task)
                                           : std::string("nobody");
    return text + " " + what(event);
  }

  [[nodiscard]] static std::string to_text(Duration time) {
    std::string digits = std::to_string(to_seconds(Instant(time)));
    while (digits.ends_with('0')) digits.pop_back();
    if (digits.ends_with('.')) digits.pop_back();
    return digits;
  }

  [[nodiscard]] std::string what(const TraceEvent& event) const {
    const std::string label = on_one_line(label_of(event.view()));
    const std::string by = event.other ? " by " + name(event.other) : "";
    switch (event.kind) {
      case EventKind::timer: return "has come to its time";
      case EventKind::step: return "runs";
      case EventKind::spawn: return "is made" + by;
      case EventKind::wait: return "waits for " + (event.other ? name(event.other) : label);
      case EventKind::cancel: return "is asked to stop" + by + (label.empty() ? "" : ": " + label);
      case EventKind::finish: return label;
      case EventKind::print: return "prints " + label;
      default: return about_object(event, label);
    }
  }

  // "write object 2 (count 1)"
  static std::string about_object(const TraceEvent& event, const std::string& label) {
    std::string text(name_of(event.kind));
    if (!label.empty()) text += " " + label;
    if (event.object) text += " object " + std::to_string(event.object.value());
    if (event.count != 0) text += " (count " + std::to_string(event.count) + ")";
    return text;
  }

  std::map<TaskId, std::string> names_;
  std::map<TaskId, TaskId> makers_;
  std::map<TaskId, std::string> waits_;
};

// Of equal beginnings, the side behind them.
Difference::Side side_of(const Teller& teller, const RunRecord& record, std::size_t run,
                         std::size_t at) {
  Difference::Side side;
  const Moments moments = moments_of(record, run);
  if (at < moments.size()) {
    side.what = teller.tell(moments[at]);
    teller.tell_waits(moments.subspan(at), side);
  } else if (all_are_kept(record, run)) {
    side.what = "the run is over: " + record.runs[run].ending;
  } else {
    side.what = kNotKept;
  }
  return side;
}

Difference difference_in(const RunRecord& once, const RunRecord& again, std::size_t run) {
  const Moments a = moments_of(once, run);
  const Moments b = moments_of(again, run);
  const auto at = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  Teller teller;
  Difference parted;
  parted.run = run + 1;
  for (std::size_t i = 0; i < at; ++i) {
    if (i + kMomentsBefore >= at) parted.before.push_back(teller.tell(a[i]));
    teller.learn(a[i]);
  }
  parted.once = side_of(teller, once, run, at);
  parted.again = side_of(teller, again, run, at);
  const bool kept = parted.once.what != kNotKept || parted.again.what != kNotKept;
  if (kept) parted.moment = at + 1;
  return parted;
}

std::string lines_of(std::string_view head, const Difference::Side& side) {
  std::string text = "  " + std::string(head) + side.what + "\n";
  if (!side.waits.empty()) text += std::string(2 + head.size(), ' ') + side.waits + "\n";
  return text;
}

}  // namespace

std::string Difference::text() const {
  std::string text = "they part in run " + std::to_string(run);
  if (moment != 0) {
    text += ", at its moment " + std::to_string(moment) + ", after " + std::to_string(moment - 1) +
            " that are equal";
  }
  text += "\n" + lines_of("once:     ", once) + lines_of("again:    ", again);
  for (const std::string& each : before) {
    text += (&each == before.data() ? "  before:   " : "            ") + each + "\n";
  }
  return text;
}

std::optional<Difference> first_difference(const RunRecord& once, const RunRecord& again) {
  const std::size_t runs = std::min(once.runs.size(), again.runs.size());
  for (std::size_t run = 0; run < runs; ++run) {
    if (once.runs[run] != again.runs[run]) return difference_in(once, again, run);
  }
  if (once.runs.size() == again.runs.size()) return std::nullopt;
  Difference parted;
  parted.run = runs + 1;
  const auto what = [runs](const RunRecord& record) {
    return record.runs.size() > runs ? "there is such a run" : "there is no such run";
  };
  parted.once.what = what(once);
  parted.again.what = what(again);
  return parted;
}

}  // namespace sim
