// sim/base/seldom.hpp
//
// A function that is called where something is unusual, and never inlined.
//
//   class Lock {
//     void release() {
//       if (seen()) [[unlikely]] return release_seen();
//       ...
//     }
//     SIM_SELDOM void release_seen();
//
// A frame should do nothing after such a call that needs more than the frame, as every register
// that is kept over it is saved each time the frame is entered. Clang is told that the call is
// cold, and takes the hint for where it finds what it gives to it; GCC would make it small as well.

#pragma once

#if defined(__clang__)
#define SIM_SELDOM [[gnu::noinline, gnu::cold]]
#else
#define SIM_SELDOM [[gnu::noinline]]
#endif
