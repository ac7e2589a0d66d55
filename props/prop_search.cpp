#include "props/prop_search.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "props/saved_failures.hpp"
#include "sim/base/xoshiro.hpp"
#include "sim/explore/explore.hpp"
#include "sim/explore/shrink.hpp"

namespace sim {
namespace {

using detail::DrawInput;
using detail::DrawnInput;

constexpr int kSizeMax = 100;
constexpr std::uint64_t kDiscardsPerCase = 10;
constexpr std::uint64_t kCasesInAnyTime = 1'000'000'000;

// How an input comes about, and its text.
struct InputPath {
  std::uint64_t seed = 0;
  int size = 0;
  std::vector<std::uint32_t> steps{};

  [[nodiscard]] std::string token() const {
    char digits[17] = {};
    const auto hex = std::to_chars(digits, digits + 16, seed, 16);
    std::string text = "i" + std::string(digits, hex.ptr) + "-" + std::to_string(size);
    for (const std::uint32_t& step : steps) {
      text += (&step == steps.data() ? "-" : ".") + std::to_string(step);
    }
    return text;
  }
};

template <class Number>
Number number_in(std::string_view& text, int base) {
  Number value{};
  const char* const end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc()) throw std::invalid_argument("");
  text.remove_prefix(static_cast<std::size_t>(last - text.data()));
  return value;
}

bool accept(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

InputPath parse_input(const std::string& token) {
  std::string_view text = token;
  InputPath path;
  try {
    if (!accept(text, 'i')) throw std::invalid_argument("");
    path.seed = number_in<std::uint64_t>(text, 16);
    if (!accept(text, '-')) throw std::invalid_argument("");
    path.size = number_in<int>(text, 10);
    for (bool more = accept(text, '-'); more; more = accept(text, '.')) {
      path.steps.push_back(number_in<std::uint32_t>(text, 10));
    }
    if (!text.empty()) throw std::invalid_argument("");
  } catch (const std::invalid_argument&) {
    throw std::invalid_argument("'" + token + "' is no input that a failure printed");
  }
  return path;
}

std::unique_ptr<DrawnInput> draw(const DrawInput& from, const InputPath& path) {
  std::unique_ptr<DrawnInput> input = from(path.seed, path.size);
  for (const std::uint32_t step : path.steps) {
    const std::unique_ptr<DrawnInput::Smaller> smaller = input->smaller();
    std::unique_ptr<DrawnInput> next;
    for (std::uint32_t index = 0; index <= step; ++index) {
      next = smaller->next();
      if (!next) throw std::invalid_argument("the input " + path.token() + " cannot be drawn here");
    }
    input = std::move(next);
  }
  return input;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

class PropSearch {
 public:
  PropSearch(const std::string& name, const DrawInput& from, const SimPropOptions& options,
             const SimFlags& flags)
      : name_(name),
        from_(from),
        options_(options),
        flags_(flags),
        saved_(flags.failures.value_or(kSavedFailures), name) {}

  SimTestResult run() {
    if (flags_.input) return check_given(parse_input(*flags_.input));
    SimTestResult result = replay_saved();
    if (result.passed && !flags_.schedule) search(result);
    result.seed = flags_.seed.value_or(options_.seed);
    return result;
  }

 private:
  struct Case {
    InputPath path{};
    std::unique_ptr<DrawnInput> input{};
    Failure failure{};
  };

  [[nodiscard]] CoroOptions coro_options() const {
    return {.iterations_max = options_.iterations_max};
  }

  [[nodiscard]] SimTest test_of(const DrawnInput& input, const InputPath& path) const {
    SimTest test;
    test.name = name_;
    test.program = [&input, this](RunDetail* shown) {
      return input.program(coro_options(), shown);
    };
    test.options = {.strategy = options_.strategy,
                    .schedules = options_.schedules,
                    .seed = options_.seed,
                    .model = options_.model,
                    .replays = options_.replays,
                    .iterations_max = options_.iterations_max,
                    .check_determinism = options_.check_determinism};
    test.repeat_flags = " --sim_input=" + path.token();
    return test;
  }

  SimTestResult check_given(const InputPath& path) {
    const std::unique_ptr<DrawnInput> input = draw(from_, path);
    SimFlags flags = flags_;
    flags.failures = "";
    SimTestResult result = check(test_of(*input, path), flags);
    if (result.note.empty()) result.note = "was checked with the input";
    result.note += " " + input->show();
    return result;
  }

  // A line is "INPUT@SCHEDULE".
  SimTestResult replay_saved() {
    SimTestResult result;
    std::uint64_t passed = 0;
    for (const SavedFailure& each : saved_.load()) {
      const std::size_t at = each.token.find('@');
      try {
        Case one;
        one.path = parse_input(each.token.substr(0, at));
        one.input = draw(from_, one.path);
        if (at == std::string::npos) throw ScheduleError("there is no '@' in " + each.token);
        one.failure = failure_under(one.input->program(coro_options(), nullptr),
                                    Schedule::parse(each.token.substr(at + 1)));
        if (!one.failure.ending.ok()) {
          return report(one, "saved in " + saved_.path() + ", it fails again\n");
        }
        ++passed;
      } catch (const std::logic_error& error) {
        result.note += saved_.path() + ": " + error.what() + "; ";
      } catch (const ScheduleError& error) {
        result.note += saved_.path() + ": " + error.what() + "; ";
      }
    }
    result.schedules = passed;
    if (passed > 0) {
      result.note += "passes with " + counted(passed, "input and schedule") +
                     " that failed before (" + saved_.path() + ")";
    }
    return result;
  }

  void search(SimTestResult& result) {
    const std::uint64_t cases =
        flags_.cases.value_or(flags_.seconds ? kCasesInAnyTime : options_.cases);
    std::uint64_t discards = 0;
    std::uint64_t state = flags_.seed.value_or(options_.seed);
    for (std::uint64_t number = 0; number < cases && discards <= kDiscardsPerCase * cases;) {
      Case one;
      const std::uint64_t ramp = std::max<std::uint64_t>(std::min(cases, options_.cases), 1);
      one.path.size = static_cast<int>(number % ramp * kSizeMax / ramp);
      one.path.seed = splitmix(state);
      one.input = draw(from_, one.path);
      const ExploreOptions options = options_for(one);
      if (options.keep_going && !options.keep_going()) return;
      if (differs(result, one)) return;
      const Outcome outcome = explore(one.input->program(coro_options(), nullptr), options);
      result.schedules += outcome.schedules;
      if (outcome.failure) return found(result, std::move(one), *outcome.failure, number + 1);
      if (one.input->discarded()) {
        ++discards;
      } else {
        ++number;
      }
    }
    if (discards <= kDiscardsPerCase * cases) return;
    result.passed = false;
    result.report = name_ + ": gave up: " + counted(discards, "input") + " did not fit\n";
  }

  // Whether equal answers give other runs with this input.
  bool differs(SimTestResult& result, const Case& one) {
    SimTestResult twice = check_twice(test_of(*one.input, one.path), flags_);
    if (twice.passed) return false;
    twice.report += "input:    " + one.input->show() + "\n";
    result = std::move(twice);
    return true;
  }

  // The schedules of each input come from the same seed as the input.
  ExploreOptions options_for(const Case& one) {
    ExploreOptions options = explore_options(test_of(*one.input, one.path), flags_);
    options.seed = one.path.seed;
    options.replays = 0;
    if (!flags_.schedules) options.schedules = options_.schedules;
    if (!deadline_) deadline_ = options.keep_going;
    options.keep_going = *deadline_;
    return options;
  }

  void found(SimTestResult& result, Case one, const Failure& failure, std::uint64_t number) {
    one.failure = failure;
    const std::uint64_t tries = make_input_small(one);
    const Program program = one.input->program(coro_options(), nullptr);
    Shrinker shrinker(program, {.replays = flags_.replays.value_or(options_.replays)});
    Shrunk shrunk = shrinker.shrink(one.failure.schedule, one.failure.ending);
    one.failure.shrunk = std::move(shrunk.schedule);
    one.failure.replays = shrunk.replays;
    const std::string token = one.path.token() + "@" + one.failure.shrunk.token();
    const Ending& ending = one.failure.ending;
    const std::string error =
        saved_.add({token, std::string(name_of(ending.kind)) + ": " + ending.what});
    const std::uint64_t schedules = result.schedules;
    std::string before = "found with input " + std::to_string(number) + ", made smaller " +
                         counted(one.path.steps.size(), "time") + " of " +
                         std::to_string(tries) + "\n";
    if (!error.empty()) before += "it cannot be saved: " + error + "\n";
    result = report(one, before);
    result.schedules = schedules;
  }

  // Greedily, as RapidCheck does, but with a budget.
  std::uint64_t make_input_small(Case& one) {
    const std::uint64_t most = flags_.replays.value_or(options_.replays);
    std::uint64_t tries = 0;
    for (bool smaller = true; smaller && tries < most;) {
      smaller = false;
      const std::unique_ptr<DrawnInput::Smaller> candidates = one.input->smaller();
      for (std::uint32_t index = 0; tries < most && !smaller; ++index) {
        std::unique_ptr<DrawnInput> candidate = candidates->next();
        if (!candidate) break;
        ++tries;
        std::optional<Failure> failure = same_failure(one, *candidate);
        if (!failure) continue;
        one.failure = std::move(*failure);
        one.input = std::move(candidate);
        one.path.steps.push_back(index);
        smaller = true;
      }
    }
    return tries;
  }

  // With a smaller input: under the schedule that failed, or under another one.
  std::optional<Failure> same_failure(const Case& one, const DrawnInput& candidate) {
    const Program program = candidate.program(coro_options(), nullptr);
    const Witness seen = witness(program, one.failure.schedule);
    if (seen.ending == one.failure.ending) {
      Failure failure = one.failure;
      failure.schedule = failure.shrunk = seen.schedule;
      return failure;
    }
    Outcome outcome = explore(program, options_for(one));
    if (!outcome.failure || outcome.failure->ending != one.failure.ending) return std::nullopt;
    return std::move(outcome.failure);
  }

  SimTestResult report(const Case& one, const std::string& before) {
    return result_of(test_of(*one.input, one.path), one.failure,
                     "input: " + one.input->show() + "\n" + before);
  }

  const std::string& name_;
  const DrawInput& from_;
  const SimPropOptions& options_;
  const SimFlags& flags_;
  SavedFailures saved_;
  std::optional<std::function<bool()>> deadline_;
};

// One SIM_PROP in GoogleTest.
class PropTest final : public testing::Test {
 public:
  PropTest(DrawInput draw, SimPropOptions options)
      : draw_(std::move(draw)), options_(std::move(options)) {}

 private:
  void TestBody() override {
    tell_gtest(check_prop(name_of_current_test(), draw_, options_, sim_flags().flags));
  }

  DrawInput draw_;
  SimPropOptions options_;
};

}  // namespace

SimTestResult check_prop(const std::string& name, const DrawInput& draw,
                         const SimPropOptions& options, const SimFlags& flags) {
  return PropSearch(name, draw, options, flags).run();
}

testing::TestInfo* detail::register_prop(const PropPlace& place, DrawInput draw,
                                         SimPropOptions options) {
  return testing::RegisterTest(
      place.suite, place.name, nullptr, nullptr, place.file, place.line,
      [draw = std::move(draw), options = std::move(options)]() -> testing::Test* {
        return new PropTest(draw, options);
      });
}

}  // namespace sim
