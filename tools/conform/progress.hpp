// tools/conform/progress.hpp
//
// How far a long run is, for people: a bar that is drawn over itself on a terminal, and nothing
// anywhere else.
//
//   Progress progress(STDERR_FILENO, 100000);
//   progress.show(done, "2 differences");       // as often as one likes
//   progress.clear();                           // before anything else is printed
//
// The rate is measured on a real clock, which no result depends on.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace sim::conform {

class Progress {
 public:
  Progress(int descriptor, std::uint64_t all);

  void show(std::uint64_t done, const std::string& remark);
  void clear();

  // Programs a second since the beginning.
  [[nodiscard]] double rate(std::uint64_t done) const;

 private:
  using Clock = std::chrono::steady_clock;

  int descriptor_;
  std::uint64_t all_;
  bool is_terminal_;
  bool is_drawn_ = false;
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_at_{};
};

}  // namespace sim::conform
