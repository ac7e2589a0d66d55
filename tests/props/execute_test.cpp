#include "props/execute.hpp"

#include <gtest/gtest.h>

#include "props/generate.hpp"
#include "props/mend.hpp"
#include "sim/trace/digest.hpp"
#include "sim/trace/recorder.hpp"

namespace sim::props {
namespace {

using Lines = std::vector<std::string>;

Execution run(Block main) { return execute(mended({std::move(main)})); }

Step spawn(int var, Block body) {
  Step step{.verb = Verb::spawn, .var = var};
  step.body = std::move(body);
  return step;
}

Step sleep(std::int64_t millis) { return {.verb = Verb::sleep, .millis = millis}; }

TEST(Execute, RunsTheEmptyProgram) {
  const Execution none = run({});
  EXPECT_EQ(none.outcome, "ok");
  EXPECT_EQ(none.result, "None");
  EXPECT_EQ(none.output, Lines{});
  EXPECT_EQ(none.elapsed, Duration{0});
}

TEST(Execute, PrintsValuesAndTheTime) {
  const Execution one = run({sleep(1500),
                             {.verb = Verb::print, .clock = true},
                             {.verb = Verb::self, .var = 1},
                             {.verb = Verb::print, .of = 1}});
  EXPECT_EQ(one.output, (Lines{"p2 1.5", "p4 <Task Task-1>"}));
  EXPECT_EQ(one.elapsed, std::chrono::milliseconds(1500));
}

TEST(Execute, TellsWhatMainRaised) {
  const Execution raised =
      run({{.verb = Verb::raise, .message = true, .error = ErrorType::type_error}});
  EXPECT_EQ(raised.outcome, "raised");
  EXPECT_EQ(raised.exception, "TypeError: e1");
}

TEST(Execute, WritesDownEachAwait) {
  const Execution all = run({spawn(1, {sleep(1000), {.verb = Verb::give_back}}),
                             {.verb = Verb::await, .of = 1},
                             {.verb = Verb::gather, .operands = {{.var = 1, .body = {}}}},
                             {.verb = Verb::wait, .operands = {{.var = 1, .body = {}}}}});
  ASSERT_EQ(all.sleeps.size(), 1U);
  EXPECT_EQ(all.sleeps[0].task, TaskId(2));
  ASSERT_EQ(all.awaits.size(), 1U);
  EXPECT_EQ(all.awaits[0].result, "3");
  ASSERT_EQ(all.gathers.size(), 1U);
  EXPECT_EQ(all.gathers[0].results, Lines{"3"});
  ASSERT_EQ(all.waits.size(), 1U);
  EXPECT_EQ(all.waits[0].done, std::vector<Awaitee>{2});
}

TEST(Execute, RunsHandlersElseAndFinally) {
  Step attempt{.verb = Verb::attempt, .var = 1};
  attempt.body = {{.verb = Verb::raise, .message = true}};
  attempt.handlers = {{ErrorType::type_error, {{.verb = Verb::print}}},
                      {ErrorType::exception, {{.verb = Verb::print, .of = 1}}}};
  attempt.otherwise = {{.verb = Verb::print}};
  attempt.cleanup = {{.verb = Verb::print}};
  EXPECT_EQ(run({attempt}).output, (Lines{"p4 e2", "p6"}));
}

TEST(Execute, LetsAReturnInFinallyWin) {
  Step attempt{.verb = Verb::attempt};
  attempt.body = {{.verb = Verb::raise}};
  attempt.cleanup = {{.verb = Verb::give_back}};
  const Execution quiet = run({attempt});
  EXPECT_EQ(quiet.outcome, "ok");
  EXPECT_EQ(quiet.result, "3");
}

TEST(Execute, LeavesLoopsAndGoesOnWithThem) {
  Step loop{.verb = Verb::loop, .count = 3};
  loop.body = {{.verb = Verb::print}, {.verb = Verb::next_turn}, {.verb = Verb::print}};
  EXPECT_EQ(run({loop}).output, (Lines{"p2", "p2", "p2"}));
  loop.body[1].verb = Verb::leave_loop;
  EXPECT_EQ(run({loop}).output, (Lines{"p2"}));
}

TEST(Execute, TakesTheBranchThatTheAnswerTells) {
  Step branch{.verb = Verb::branch, .of = 1};
  branch.body = {{.verb = Verb::print}};
  branch.otherwise = {{.verb = Verb::print}};
  EXPECT_EQ(run({spawn(1, {}), branch}).output, Lines{"p4"});
  EXPECT_EQ(run({spawn(1, {}), sleep(0), branch}).output, Lines{"p4"});
}

TEST(Execute, CancelsAGatheringThatIsHeld) {
  Step hold{.verb = Verb::hold, .var = 1};
  hold.operands = {{0, {sleep(1000)}}};
  const Execution held = run({hold,
                              sleep(0),
                              {.verb = Verb::cancel, .var = 2, .of = 1},
                              {.verb = Verb::print, .of = 2},
                              {.verb = Verb::await, .of = 1}});
  EXPECT_EQ(held.output, Lines{"p5 True"});
  EXPECT_EQ(held.exception, "CancelledError");
}

// Hears what a loop tells, and writes it down itself.
class Told final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    recorder.on_event(event);
    digest.on_event(event);
  }
  [[nodiscard]] bool watches_objects() const noexcept override { return true; }

  sim::Recorder recorder;
  TraceDigest digest;
};

TEST(ALoop, WritesIntoALogWhatItWouldTell) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    const Program program = generate_program(seed, 60);
    Told told;
    static_cast<void>(execute(program, {.probe = &told}));
    sim::Recorder written;
    static_cast<void>(execute(program, {.probe = &written}));
    ASSERT_EQ(written.trace(), told.recorder.trace()) << seed;
    TraceDigest digest;
    static_cast<void>(execute(program, {.probe = &digest}));
    ASSERT_EQ(digest.value(), told.digest.value()) << seed;
  }
}

}  // namespace
}  // namespace sim::props
