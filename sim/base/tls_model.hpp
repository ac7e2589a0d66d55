// sim/base/tls_model.hpp
//
// How what each thread has of its own is found: at a place that the linker knows, in one
// instruction, where the code can only be part of a program.
//
//   class Loop {
//     SIM_TLS_MODEL static thread_local constinit Loop* current_;
//   };
//
// Without it the distance from the thread's pointer is looked up first, and compilers keep it in a
// register that they save for it. Code for a shared library (-fPIC) is left as it is.

#pragma once

#if defined(__PIC__) && !defined(__PIE__)
#define SIM_TLS_MODEL
#else
#define SIM_TLS_MODEL [[gnu::tls_model("local-exec")]]
#endif
