// The callback of a child that only counts gets no turn on a plain loop: nobody may see that.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/future.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/seen_run.hpp"

namespace sim {
namespace {

// A program of random gathers, beside tasks that write down when it is their turn.
class Program {
 public:
  explicit Program(std::uint64_t seed) : numbers_(seed) {}

  test::SeenRun run(Loop& loop) {
    create_task_on(loop, beside());
    const Task<> first = create_task_on(loop, gathering('A'));
    create_task_on(loop, gathering('B'));
    create_task_on(loop, disturbing(first));
    loop.run();
    return test::SeenRun::of(loop, log_);
  }

 private:
  Coro<> beside() {
    for (int i = 0; i < 12; ++i) {
      co_await sleep(Duration(numbers_.below(2)));
      log_ += '.';
    }
  }

  Coro<int> child(char name, std::uint64_t delay, std::uint64_t how) {
    if (delay > 0) co_await sleep(Duration(static_cast<std::int64_t>(delay) - 1));
    log_ += name;
    if (how == 0) throw ValueError("a child");
    if (how == 1) known_.push_back(current_task());
    co_return static_cast<int>(how);
  }

  Coro<int> next_child(char name) {
    const std::uint64_t delay = numbers_.below(4);
    return child(name, delay, numbers_.below(9));
  }

  Coro<> disturbing(Task<> other) {
    co_await sleep(Duration(numbers_.below(6)));
    if (numbers_.below(3) == 0) other.cancel();
  }

  std::vector<Coro<int>> several(char name) {
    std::vector<Coro<int>> all;
    for (int i = 0; i < 3; ++i) all.push_back(next_child(name));
    return all;
  }

  void note(const std::vector<int>& results) {
    for (const int result : results) log_ += static_cast<char>('0' + result);
  }

  // Of whom somebody else asks whether it is done, or takes it back, a while after it began.
  Coro<> gathering_beside(char name) {
    auto all = gather(several(name));
    co_await sleep(Duration(numbers_.below(3)));
    log_ += all.done() ? '+' : '-';
    if (numbers_.below(3) == 0) log_ += all.cancel() ? 'y' : 'n';
    note(co_await all);
  }

  Coro<> gathering(char name) {
    for (int i = 0; i < 3; ++i) {
      const auto small = static_cast<char>(name - 'A' + 'a');
      const Task<int> known = create_task(next_child(small));
      Future<int> given;
      Loop::current().call_later(Duration(numbers_.below(3)),
                                 [given]() mutable { given.set_result(1); });
      try {
        switch (numbers_.below(6)) {
          case 0: {
            const auto [a, b] = co_await gather(next_child(small), next_child(small));
            note({a, b});
            break;
          }
          case 4: note(co_await gather(several(small))); break;
          case 5: co_await gathering_beside(small); break;
          case 1: co_await gather(known, next_child(small), known, given); break;
          case 2: co_await gather(gather(next_child(small), next_child(small)), given); break;
          default:
            co_await gather(return_exceptions, next_child(small), known, next_child(small));
        }
      } catch (const ValueError&) {
        log_ += '!';
      } catch (const CancelledError&) {
        log_ += 'x';
      }
      log_ += name;
    }
  }

  test::Numbers numbers_;
  std::string log_;
  std::vector<AnyTask> known_;  // somebody keeps them
};

TEST(TurnsOfAGather, AreSeenByNobodyWhetherTheyAreTakenOrSkipped) {
  test::expect_the_same_watched<Program>(400);
}

}  // namespace
}  // namespace sim
