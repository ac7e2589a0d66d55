// sim/detect/unhandled.hpp
//
// Finds what asyncio would only log: an exception that nobody took, a coroutine that was called and
// never awaited.
//
//   unretrieved: writer: Task exception was never retrieved: disk full
//   unawaited: main: coroutine was never awaited
//
// An exception counts when it is certain that nobody takes it: when the future goes, or at the end
// of the run. What a cancelled task was to await and did not come to is no mistake.

#pragma once

#include <string>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class UnhandledDetector final : public Detector {
 public:
  UnhandledDetector(bool unretrieved, bool unawaited) noexcept
      : unretrieved_(unretrieved), unawaited_(unawaited) {}

  void begin_run() override { found_.clear(); }
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  bool unretrieved_;
  bool unawaited_;
  std::vector<Finding> found_;
};

}  // namespace sim
