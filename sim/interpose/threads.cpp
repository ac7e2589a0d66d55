// A thread that is made in a run: refused. What it did would be no function of the answers.

#include <pthread.h>

#include <cerrno>
#include <exception>
#include <memory>
#include <thread>
#include <utility>

#include "sim/interpose/real.hpp"
#include "sim/interpose/refuse.hpp"
#include "sim/interpose/refused.hpp"

namespace {

constexpr const char* kWhy =
    "nobody chooses when a thread goes on; create_task makes a task instead";

using Start = void* (*)(void*);
using Create = int(pthread_t*, const pthread_attr_t*, Start, void*);

}  // namespace

// Where a sanitizer that is linked into the program has a function of that name as well, it must
// hear of the thread.
extern "C" __attribute__((weak)) Create __interceptor_pthread_create;

extern "C" int pthread_create(pthread_t* __restrict thread,
                              const pthread_attr_t* __restrict attributes, Start start,
                              void* __restrict argument) noexcept {
  static Create* const real = __interceptor_pthread_create != nullptr
                                  ? &__interceptor_pthread_create
                                  : sim::detail::real_function<Create>("pthread_create");
  sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(thread, attributes, start, argument);
  const sim::Refused refused(
      sim::detail::refusal("pthread_create", kWhy, __builtin_return_address(0)));
  loop->report(std::make_exception_ptr(refused), "A thread was to be made in a run");
  return EPERM;
}

#if defined(__GLIBCXX__)
void std::thread::_M_start_thread(_State_ptr state, void (*depend)()) {
  using Real = void(std::thread*, _State_ptr, void (*)());
  static const auto real = sim::detail::real_function<Real>(
      "_ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE");
  if (sim::detail::in_a_run()) {
    throw sim::Refused(sim::detail::refusal("std::thread", kWhy, __builtin_return_address(0)));
  }
  real(this, std::move(state), depend);
}
#endif
