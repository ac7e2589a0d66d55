#include "tools/cli/progress_line.hpp"

#include <unistd.h>

#include <cmath>
#include <utility>

#include "tools/cli/failure_report.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {

ProgressLine::ProgressLine(const Console& console, std::string title, std::string unit,
                           std::uint64_t total)
    : err_(console.err),
      title_(std::move(title)),
      unit_(std::move(unit)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1 && environment("TERM") != "dumb") {}

void ProgressLine::at(std::uint64_t done, std::string_view more) {
  if (!terminal_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + std::chrono::milliseconds{100};
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  err_ << "\r\x1b[K" << title_ << ": " << progress_text(unit_, done, total_, seconds) << more
       << std::flush;
}

void ProgressLine::clear() {
  if (std::exchange(shown_, false)) err_ << "\r\x1b[K" << std::flush;
}

std::string progress_text(std::string_view unit, std::uint64_t done, std::uint64_t total,
                          double seconds) {
  const double rate = seconds > 0.0 ? static_cast<double>(done) / seconds : 0.0;
  std::string text =
      std::string(unit) + ' ' + grouped(done) + '/' + grouped(total) + "  " +
      grouped(static_cast<std::uint64_t>(std::llround(rate))) + "/s";
  if (rate > 0.0 && done < total) {
    const double left = static_cast<double>(total - done) / rate;
    text += "  " + grouped(static_cast<std::uint64_t>(std::ceil(left))) + " s left";
  }
  return text;
}

}  // namespace sim::cli
