#include "props/property.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <sstream>

#include "props/show.hpp"
#include "props/shrink.hpp"

namespace sim::props {
namespace {

rc::Seq<Program> smaller_than(const Program& program) {
  return rc::seq::fromContainer(shrinks(program));
}

std::string text_of(const testing::TestPartResultArray& results) {
  std::ostringstream text;
  for (int i = 0; i < results.size(); ++i) {
    const testing::TestPartResult& part = results.GetTestPartResult(i);
    if (!part.failed()) continue;
    if (part.file_name() != nullptr) text << part.file_name() << ":" << part.line_number() << ":\n";
    text << part.message() << "\n";
  }
  return text.str();
}

// What failed in one case; empty if nothing did.
std::string try_case(const Law& law, const Program& program) {
  testing::TestPartResultArray results;
  std::string thrown;
  {
    testing::ScopedFakeTestPartResultReporter reporter(
        testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &results);
    try {
      law(program);
    } catch (const std::exception& error) {
      thrown = std::string("it throws: ") + error.what() + "\n";
    } catch (...) {
      thrown = "it throws something that is no std::exception\n";
    }
  }
  return text_of(results) + thrown;
}

std::string report_of(const Verdict& verdict) {
  std::ostringstream text;
  text << "falsified after " << verdict.cases << (verdict.cases == 1 ? " case" : " cases")
       << ", made smaller " << verdict.shrinks << (verdict.shrinks == 1 ? " time" : " times")
       << "; the program is\n\n"
       << *verdict.counterexample << "\n"
       << verdict.message;
  return text.str();
}

// RapidCheck prints to std::cerr only what a listener of its own does; this one is silent.
class Silence final : public rc::detail::TestListener {
 public:
  void onTestCaseFinished(const rc::detail::CaseDescription&) override {}
  void onShrinkTried(const rc::detail::CaseDescription&, bool) override {}
  void onTestFinished(const rc::detail::TestMetadata&, const rc::detail::TestResult&) override {}
};

}  // namespace

rc::Gen<Program> programs(const Shape& shape) {
  return [shape](const rc::Random& random, int size) {
    const std::uint64_t number = rc::Random(random).next();
    return rc::shrinkable::shrinkRecur(generate_program(number, size, shape), &smaller_than);
  };
}

Verdict check_property(const Law& law, const PropertyOptions& options) {
  Verdict verdict;
  const auto property = rc::detail::toProperty([&] {
    const Program program = *programs(options.shape);
    const std::string failed = try_case(law, program);
    if (failed.empty()) return;
    verdict.counterexample = program;
    verdict.message = failed;
    RC_FAIL(failed);
  });
  rc::detail::TestParams params = rc::detail::configuration().testParams;
  if (options.seed) params.seed = *options.seed;
  if (options.cases) params.maxSuccess = *options.cases;
  verdict.seed = params.seed;
  Silence silence;
  const auto result =
      rc::detail::checkProperty(property, {options.name, options.name}, params, silence, {});
  verdict.holds = result.is<rc::detail::SuccessResult>();
  verdict.cases = params.maxSuccess;
  if (verdict.holds) return verdict;
  if (result.is<rc::detail::FailureResult>()) {
    const auto failure = result.get<rc::detail::FailureResult>();
    verdict.cases = failure.numSuccess + 1;
    verdict.shrinks = static_cast<int>(failure.reproduce.shrinkPath.size());
  }
  verdict.report = report_of(verdict);
  return verdict;
}

}  // namespace sim::props
