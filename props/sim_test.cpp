#include "props/sim_test.hpp"

#include <cstdio>
#include <cstdlib>

namespace sim {
namespace {

// A flag or a variable that cannot be read ends the program before anything runs.
class FlagsAreRight final : public testing::Environment {
  void SetUp() override {
    if (sim_flags().error.empty()) return;
    std::fputs(sim_flags().error.c_str(), stderr);
    std::exit(2);
  }
};

[[maybe_unused]] testing::Environment* const flags_are_right =
    testing::AddGlobalTestEnvironment(new FlagsAreRight);

}  // namespace

namespace detail {

void check_in_gtest(const SimTest& test) { tell_gtest(check(test, sim_flags().flags)); }

void CoroTest::TestBody() {
  const CoroOptions coro = coro_options(options_);
  const auto program = [body = body_, coro](RunDetail* shown) {
    return judged(as_program(body, coro, shown), shown);
  };
  check_in_gtest({.name = name_of_current_test(), .program = program, .options = options_});
}

testing::TestInfo* register_coro_test(const char* suite, const char* name, const char* file,
                                      int line, Coro<> (*body)(), SimTestOptions options) {
  return testing::RegisterTest(suite, name, nullptr, nullptr, file, line,
                               [body, options = std::move(options)]() -> testing::Test* {
                                 return new CoroTest(body, options);
                               });
}

}  // namespace detail
}  // namespace sim
