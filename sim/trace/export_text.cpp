#include "sim/trace/export_text.hpp"

#include <algorithm>
#include <cstdio>

#include "sim/trace/one_line.hpp"

namespace sim {
namespace {

constexpr std::size_t name_width = 10;

}  // namespace

void TextExporter::on_event(const ProbeEvent& event) {
  if (!told_to_all(event.kind)) return;
  if (event.kind == EventKind::spawn) names_[event.task] = on_one_line(event.label);
  std::string who = event.task ? name(event.task) : "-";
  who.resize(std::max(who.size(), name_width), ' ');
  char when[64];
  std::snprintf(when, sizeof when, "%14.9f %6llu  ", to_seconds(event.time),
                static_cast<unsigned long long>(event.iteration));
  out_ << when << who << "  " << what(event) << '\n';
}

std::string TextExporter::name(TaskId task) const {
  const auto found = names_.find(task);
  return found == names_.end() ? "task " + std::to_string(task.value()) : found->second;
}

std::string TextExporter::by(TaskId task) const { return task ? " by " + name(task) : ""; }

std::string TextExporter::what(const ProbeEvent& event) const {
  const std::string label = on_one_line(label_of(event));
  switch (event.kind) {
    case EventKind::clock: return "the clock moves";
    case EventKind::timer: return "its time has come";
    case EventKind::step: return event.task ? "runs" : "a callback runs";
    case EventKind::spawn: return "is created" + by(event.other);
    case EventKind::wait: return "waits for " + (event.other ? name(event.other) : label);
    case EventKind::cancel:
      return "is asked to stop" + by(event.other) + (label.empty() ? "" : ": " + label);
    case EventKind::finish: return label;
    case EventKind::print: return "prints " + label;
    default: break;
  }
  return "";
}

void export_text(const Trace& trace, std::ostream& out) {
  TextExporter text(out);
  trace.tell(text);
}

}  // namespace sim
