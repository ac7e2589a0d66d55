// sim/trace/export_text.hpp
//
// A trace as text that a person can follow: virtual time, iteration, task, what happens to it.
//
//   TextExporter text(std::cout);          // line by line, while the program runs
//   run(program(), {.probe = &text});
//   export_text(trace, std::cout);         // or from what was kept
//
//      1.000000000      3  Task-2      runs
//
// One line an event, whatever the labels hold: what would move the cursor is escaped. What is done
// with objects is left out.

#pragma once

#include <map>
#include <ostream>
#include <string>

#include "sim/base/ids.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/trace.hpp"

namespace sim {

class TextExporter final : public Probe {
 public:
  explicit TextExporter(std::ostream& out) noexcept : out_(out) {}

  void on_event(const ProbeEvent& event) override;

 private:
  [[nodiscard]] std::string name(TaskId task) const;
  [[nodiscard]] std::string by(TaskId task) const;
  [[nodiscard]] std::string what(const ProbeEvent& event) const;

  std::ostream& out_;
  std::map<TaskId, std::string> names_;  // from the events of their creation
};

void export_text(const Trace& trace, std::ostream& out);

}  // namespace sim
