// tools/cli/progress_line.hpp
//
// One line on a terminal that tells how far something has come, and is gone when that is done.
//
//   ProgressLine progress(console, "counter", "schedules", 10'000);
//   progress.at(4'120);          // counter: schedules 4,120/10,000  3,870/s  1 s left
//
// Where standard error is no terminal nothing is written. The line shows up after a second, and
// changes ten times a second at most.

#pragma once

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "tools/cli/console.hpp"

namespace sim::cli {

class ProgressLine {
 public:
  ProgressLine(const Console& console, std::string title, std::string unit, std::uint64_t total);
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void at(std::uint64_t done, std::string_view more = "");
  void clear();

 private:
  using Clock = std::chrono::steady_clock;

  std::ostream& err_;
  std::string title_;
  std::string unit_;
  std::uint64_t total_;
  bool terminal_;
  bool shown_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point next_ = begin_ + std::chrono::seconds{1};
};

// "schedules 4,120/10,000  3,870/s  1 s left": what stands in the line after that much time.
[[nodiscard]] std::string progress_text(std::string_view unit, std::uint64_t done,
                                        std::uint64_t total, double seconds);

}  // namespace sim::cli
