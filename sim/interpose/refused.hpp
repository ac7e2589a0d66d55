// sim/interpose/refused.hpp
//
// What is thrown where a run would leave the simulation.
//
//   std::this_thread::sleep_for(1s);       // in a coroutine
//   // sim::Refused: nanosleep in a run: it would stop the loop; await sim::sleep instead
//   //   (called by fetch, bank_test+0x1a2b)
//
// Thrown by what may throw: the calls that sleep, and std::thread, std::jthread and std::async.
// pthread_create may not: it fails with EPERM, and the loop is told, so that the run fails all the
// same (Loop::report). Each place is told once on standard error, too, for a program that takes
// what it does not know.

#pragma once

#include <stdexcept>

namespace sim {

class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace sim
