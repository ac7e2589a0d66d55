// When a task steps, and who hears of it.

#include <gtest/gtest.h>

#include <string>

#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/probe.hpp"
#include "tests/support/journal.hpp"
#include "tests/support/outcome.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::Journal;
using test::outcome;

Coro<> notes(Journal& journal, int number) {
  journal.note("", number);
  co_return;
}

Coro<> is_refused(Task<> foreign, Journal& journal) {
  EXPECT_NE((co_await outcome(foreign)).find("attached"), std::string::npos);
  journal.note("", 0);
}

Coro<> lets_another_loop_await_a_fresh_one(Journal& journal) {
  const Task<> fresh = create_task(notes(journal, 1));
  Loop inner;
  create_task_on(inner, is_refused(fresh, journal));
  inner.run();
  co_await sleep(1s);
  journal.note("", 2);
}

TEST(StepOfATask, IsNotMadeAtOnceWhereALoopFurtherInIsRefusedTheTask) {
  Journal seen;
  Loop outer;
  create_task_on(outer, lets_another_loop_await_a_fresh_one(seen));
  outer.run();
  EXPECT_EQ(seen.text(), "0 1 2");
}

class HearsSteps final : public Probe {
 public:
  explicit HearsSteps(Journal& journal) : journal_(journal) {}
  void on_event(const ProbeEvent& event) override {
    if (event.kind == EventKind::step) journal_.note("", static_cast<int>(event.task.value()));
  }

 private:
  Journal& journal_;
};

Coro<> lets(Loop& loop, Probe* listener) {
  loop.set_probe(listener);
  co_return;
}

TEST(StepOfATask, IsHeardAsLongAsSomebodyListensWhichMayBeginAndEndBetweenTwo) {
  Journal seen;
  Loop loop;
  HearsSteps probe(seen);
  create_task_on(loop, as_coro(sleep(0s)));
  create_task_on(loop, lets(loop, &probe));
  create_task_on(loop, as_coro(sleep(0s)));
  create_task_on(loop, lets(loop, nullptr));
  create_task_on(loop, as_coro(sleep(0s)));
  loop.run();
  EXPECT_EQ(seen.text(), "3 4");
}

}  // namespace
}  // namespace sim
