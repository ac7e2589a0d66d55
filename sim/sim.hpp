// sim/sim.hpp
//
// Everything a program under simulation needs, in one header.
//
//   #include "sim/sim.hpp"
//   using namespace std::chrono_literals;
//
//   sim::Coro<> greet(std::string name) {
//     std::printf("Hello, %s!\n", name.c_str());
//     co_await sim::sleep(1s);
//     std::printf("Goodbye, %s!\n", name.c_str());
//   }
//   int main() { sim::run(greet("Alice")); }
//
// It is for users; no file of this project includes it.

#pragma once

#include "sim/aio/gather.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/wait.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/result.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"
