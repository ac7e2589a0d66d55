// gather and shield: who is cancelled ends cancelled, children begin in the order of the arguments,
// and an error is told to somebody.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "props/zoo/asyncio/bug.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/shield.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim::zoo::asyncio {
namespace {

// ---- gather(return_exceptions=True) until 3.6 ----------------------------------------------

// The outer future of a gather: to cancel it is to cancel the children. Once they have ended it is
// given their ends, and has forgotten what it was asked.
class GatheringFuture final : public detail::FutureState<int> {
 public:
  explicit GatheringFuture(std::vector<Task<>> children)
      : FutureState(Loop::current()), children_(std::move(children)), left_(children_.size()) {}

  bool cancel(const CancelMessage& message) override {
    if (done()) return false;
    bool any = false;
    for (Task<>& child : children_) any = child.cancel(message) || any;
    return any;
  }
  // Returns whether this was the last.
  bool child_ended() { return --left_ == 0; }
  [[nodiscard]] bool ends_by_itself() const noexcept override { return true; }

 private:
  std::vector<Task<>> children_;
  std::size_t left_;
};

Coro<> old_gather(std::vector<Task<>> children) {
  const auto core = CorePtr<FutureCore>::adopt(new GatheringFuture(children));
  Future<int> outer(*core);
  for (Task<>& child : children) {
    child.add_done_callback([outer](const Task<>&) mutable {
      if (static_cast<GatheringFuture&>(outer.core()).child_ended()) outer.set_result(0);
    });
  }
  co_await outer;
}

Coro<> our_gather(std::vector<Task<>> children) {
  co_await gather(return_exceptions, std::move(children));
}

Coro<> some_turns(int turns) {
  for (; turns > 0; --turns) co_await turn();
}

template <auto gather_function>
Coro<> gather_some() {
  std::vector<Task<>> children;
  children.push_back(create_task(some_turns(1), "child"));
  children.push_back(create_task(some_turns(2), "other child"));
  co_await gather_function(std::move(children));
}

template <auto gather_function>
Coro<> gather_law(Play& play) {
  play.worker("gatherer", gather_some<gather_function>());
  co_await play.workers_end();
}

// ---- gather before it kept the order -------------------------------------------------------

using Order = std::vector<int>;

Coro<> note(std::shared_ptr<Order> order, int number) {
  order->push_back(number);
  co_return;
}

// Iterates over a set of the arguments: in an order that nobody knows.
std::vector<Task<>> tasks_of_set(std::vector<Coro<>> arguments) {
  std::vector<Task<>> tasks;
  while (!arguments.empty()) {
    const auto left = static_cast<std::uint32_t>(arguments.size());
    const std::uint32_t which =
        Loop::current().choose({ChoiceKind::delay, left, "the order of a set", {}});
    tasks.push_back(create_task(std::move(arguments[which])));
    arguments.erase(arguments.begin() + which);
  }
  return tasks;
}

Coro<> gather_of_set(std::vector<Coro<>> arguments) {
  co_await our_gather(tasks_of_set(std::move(arguments)));
}

Coro<> gather_in_order(std::vector<Coro<>> arguments) {
  co_await gather(std::move(arguments));
}

template <auto gather_function>
Coro<> order_law(Play& play) {
  const auto order = std::make_shared<Order>();
  std::vector<Coro<>> arguments;
  for (int number = 1; number <= 3; ++number) arguments.push_back(note(order, number));
  co_await gather_function(std::move(arguments));
  if (!std::ranges::is_sorted(*order)) play.broken("an argument begins before one on its left");
}

// ---- shield --------------------------------------------------------------------------------

// asyncio.shield until 3.7: when the outer future is cancelled it still listens to the inner one,
// and takes the error of that without telling anybody.
Coro<> old_shield(Task<> inner) {
  Future<> outer;
  inner.add_done_callback([outer](const Task<>& ended) mutable {
    if (outer.cancelled()) {
      if (!ended.cancelled()) static_cast<void>(ended.exception());
    } else if (ended.cancelled()) {
      outer.cancel();
    } else if (std::exception_ptr error = ended.exception()) {
      outer.set_exception(error);
    } else {
      outer.set_result();
    }
  });
  co_await outer;
}

Coro<> our_shield(Task<> inner) { co_await shield(std::move(inner)); }

struct Told {
  bool raised = false;
  bool told = false;
};

Coro<> fail_after_two_turns(std::shared_ptr<Told> told) {
  co_await some_turns(2);
  told->raised = true;
  throw ValueError("the inner one fails");
}

template <auto shield_function>
Coro<> wait_shielded(std::shared_ptr<Told> told) {
  Task<> inner = create_task(fail_after_two_turns(told), "inner");
  try {
    co_await shield_function(std::move(inner));
  } catch (const ValueError&) {
    told->told = true;
  }
}

template <auto shield_function>
Coro<> shield_law(Play& play) {
  const auto told = std::make_shared<Told>();
  play.worker("waiter", wait_shielded<shield_function>(told));
  co_await play.workers_end();
  co_await some_turns(4);
  play.loop().report_untaken();
  const bool told_to_loop = !play.loop().unhandled().empty();
  if (told->raised && !told->told && !told_to_loop) play.broken("an error is told to nobody");
}

}  // namespace

void add_gathers(std::vector<Bug>& bugs) {
  bugs.push_back({.name = "gather-swallows",
                  .id = "bpo-32684",
                  .versions = "3.4 to 3.6",
                  .law = "who is cancelled ends cancelled",
                  .old = gather_law<old_gather>,
                  .shipped = gather_law<our_gather>});
  bugs.push_back({.name = "gather-out-of-order",
                  .id = "python/asyncio#432",
                  .versions = "3.4 to 3.6",
                  .law = "children begin in the order of the arguments",
                  .old = order_law<gather_of_set>,
                  .shipped = order_law<gather_in_order>,
                  .cancels = 0,
                  .model = Model::timing});
  bugs.push_back({.name = "shield-hides-error",
                  .id = "bpo-42636",
                  .versions = "3.4 to 3.7; since then in one turn",
                  .law = "an error is told to somebody",
                  .old = shield_law<old_shield>,
                  .shipped = shield_law<our_shield>,
                  .kept = true});
}

}  // namespace sim::zoo::asyncio
