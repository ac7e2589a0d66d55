// A task that is awaited before it has begun, where nothing else has a turn, begins in place of a
// step of the loop, and ends in the task that waits for it: nobody may see that, whatever it does.

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"
#include "tests/support/numbers.hpp"
#include "tests/support/seen_run.hpp"

namespace sim {
namespace {

// Does something when it goes, as what stands in the arguments of a coroutine may.
class AtTheEnd {
 public:
  explicit AtTheEnd(std::function<void()> deed = {}) : deed_(std::move(deed)) {}
  AtTheEnd(AtTheEnd&& other) noexcept : deed_(std::exchange(other.deed_, nullptr)) {}
  AtTheEnd& operator=(AtTheEnd&&) = delete;
  ~AtTheEnd() {
    if (deed_) deed_();
  }

 private:
  std::function<void()> deed_;
};

class Program {
 public:
  explicit Program(std::uint64_t seed) : numbers_(seed) {}

  test::SeenRun run(Loop& loop) {
    if (numbers_.below(3) == 0) create_task_on(loop, beside());
    create_task_on(loop, awaits_children(0));
    loop.run();
    kept_.clear();
    return test::SeenRun::of(loop, log_);
  }

 private:
  Coro<> beside() {
    for (int i = 0; i < 8; ++i) {
      co_await sleep(Duration(numbers_.below(3)));
      log_ += '.';
    }
  }

  Coro<> awaits(Task<int> other) {
    log_ += 'w';
    log_ += std::to_string(co_await other);
  }

  Coro<int> counts() {
    log_ += 'c';
    co_return 7;
  }

  static Task<int> this_task() { return Task<int>(current_task().core()); }

  // What is done at once, by a child or at its end.
  void do_something(AnyTask waiter) {
    switch (numbers_.below(6)) {
      case 0: log_ += waiter.cancel() ? 'y' : 'n'; break;
      case 1: Loop::current().call_soon([this] { log_ += 's'; }); break;
      case 2: kept_.push_back(create_task(counts())); break;
      case 3: Loop::current().call_later(Duration{1}, [this] { log_ += 'l'; }); break;
      default: log_ += '_';
    }
  }

  Coro<int> child(AnyTask waiter, int depth, AtTheEnd) {
    for (std::uint64_t deeds = numbers_.below(3); deeds > 0; --deeds) {
      switch (numbers_.below(12)) {
        case 0: co_await sleep(Duration(numbers_.below(2))); break;
        case 1: throw ValueError("a child");
        case 2: current_task().cancel(); break;
        case 3: this_task().add_done_callback([this](const Task<int>&) { log_ += 'd'; }); break;
        case 4: this_task().add_done_callback([](const Task<int>&) {}).cancel(); break;
        case 5: kept_.push_back(this_task()); break;
        case 6: create_task(awaits(this_task())); break;
        case 7:
          if (depth < 3) co_await awaits_children(depth + 1);
          break;
        default: do_something(waiter);
      }
    }
    log_ += 'r';
    co_return depth;
  }

  Task<int> next_child(int depth) {
    const AnyTask me = current_task();
    if (numbers_.below(4) != 0) return create_task(child(me, depth, AtTheEnd()));
    return create_task(child(me, depth, AtTheEnd([this, me] { do_something(me); })));
  }

  Coro<> awaits_children(int depth) {
    for (int i = 0; i < 4; ++i) {
      try {
        switch (numbers_.below(4)) {
          case 0: {
            const Task<int> known = next_child(depth);
            log_ += std::to_string(co_await known);
            log_ += std::to_string(known.result());
            break;
          }
          case 1: {
            Task<int> known = next_child(depth);
            known.add_done_callback([this](const Task<int>&) { log_ += 'b'; });
            log_ += std::to_string(co_await known);
            break;
          }
          default: log_ += std::to_string(co_await next_child(depth));
        }
      } catch (const ValueError&) {
        log_ += '!';
      } catch (const CancelledError&) {
        log_ += 'x';
      }
    }
  }

  test::Numbers numbers_;
  std::string log_;
  std::vector<Task<int>> kept_;
};

TEST(PairOfTasks, IsSeenByNobody) {
  test::expect_the_same_watched<Program>(2'000);
}

using Known = std::vector<Task<int>>;

Coro<int> makes_itself_known(Known& known) {
  known.emplace_back(current_task().core());
  co_await sleep(Duration{2});
  co_return 3;
}

Coro<> awaits_at_once(Known& known, std::string& seen) {
  co_await sleep(Duration{1});
  seen += "a" + std::to_string(co_await create_task(makes_itself_known(known)));
}

Coro<> awaits_later(Known& known, std::string& seen) {
  co_await sleep(Duration{2});
  seen += "b" + std::to_string(co_await known.front());
}

TEST(PairOfTasks, MayBeJoinedByAThirdWhoAwaitsTheSame) {
  Known known;
  std::string seen;
  Loop loop;
  create_task_on(loop, awaits_later(known, seen));
  create_task_on(loop, awaits_at_once(known, seen));
  loop.run();
  EXPECT_EQ(seen, "a3b3");
}

Coro<std::string> words(std::size_t length) { co_return std::string(length, 'w'); }
struct Four {
  std::uint64_t numbers[4];
};
Coro<Four> four(std::uint64_t first) { co_return Four{{first, first + 1, first + 2, first + 3}}; }
Coro<bool> yes() { co_return true; }

// No bytes to be copied, though it needs no destructor.
struct KnowsItself {
  KnowsItself() : self(this) {}
  KnowsItself(const KnowsItself&) : self(this) {}
  const KnowsItself* self;
};
Coro<KnowsItself> knows_itself() { co_return KnowsItself(); }

Coro<> awaits_all_kinds(std::string& seen) {
  seen = co_await create_task(words(40));
  const Four numbers = co_await create_task(four(3));
  seen += std::to_string(numbers.numbers[0] + numbers.numbers[3]);
  const Task<bool> known = create_task(yes());
  co_await known;
  seen += known.result() ? "y" : "n";
  const KnowsItself knowing = co_await create_task(knows_itself());
  seen += knowing.self == &knowing ? "y" : "n";
}

TEST(PairOfTasks, GivesResultsOfAnyKind) {
  std::string seen;
  Loop loop;
  create_task_on(loop, awaits_all_kinds(seen));
  loop.run();
  EXPECT_EQ(seen, std::string(40, 'w') + "9yy");
}

}  // namespace
}  // namespace sim
