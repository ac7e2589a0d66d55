#include "tools/cli/trace.hpp"

#include <algorithm>
#include <cstdio>
#include <map>
#include <string>
#include <utility>

#include "sim/loop/probe.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {
namespace {

class EventPrinter final : public Probe {
 public:
  explicit EventPrinter(std::ostream& out) : out_(out) {}

  void on_event(const ProbeEvent& event) override {
    if (event.kind == EventKind::spawn) names_[event.task] = std::string(event.label);
    char stamp[64];
    std::snprintf(stamp, sizeof stamp, "%14.9f %6llu  ", to_seconds(event.time),
                  static_cast<unsigned long long>(event.iteration));
    out_ << stamp << name(event.task) << what(event) << '\n';
  }

 private:
  std::string name(TaskId task) const {
    const auto found = names_.find(task);
    std::string text = found == names_.end() ? "-" : harmless(found->second);
    text.resize(std::max<std::size_t>(text.size(), 10), ' ');
    return text + "  ";
  }

  std::string what(const ProbeEvent& event) const {
    const std::string label = harmless(event.label);
    switch (event.kind) {
      case EventKind::clock:
        return "the clock moves";
      case EventKind::timer:
        return "a timer is due";
      case EventKind::step:
        return "runs";
      case EventKind::spawn:
        return "is created";
      case EventKind::wait:
        return "waits on " + label;
      case EventKind::cancel:
        return "is asked to stop" + (label.empty() ? "" : ": " + label);
      case EventKind::finish:
        return label;
      case EventKind::print:
        return "prints " + label;
    }
    return "";
  }

  std::ostream& out_;
  std::map<TaskId, std::string> names_;
};

}  // namespace

scenario::RunResult run_traced(const scenario::Scenario& scenario, scenario::RunSettings settings,
                               std::ostream& out) {
  EventPrinter printer(out);
  settings.probe = &printer;
  return scenario::run_scenario(scenario, settings);
}

}  // namespace sim::cli
