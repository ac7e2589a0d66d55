// W12, schedules of the explorer: `w12-PROGRAM N` makes N schedules of a program of the zoo under
// the strategy random, `w10-STRATEGY N` N schedules of the program of w10 under a strategy; fifo
// makes the one that it has again and again.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "props/zoo/zoo.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/sched/calm_line.hpp"
#include "sim/sched/make_strategy.hpp"
#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

using std::uint64_t;

Coro<> count_under_lock(Lock& lock, uint64_t& count, Lcg& draws) {
  for (int round = 0; round < 3; ++round) {
    co_await lock.acquire();
    const uint64_t seen = count;
    co_await sleep(Duration(0));
    count = seen + 1;
    lock.release();
    co_await sleep(Duration(1 + (draws.next() >> 8 & 15)));
  }
}

// Its checks are those of w10: nine, whatever the schedule.
Ending replay(Loop& loop) {
  Lcg draws(1);
  Lock lock;
  uint64_t count = 0;
  for (int i = 0; i < 3; ++i) create_task_on(loop, count_under_lock(lock, count, draws));
  loop.run();
  if (count != 9) return {EndingKind::failed, "an update is lost"};
  return {};
}

class CalmAgain final : public CalmLine {
 public:
  [[nodiscard]] std::string_view name() const override { return "fifo"; }

 private:
  void begin() override {}
};

Outcome explore(Program program, std::string_view strategy, uint64_t schedules) {
  auto how = strategy == "fifo" ? std::make_unique<CalmAgain>() : make_strategy(strategy);
  Explorer explorer(std::move(program),
                    {.schedules = schedules, .seed = 1, .stop_at_failure = false}, std::move(how));
  return explorer.run();
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t) {
  if (name.starts_with("w10-")) {
    const Outcome outcome = explore(&replay, name.substr(4), n);
    if (outcome.failures != 0) std::exit(1);
    return Work{outcome.schedules, outcome.schedules};
  }
  if (!name.starts_with("w12-")) return {};
  const zoo::Kept* program = zoo::find(name.substr(4));
  if (program == nullptr) return {};
  const Outcome outcome = explore(program->as(zoo::Translation::sp), "random", n);
  return Work{outcome.schedules, outcome.schedules};
}

}  // namespace sim::bench
