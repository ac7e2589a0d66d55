#include "sim/detect/unhandled.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/aio/gather.hpp"
#include "sim/aio/sleep.hpp"
#include "tests/detect/judged.hpp"

namespace sim {
namespace {

using namespace std::chrono_literals;
using test::findings_of;
using test::judged;

Coro<> write() {
  co_await sleep(1s);
  throw RuntimeError("disk full");
}

Coro<> forgets_its_writer() {
  create_task(write(), "writer");
  co_await sleep(2s);
}

TEST(AnErrorThatNobodyTook, IsFound) {
  const std::vector<Finding> found = findings_of(forgets_its_writer());
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::unretrieved);
  EXPECT_EQ(found[0].what,
            "unretrieved: writer: Task exception was never retrieved: disk full");
  EXPECT_EQ(found[0].tasks, std::vector<std::string>{"writer"});
}

Coro<> looks_after_its_writer() {
  Task<> writer = create_task(write(), "writer");
  try {
    co_await writer;
  } catch (const RuntimeError&) {
  }
}

TEST(AnErrorThatNobodyTook, IsNotFoundWhereItIsCaught) {
  EXPECT_EQ(judged(looks_after_its_writer()), "");
}

Coro<> asks_its_writer() {
  Task<> writer = create_task(write(), "writer");
  co_await sleep(2s);
  static_cast<void>(writer.exception());
}

TEST(AnErrorThatNobodyTook, IsNotFoundWhereItIsAskedFor) {
  EXPECT_EQ(judged(asks_its_writer()), "");
}

Coro<> nap() { co_await sleep(1s); }

Coro<> forgets_to_await(bool awaits) {
  Coro<> nap_to_be = nap();
  if (awaits) co_await std::move(nap_to_be);
}

TEST(ACoroutineThatWasNeverAwaited, IsFound) {
  const std::vector<Finding> found = findings_of(forgets_to_await(false));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].kind, FindingKind::unawaited);
  EXPECT_EQ(found[0].what, "unawaited: coroutine was never awaited");
  EXPECT_EQ(judged(forgets_to_await(true)), "");
}

Coro<> later(Coro<> body) {
  co_await sleep(5s);
  co_await std::move(body);
}

Coro<> cancels_who_would_await() {
  Task<> task = create_task(later(nap()), "later");
  co_await sleep(1s);
  task.cancel();
}

TEST(ACoroutineThatWasNeverAwaited, IsNotFoundWhereACancelledTaskDidNotComeToIt) {
  EXPECT_EQ(judged(cancels_who_would_await()), "");
}

TEST(WhatNobodyHandled, IsNotLookedForWhereItIsNotWanted) {
  EXPECT_EQ(judged(forgets_its_writer(), {}, {.unretrieved = false}), "");
  EXPECT_EQ(judged(forgets_to_await(false), {}, {.unawaited = false}), "");
}

}  // namespace
}  // namespace sim
