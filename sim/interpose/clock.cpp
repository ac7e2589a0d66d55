// The clocks, read in a run: the loop's virtual time. Those that count from the epoch of the world
// begin at a fixed second, and those that count the work of a processor stand still.

#include <sys/time.h>

#include <ctime>

#include "sim/interpose/real.hpp"
#include "sim/loop/loop.hpp"

namespace {

constexpr std::time_t kEpoch = 1'000'000'000;  // 2001-09-09 01:46:40 UTC
constexpr std::int64_t kSecond = 1'000'000'000;

bool counts_from_epoch(clockid_t clock) {
  return clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_TAI;
}

bool counts_work(clockid_t clock) {
  return clock == CLOCK_PROCESS_CPUTIME_ID || clock == CLOCK_THREAD_CPUTIME_ID || clock < 0;
}

std::timespec time_of(const sim::Loop& loop, clockid_t clock) {
  if (counts_work(clock)) return {};
  const std::int64_t now = loop.now().time_since_epoch().count();
  return {now / kSecond + (counts_from_epoch(clock) ? kEpoch : 0), now % kSecond};
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, std::timespec* now) noexcept {
  static const auto real =
      sim::detail::real_function<int(clockid_t, std::timespec*)>("clock_gettime");
  const sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(clock, now);
  *now = time_of(*loop, clock);
  return 0;
}

int gettimeofday(timeval* __restrict now, void* __restrict zone) noexcept {
  static const auto real = sim::detail::real_function<int(timeval*, void*)>("gettimeofday");
  const sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(now, zone);
  const std::timespec time = time_of(*loop, CLOCK_REALTIME);
  *now = {time.tv_sec, time.tv_nsec / 1'000};
  return 0;
}

std::time_t time(std::time_t* now) noexcept {
  static const auto real = sim::detail::real_function<std::time_t(std::time_t*)>("time");
  const sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(now);
  const std::time_t seconds = time_of(*loop, CLOCK_REALTIME).tv_sec;
  if (now != nullptr) *now = seconds;
  return seconds;
}

// Of the C++ library under another name: CPU time.
std::clock_t clock() noexcept {
  static const auto real = sim::detail::real_function<std::clock_t()>("clock");
  return sim::Loop::current_or_null() == nullptr ? real() : 0;
}

}  // extern "C"
