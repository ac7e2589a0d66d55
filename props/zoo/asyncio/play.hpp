// props/zoo/asyncio/play.hpp
//
// A Play is one run of a small client of a primitive: its workers do what anybody would do with it,
// and between two iterations of the loop each of them may be cancelled.
//
//   Coro<> main_of_locks(Play& play) {
//     auto client = std::make_shared<Client>(play);
//     for (const char* name : {"first", "second"}) play.worker(name, enter(client));
//     co_await play.workers_end();
//   }
//   Ending ending = Play(loop, {.cancels = 1}).act(main_of_locks);
//
// Whatever the client, three laws hold: nobody waits for ever; who is cancelled ends cancelled; who
// is not does not, and is not asked to. A client adds what its primitive promises (`broken`).
//
// What the workers share is theirs (a shared_ptr), for main may go before them.

#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/program.hpp"
#include "sim/loop/loop.hpp"

namespace sim::zoo::asyncio {

struct PlayOptions {
  std::uint32_t cancels = 1;      // of workers in a run, at most
  std::uint64_t iterations = 40;  // in which there may be one
};

class Play {
 public:
  Play(Loop& loop, PlayOptions options) noexcept : loop_(loop), options_(options) {}
  Play(const Play&) = delete;
  Play& operator=(const Play&) = delete;

  // Runs the client to its end and says what law was broken, if one was.
  Ending act(Coro<> (*client)(Play&));

  // A task of the client, which may be cancelled. Requires: main runs.
  Task<> worker(std::string_view name, Coro<> body);
  [[nodiscard]] Coro<> workers_end();

  // Something that the primitive promises does not hold: the run ends here.
  void broken(std::string what);

  // It is all right that somebody waits at the end where `excuse()` is true.
  void may_wait_if(std::function<bool()> excuse) { excuse_ = std::move(excuse); }

  // It is none of this client's laws that who is cancelled ends cancelled.
  void lets_swallow() noexcept { lets_swallow_ = true; }

  // Whether the strategy cancels tasks by itself, as they suspend: nobody counts those.
  [[nodiscard]] bool strategy_cancels() const {
    return loop_.chooser() != nullptr && loop_.chooser()->cancels();
  }

  // Whether the running worker cancels itself here.
  void may_cancel_myself();

  [[nodiscard]] Loop& loop() const noexcept { return loop_; }

  static constexpr const char* message = "stop";  // of each cancellation

 private:
  struct Worker {
    Task<> task;
    bool struck = false;
  };

  void strike();
  bool strikes(Worker& worker);
  void judge_wait();
  void judge(const Worker& worker);

  Loop& loop_;
  PlayOptions options_;
  std::uint32_t strikes_ = 0;
  bool lets_swallow_ = false;
  bool broken_ = false;
  std::vector<Worker> workers_;
  std::function<bool()> excuse_;
  Ending ending_;
};

// One turn of the loop.
[[nodiscard]] inline auto turn() { return sleep(Duration{0}); }

// Calls `function` on every way out of a step; not where frames are destroyed at the end of a run.
template <class F>
class [[nodiscard]] Finally {
 public:
  explicit Finally(F function) : function_(std::move(function)) {}
  ~Finally() {
    const Loop* loop = Loop::current_or_null();
    if (loop != nullptr && loop->running() != nullptr) function_();
  }
  Finally(const Finally&) = delete;
  Finally& operator=(const Finally&) = delete;

 private:
  F function_;
};

}  // namespace sim::zoo::asyncio
