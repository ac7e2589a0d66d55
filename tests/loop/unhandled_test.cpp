#include "sim/loop/unhandled.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/loop/loop.hpp"

namespace sim {
namespace {

std::string words_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

void run_to_the_end(Loop& loop) {
  while (loop.run_once()) {
  }
}

// test_base_events.BaseEventLoopTests.test_set_exc_handler_custom
TEST(ExceptionHandler, IsToldOfWhatACallbackThrows) {
  Loop loop;
  std::vector<Unhandled> told;
  ExceptionHandlerOf handler([&](Loop& where, const Unhandled& what) {
    EXPECT_EQ(&where, &loop);
    told.push_back(what);
  });
  loop.set_exception_handler(&handler);
  EXPECT_EQ(loop.exception_handler(), &handler);
  loop.call_soon([] { throw std::runtime_error("zero"); });
  run_to_the_end(loop);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_EQ(told[0].context, "Exception in callback");
  EXPECT_EQ(words_of(told[0].error), "zero");
  EXPECT_TRUE(loop.unhandled().empty());

  // Taken away, what comes is kept in the list again.
  loop.set_exception_handler(nullptr);
  loop.call_soon([] { throw std::runtime_error("one"); });
  run_to_the_end(loop);
  EXPECT_EQ(told.size(), 1U);
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(words_of(loop.unhandled()[0].error), "one");
}

// test_base_events.BaseEventLoopTests.test_set_exc_handler_broken
TEST(ExceptionHandler, ThatThrowsIsReportedToTheDefaultOne) {
  Loop loop;
  ExceptionHandlerOf handler(
      [](Loop&, const Unhandled&) { throw std::runtime_error("broken handler"); });
  loop.set_exception_handler(&handler);
  bool went_on = false;
  loop.call_soon([] { throw std::runtime_error("zero"); });
  loop.call_soon([&] { went_on = true; });
  run_to_the_end(loop);
  EXPECT_TRUE(went_on);
  ASSERT_EQ(loop.unhandled().size(), 1U);
  const Unhandled& broken = loop.unhandled()[0];
  EXPECT_EQ(broken.context, "Unhandled error in exception handler");
  EXPECT_EQ(words_of(broken.error), "broken handler");
  ASSERT_NE(broken.original, nullptr);
  EXPECT_EQ(broken.original->context, "Exception in callback");
  EXPECT_EQ(words_of(broken.original->error), "zero");
}

template <class T>
concept CanHandle = requires(Loop& loop, T* handler) { loop.set_exception_handler(handler); };

// test_base_events.BaseEventLoopTests.test_set_exc_handler_invalid
TEST(ExceptionHandler, IsAHandlerOrNothing) {
  EXPECT_TRUE(CanHandle<ExceptionHandler>);
  EXPECT_FALSE(CanHandle<const char>);
}

TEST(ExceptionHandler, MayPassOnToTheDefaultOne) {
  Loop loop;
  ExceptionHandlerOf handler([](Loop& where, const Unhandled& what) {
    Unhandled changed = what;
    changed.context = "seen: " + what.context;
    where.default_exception_handler(std::move(changed));
  });
  loop.set_exception_handler(&handler);
  loop.call_exception_handler({nullptr, "by hand"});
  ASSERT_EQ(loop.unhandled().size(), 1U);
  EXPECT_EQ(loop.unhandled()[0].context, "seen: by hand");
}

TEST(ExceptionHandler, StaysWhenTheLoopBeginsANewRun) {
  Loop loop;
  int told = 0;
  ExceptionHandlerOf handler([&](Loop&, const Unhandled&) { ++told; });
  loop.set_exception_handler(&handler);
  loop.reset();
  loop.call_soon([] { throw std::runtime_error("zero"); });
  run_to_the_end(loop);
  EXPECT_EQ(told, 1);
  loop.set_exception_handler(nullptr);
}

}  // namespace
}  // namespace sim
