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

#include "sim/aio/as_completed.hpp"
#include "sim/aio/barrier.hpp"
#include "sim/aio/call_graph.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/exception_group.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/print.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/run.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/aio/shield.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/base/random.hpp"
#include "sim/base/time.hpp"
#include "sim/coro/awaitable.hpp"
#include "sim/coro/context.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/result.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"
#include "sim/coro/wait_queue.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/probe.hpp"
#include "sim/loop/unhandled.hpp"
