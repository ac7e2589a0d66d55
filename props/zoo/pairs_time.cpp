// Pairs in which two things end at the same time, or one ends while the other goes on.

#include <chrono>
#include <vector>

#include "props/zoo/pair.hpp"
#include "sim/aio/gather.hpp"
#include "sim/aio/queue.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/aio/task_group.hpp"
#include "sim/aio/wait.hpp"
#include "sim/aio/wait_for.hpp"
#include "sim/coro/shared.hpp"

namespace sim::zoo {
namespace {

using namespace std::chrono_literals;

// ---- reply after timeout -------------------------------------------------------------------

struct Response {
  explicit Response(Check& the_check) : check(the_check) {}

  void send(int) {
    check.that(sent.get() == 0, "a request is answered once");
    sent.update([](int& replies) { ++replies; });
  }

  Check& check;
  Shared<int> sent{0};
};

Coro<> compute(Response& response) {
  co_await sleep(1s);
  response.send(200);
}

Coro<> answer_broken(Response& response, TaskGroup& group) {
  const Task<> job = group.create_task(compute(response), "job");
  co_await turns(1);
  const std::vector<Task<>> jobs = {job};
  const WaitOptions options{.timeout = 1s};
  const auto ends = co_await wait(jobs, options);
  if (!ends.pending.empty()) response.send(504);  // and the job goes on
}

Coro<> answer(Response& response, TaskGroup& group) {
  const Task<> job = group.create_task(compute(response), "job");
  co_await turns(1);
  bool late = false;
  try {
    co_await wait_for(job, 1s);  // cancels the job and waits for its end
  } catch (const TimeoutError&) {
    late = true;
  }
  if (late && response.sent.get() == 0) response.send(504);
}

template <auto answer>
Coro<> reply_after_timeout(Check& check) {
  Response response(check);
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(answer(response, group), "handler");
    co_return;
  });
}

// ---- gather with one failing child ---------------------------------------------------------

struct Books {
  Shared<int> debit{0};
  Shared<int> credit{0};
};

Coro<> write_debit(Books& books) {
  co_await turns(2);
  books.debit.set(10);
}

Coro<> write_credit(Books&) {
  co_await turns(4);
  throw ValueError("the account is closed");
}

// The first error is thrown at once: the other child may still write.
Coro<> transfer_broken(Books& books) {
  try {
    co_await gather(create_task(write_debit(books), "debit"),
                    create_task(write_credit(books), "credit"));
  } catch (const ValueError&) {
    books.debit.set(0);
  }
}

// Waits for both ends, however they are.
Coro<> transfer(Books& books) {
  const auto [debited, credited] =
      co_await gather(return_exceptions, create_task(write_debit(books), "debit"),
                      create_task(write_credit(books), "credit"));
  if (!debited.ok() || !credited.ok()) books.debit.set(0);
}

template <auto transfer>
Coro<> gather_failing_child(Check& check) {
  Books books;
  co_await transfer(books);
  co_await sleep(1s);
  check.that(books.debit.get() == books.credit.get(), "nothing is left of a failed transfer");
}

// ---- timer tie -----------------------------------------------------------------------------

struct Lease {
  Instant expires = Loop::current().now() + 1s;
  bool lost = false;
};

Coro<> renew(Lease& lease, Check& check, Duration period) {
  for (int round = 0; round < 3; ++round) {
    co_await sleep(period);
    check.that(!lease.lost, "the lease holds while it is renewed");
    lease.expires = Loop::current().now() + 1s;
  }
}

Coro<> watch(Lease& lease) {
  while (true) {
    const Instant now = Loop::current().now();
    if (lease.expires <= now) break;
    co_await sleep(lease.expires - now);
  }
  lease.lost = true;
}

// Renewed just when it expires: which of the two timers comes first is nobody's promise.
Coro<> timer_tie_broken(Check& check) {
  Lease lease;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(renew(lease, check, 1s), "owner");
    group.create_task(watch(lease), "watchdog");
    co_return;
  });
}

Coro<> timer_tie(Check& check) {
  Lease lease;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    group.create_task(renew(lease, check, 500ms), "owner");
    group.create_task(watch(lease), "watchdog");
    co_return;
  });
}

// ---- shutdown with pending work ------------------------------------------------------------

struct Journal {
  Queue<int> lines{};
  Shared<int> written{0};
};

Coro<> write_lines(Journal& journal) {
  while (true) {
    co_await journal.lines.get();
    co_await turns(1);  // to the disk
    journal.written.update([](int& written) { ++written; });
    journal.lines.task_done();
  }
}

Coro<> finish_broken(Journal&) { co_return; }
Coro<> finish(Journal& journal) { co_await journal.lines.join(); }

template <auto finish>
Coro<> shutdown_with_pending_work(Check& check) {
  Journal journal;
  co_await task_group([&](TaskGroup& group) -> Coro<> {
    Task<> writer = group.create_task(write_lines(journal), "writer");
    for (int line = 0; line < 2; ++line) {
      co_await journal.lines.put(line);
      co_await turns(4);
    }
    co_await finish(journal);
    writer.cancel();
  });
  check.that(journal.written.get() == 2, "every line is written");
}

}  // namespace

std::vector<Pair> detail::pairs_of_time() {
  return {
      {"reply_after_timeout", "the time is up as the job ends, so both answer the request",
       "cancels the job, and looks whether it has answered", reply_after_timeout<answer_broken>,
       reply_after_timeout<answer>, true},
      {"gather_failing_child", "the debit is written after the transfer was rolled back",
       "looks at the ends of all children, and then rolls back",
       gather_failing_child<transfer_broken>, gather_failing_child<transfer>, true},
      {"timer_tie", "the lease expires at the very time of its renewal, and before it",
       "renews at half the time", timer_tie_broken, timer_tie, false},
      {"shutdown_with_pending_work", "the writer is cancelled while a line is on its way",
       "waits until all lines are written", shutdown_with_pending_work<finish_broken>,
       shutdown_with_pending_work<finish>, false},
  };
}

}  // namespace sim::zoo
