// props/sim_test.hpp
//
// A GoogleTest test whose body is a coroutine, run under many schedules until one fails.
//
//   SIM_TEST(Bank, KeepsItsSum) {
//     Account account(100);
//     Task<> deposit = create_task(change(account, +10), "deposit");
//     Task<> audit = create_task(change(account, -10), "audit");
//     co_await deposit;
//     co_await audit;
//     SIM_ASSERT_EQ(account.balance(), 100);
//     co_return;
//   }
//   SIM_TEST(Bank, ClosesInTime, .schedules = 10'000, .model = Model::timing) { ... }
//   SIM_TEST_F(BankFixture, KeepsItsSum) { ... }     // with a fixture of its own for each run
//   SIM_TEST(Bank, IsDeterministic, .check_determinism = 20) { ... }   // so many made twice first
//   SIM_TEST(Bank, IsInOrder, .detect = {.hb_race = true}) { ... }     // sim/detect/hb_race.hpp
//
// Beside SIM_ASSERT_* (sim_assert.hpp) any EXPECT_* may stand. A run also fails if an exception
// escapes, at a deadlock, after too many iterations, if an exception is lost or a coroutine never
// awaited. Then the schedule is made small, and one failure is reported: what broke, the schedule,
// the lanes of its tasks, who waits for whom, and at the end the line that repeats it. It is saved
// and replayed first the next time (saved_failures.hpp). Flags say how to search (sim_flags.hpp).
//
// The body is the first task of the run, "main". With a fixture its constructor, SetUp() and
// TearDown() are called within that task, and it goes when all tasks have; that needs one thread.

#pragma once

#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <utility>

#include "props/coro_program.hpp"
#include "props/sim_assert.hpp"
#include "props/sim_check.hpp"
#include "sim/coro/coro.hpp"
#include "sim/explore/program.hpp"

namespace sim {

namespace detail {

// Checks, and tells the current test.
void check_in_gtest(const SimTest& test);

// One SIM_TEST in GoogleTest.
class CoroTest final : public testing::Test {
 public:
  CoroTest(Coro<> (*body)(), SimTestOptions options)
      : body_(body), options_(std::move(options)) {}

 private:
  void TestBody() override;

  Coro<> (*body_)();
  SimTestOptions options_;
};

testing::TestInfo* register_coro_test(const char* suite, const char* name, const char* file,
                                      int line, Coro<> (*body)(), SimTestOptions options);

// A fixture for one run. It outlives the loop's tasks.
template <class Fixture>
class FixtureRun {
 public:
  ~FixtureRun() {
    if (fixture_ && !torn_down_) fixture_->sim_tear_down();
  }

  Coro<> run() {
    fixture_ = std::make_unique<Fixture>();
    fixture_->sim_set_up();
    std::exception_ptr error;
    try {
      if (!run_has_fatal_failure()) co_await fixture_->sim_body();
    } catch (...) {
      error = std::current_exception();
    }
    torn_down_ = true;
    fixture_->sim_tear_down();
    if (error) std::rethrow_exception(error);
  }

 private:
  std::unique_ptr<Fixture> fixture_;
  bool torn_down_ = false;
};

template <class Fixture>
void check_fixture_in_gtest(SimTestOptions options) {
  const CoroOptions coro = coro_options(options);
  const auto program = [coro](RunDetail* shown) -> Program {
    return judged(
        [coro, shown](Loop& loop) {
          FixtureRun<Fixture> fixture;
          return run_to_its_end(loop, fixture.run(), coro, shown);
        },
        shown);
  };
  check_in_gtest({.name = name_of_current_test(),
                  .program = program,
                  .options = std::move(options),
                  .many_threads = false});
}

}  // namespace detail
}  // namespace sim

#define SIM_TEST(Suite, Name, ...)                                                              \
  static ::sim::Coro<> sim_test_##Suite##_##Name();                                             \
  [[maybe_unused]] static ::testing::TestInfo* const sim_test_info_##Suite##_##Name =           \
      ::sim::detail::register_coro_test(#Suite, #Name, __FILE__, __LINE__,                      \
                                        &sim_test_##Suite##_##Name,                             \
                                        ::sim::SimTestOptions{__VA_ARGS__});                    \
  static ::sim::Coro<> sim_test_##Suite##_##Name()

#define SIM_TEST_F(Fixture, Name, ...)                                                          \
  class Fixture##_##Name##_SimTest : public Fixture {                                           \
   public:                                                                                      \
    void sim_set_up() { Fixture::SetUp(); }                                                     \
    void sim_tear_down() { Fixture::TearDown(); }                                               \
    ::sim::Coro<> sim_body();                                                                   \
                                                                                                \
   private:                                                                                     \
    void SetUp() override {}                                                                    \
    void TearDown() override {}                                                                 \
    void TestBody() override {                                                                  \
      ::sim::detail::check_fixture_in_gtest<Fixture##_##Name##_SimTest>(                        \
          ::sim::SimTestOptions{__VA_ARGS__});                                                  \
    }                                                                                           \
  };                                                                                            \
  [[maybe_unused]] static ::testing::TestInfo* const sim_test_info_##Fixture##_##Name =         \
      ::testing::RegisterTest(#Fixture, #Name, nullptr, nullptr, __FILE__, __LINE__,            \
                              []() -> Fixture* { return new Fixture##_##Name##_SimTest; });     \
  ::sim::Coro<> Fixture##_##Name##_SimTest::sim_body()
