#include "sim/explore/report.hpp"

#include <gtest/gtest.h>

#include "tests/explore/racy.hpp"

namespace sim {
namespace {

Schedule audit_first() {
  Schedule schedule;
  schedule.add({ChoiceKind::step, {{1, 2}, 1}, {{1, 1}, 1}});
  return schedule;
}

TEST(FailureReport, SaysWhatBrokeUnderWhichScheduleAndHowToRepeatIt) {
  FailureReport report{.title = "counter", .seen = witness(test::racy(), audit_first())};
  report.detail = "counter_test.cpp:7:\nthe counter is 1";
  report.number = 3;
  report.deviations_found = 12;
  report.replays = 45;
  report.repeat = "./counter_test --gtest_filter=Counter.Counts";
  EXPECT_EQ(report.text(),
            "counter: failed: an addition is lost\n"
            "  counter_test.cpp:7:\n"
            "  the counter is 1\n"
            "schedule: FIFO, except step 2: audit before deposit\n"
            "token:    fermata1-any-s1.2*1-1.1*1-x823b\n"
            "found:    schedule 3; 12 deviations, 1 after 45 replays\n"
            "lanes:\n"
            "          main\n"
            "          | deposit\n"
            "          | | audit\n"
            "   1  0s  * . .  main: starts deposit, audit; waits for deposit\n"
            " > 2  0s  | . *  audit: waits for its next turn\n"
            "   3  0s  | * |  deposit: waits for its next turn\n"
            "   4  0s  | | x  audit: returned\n"
            "   5  0s  | x    deposit: returned\n"
            "   6  0s  x      main: returned\n"
            "repeat:   ./counter_test --gtest_filter=Counter.Counts\n");
}

TEST(FailureReport, LeavesOutWhatIsNotKnown) {
  FailureReport report{.seen = witness(test::racy(true), Schedule())};
  report.waits = "main waits for audit\n";
  const std::string text = report.text();
  EXPECT_EQ(text.substr(0, 19), "ok\nschedule: FIFO\nt") << text;
  EXPECT_EQ(text.find("found:"), std::string::npos);
  EXPECT_NE(text.find("waits:\n  main waits for audit\n"), std::string::npos);
}

TEST(FailureReport, SaysThatTheScheduleIsKnownToBeMinimal) {
  FailureReport report{.seen = witness(test::racy(), audit_first())};
  report.number = 1;
  report.deviations_found = 1;
  report.replays = 2;
  report.minimal = true;
  EXPECT_NE(report.text().find("schedule 1; 1 deviation, 1 after 2 replays, and fewer do not fail"),
            std::string::npos);
}

}  // namespace
}  // namespace sim
