// What would sleep, in a run: refused. The clock moves between two steps, never in one, and while
// a step sleeps nobody else can go on.

#include <unistd.h>

#include <ctime>

#include "sim/interpose/real.hpp"
#include "sim/interpose/refuse.hpp"
#include "sim/interpose/refused.hpp"

namespace {

[[gnu::noinline]] void refuse_in_a_run(const char* function, void* caller) {
  if (!sim::detail::in_a_run()) return;
  throw sim::Refused(
      sim::detail::refusal(function, "it would stop the loop; await sim::sleep instead", caller));
}

}  // namespace

extern "C" {

int nanosleep(const std::timespec* wanted, std::timespec* left) {
  static const auto real =
      sim::detail::real_function<int(const std::timespec*, std::timespec*)>("nanosleep");
  refuse_in_a_run("nanosleep", __builtin_return_address(0));
  return real(wanted, left);
}

int clock_nanosleep(clockid_t clock, int flags, const std::timespec* wanted, std::timespec* left) {
  static const auto real =
      sim::detail::real_function<int(clockid_t, int, const std::timespec*, std::timespec*)>(
          "clock_nanosleep");
  refuse_in_a_run("clock_nanosleep", __builtin_return_address(0));
  return real(clock, flags, wanted, left);
}

int usleep(useconds_t wanted) {
  static const auto real = sim::detail::real_function<int(useconds_t)>("usleep");
  refuse_in_a_run("usleep", __builtin_return_address(0));
  return real(wanted);
}

unsigned sleep(unsigned seconds) {
  static const auto real = sim::detail::real_function<unsigned(unsigned)>("sleep");
  refuse_in_a_run("sleep", __builtin_return_address(0));
  return real(seconds);
}

}  // extern "C"
