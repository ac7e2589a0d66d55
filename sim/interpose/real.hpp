// sim/interpose/real.hpp
//
// The function that one of ours stands in front of.
//
//   int clock_gettime(clockid_t clock, timespec* now) {
//     static const auto real = detail::real_function<int(clockid_t, timespec*)>("clock_gettime");
//     ...
//   }
//
// The process ends where there is none.

#pragma once

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>

namespace sim::detail {

template <class F>
[[nodiscard]] F* real_function(const char* name) {
  void* found = dlsym(RTLD_NEXT, name);
  if (found == nullptr) {
    std::fprintf(stderr, "fermata::interpose: there is no function %s\n", name);
    std::abort();
  }
  return reinterpret_cast<F*>(found);
}

}  // namespace sim::detail
