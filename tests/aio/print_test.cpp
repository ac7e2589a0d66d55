#include "sim/aio/print.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/coro/task.hpp"

namespace sim {
namespace {

class Heard final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    if (event.kind != EventKind::print) return;
    lines.emplace_back(event.label);
    tasks.push_back(event.task.value());
  }

  std::vector<std::string> lines{};
  std::vector<std::uint64_t> tasks{};
};

Coro<> says(std::string line) {
  print(line);
  co_return;
}

Coro<> says_twice() {
  print("one");
  const Task<> other = create_task(says("two"));
  co_await other;
}

TEST(Print, IsToldToTheProbeAsWhatTheTaskSays) {
  Heard heard;
  run(says_twice(), {.probe = &heard});
  EXPECT_EQ(heard.lines, (std::vector<std::string>{"one", "two"}));
  EXPECT_EQ(heard.tasks, (std::vector<std::uint64_t>{1, 2}));
}

TEST(Print, SaysNothingWhereNobodyWatches) { EXPECT_NO_THROW(run(says_twice())); }

TEST(Print, NeedsALoop) { EXPECT_THROW(print("one"), std::runtime_error); }

}  // namespace
}  // namespace sim
