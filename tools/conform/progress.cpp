#include "tools/conform/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace sim::conform {

Progress::Progress(int descriptor, std::uint64_t all)
    : descriptor_(descriptor), all_(all), is_terminal_(isatty(descriptor) == 1) {}

double Progress::rate(std::uint64_t done) const {
  const std::chrono::duration<double> passed = Clock::now() - begin_;
  return passed.count() > 0 ? static_cast<double>(done) / passed.count() : 0;
}

void Progress::show(std::uint64_t done, const std::string& remark) {
  if (!is_terminal_) return;
  const auto now = Clock::now();
  if (is_drawn_ && now - drawn_at_ < std::chrono::milliseconds(100)) return;
  constexpr std::uint64_t width = 30;
  const std::uint64_t full = all_ == 0 ? width : width * done / all_;
  std::string bar;
  for (std::uint64_t i = 0; i < width; ++i) bar += i < full ? "#" : ".";
  dprintf(descriptor_, "\r\x1b[K[%s] %llu of %llu, %.0f/s%s%s", bar.c_str(),
          static_cast<unsigned long long>(done), static_cast<unsigned long long>(all_), rate(done),
          remark.empty() ? "" : ", ", remark.c_str());
  is_drawn_ = true;
  drawn_at_ = now;
}

void Progress::clear() {
  if (is_drawn_) dprintf(descriptor_, "\r\x1b[K");
  is_drawn_ = false;
}

}  // namespace sim::conform
