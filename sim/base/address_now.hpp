// sim/base/address_now.hpp
//
// Where an object is, asked for at the place at which it is wanted.
//
//   waiting_on_ = address_now(this);
//
// For what lies in the frame of a coroutine. If anybody wants more of such an object than to read
// and write it compilers take its address once, Clang when the frame is entered, and keep it over
// all calls, in a register that must be saved for that.

#pragma once

namespace sim::detail {

template <class T>
[[gnu::always_inline]] inline T* address_now(T* object) noexcept {
#if defined(__x86_64__)
  T* found;
  asm("leaq %1, %0" : "=r"(found) : "m"(*object));
  return found;
#else
  return object;
#endif
}

}  // namespace sim::detail
