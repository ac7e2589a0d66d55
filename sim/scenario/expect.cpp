#include "sim/scenario/expect.hpp"

#include <algorithm>
#include <exception>
#include <optional>
#include <utility>

#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

class Comparison {
 public:
  std::vector<Mismatch> mismatches;

  void hold(Mismatch::Key key, std::string expected, std::string actual, const Site& site,
            std::string name = "") {
    if (expected == actual) return;
    mismatches.push_back({key, std::move(name), std::move(expected), std::move(actual), {}, {},
                          site});
  }

  void hold_output(const Expectation::Lines& expected, const std::vector<std::string>& actual) {
    if (expected.lines == actual) return;
    mismatches.push_back(
        {Mismatch::Key::output, "", "", "", expected.lines, actual, expected.site});
  }

  void hold_outcome(const std::optional<Expectation::Outcome>& expected, Outcome actual) {
    hold(Mismatch::Key::outcome,
         std::string(to_string(expected ? expected->value : Outcome::ok)),
         std::string(to_string(actual)), expected ? expected->site : Site{});
  }

  void hold_final(const Expectation::Final& expected, const std::vector<FinalValue>& actual) {
    for (const NamedExpr& variable : expected.variables) {
      const auto found = std::ranges::find(actual, variable.name, &FinalValue::name);
      hold(Mismatch::Key::final_value, write_expected(*variable.value),
           found == actual.end() ? "nothing: the run ended before it was made"
                                 : found->value.python,
           variable.site, variable.name);
    }
  }
};

}  // namespace

std::string Mismatch::label() const {
  switch (key) {
    case Key::output: return "output";
    case Key::outcome: return "outcome";
    case Key::exception: return "exception";
    case Key::elapsed: return "elapsed";
    case Key::result: return "result";
    case Key::final_value: return "final " + name;
  }
  return "";
}

std::vector<Mismatch> compare(const Expectation& expected, const RunResult& result) {
  Comparison comparison;
  if (expected.output) comparison.hold_output(*expected.output, result.output);
  comparison.hold_outcome(expected.outcome, result.outcome);
  if (expected.exception) {
    comparison.hold(Mismatch::Key::exception, expected.exception->value,
                    result.exception.value_or("nothing was raised"), expected.exception->site);
  }
  if (expected.elapsed) {
    comparison.hold(Mismatch::Key::elapsed,
                    write_seconds(Duration{expected.elapsed->nanoseconds}),
                    write_seconds(result.elapsed), expected.elapsed->site);
  }
  if (expected.result) {
    comparison.hold(Mismatch::Key::result, write_expected(*expected.result->value),
                    result.result.python, expected.result->site);
  }
  if (expected.final_values) comparison.hold_final(*expected.final_values, result.final_values);
  return std::move(comparison.mismatches);
}

std::string write_seconds(Duration duration) {
  const std::int64_t second = 1'000'000'000;
  const std::int64_t whole = duration.count() / second;
  std::string rest = std::to_string(duration.count() % second);
  if (rest == "0") return std::to_string(whole);
  rest.insert(0, 9 - rest.size(), '0');
  rest.erase(rest.find_last_not_of('0') + 1);
  return std::to_string(whole) + "." + rest;
}

std::string write_expected(const Expr& expression) {
  const Slots no_locals;
  std::exception_ptr error;
  try {
    return to_repr(Evaluator(nullptr, &no_locals)(expression));
  } catch (...) {
    error = std::current_exception();
  }
  return "what cannot be calculated: " + describe(to_exception(error));
}

}  // namespace sim::scenario
