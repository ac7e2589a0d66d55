// sim/base/check.hpp
//
// SIM_CHECK states what our own code relies on.
//
//   SIM_CHECK(index < size_, "a slot is read that was never given out");
//
// A check that fails is a bug of Fermata, never of the program under test and never bad input.
// It prints the place, the reason and, where a loop is running, what is needed to repeat the run
// (virtual time, iteration, step), and then stops the process. It stays on in release builds.

#pragma once

#include <cstdio>

namespace sim::detail {

// Prints what is needed to repeat the run. A loop sets it; there is one for the process.
using RepeatPrinter = void (*)(std::FILE* out);
void set_repeat_printer(RepeatPrinter printer) noexcept;

[[noreturn]] void check_failed(const char* expression, const char* reason, const char* file,
                               int line) noexcept;

}  // namespace sim::detail

#define SIM_CHECK(condition, reason)                                                       \
  ((condition) ? static_cast<void>(0)                                                      \
               : ::sim::detail::check_failed(#condition, reason, __FILE__, __LINE__))
