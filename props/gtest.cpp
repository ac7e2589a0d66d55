#include "props/gtest.hpp"

#include <string>

namespace sim::props {
namespace {

std::string repeat_line(const Verdict& verdict, const std::string& name) {
  return "repeat: RC_PARAMS=\"seed=" + std::to_string(verdict.seed) +
         " max_success=" + std::to_string(verdict.cases) + "\" " +
         testing::internal::GetArgvs().front() + " --gtest_filter=" + name;
}

}  // namespace

void run_property(const Law& law, const Shape& shape) {
  const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
  const std::string name = std::string(test.test_suite_name()) + "." + test.name();
  const Verdict verdict =
      check_property(law, {.name = name, .shape = shape, .seed = {}, .cases = {}});
  testing::Test::RecordProperty("seed", std::to_string(verdict.seed));
  testing::Test::RecordProperty("cases", verdict.cases);
  if (verdict.holds) return;
  testing::Test::RecordProperty("repeat", repeat_line(verdict, name));
  ADD_FAILURE_AT(test.file(), test.line()) << verdict.report << repeat_line(verdict, name);
}

}  // namespace sim::props
