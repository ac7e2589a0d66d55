#include "props/sim_check.hpp"

#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "props/saved_failures.hpp"
#include "sim/explore/determinism.hpp"
#include "sim/explore/explore.hpp"

namespace sim {
namespace {

constexpr std::uint64_t kSchedulesInAnyTime = 1'000'000'000;

// The run of a judged program on this thread.
thread_local const testing::TestPartResultArray* current_parts = nullptr;

class HereAre {
 public:
  explicit HereAre(const testing::TestPartResultArray& parts)
      : outer_(std::exchange(current_parts, &parts)) {}
  ~HereAre() { current_parts = outer_; }
  HereAre(const HereAre&) = delete;
  HereAre& operator=(const HereAre&) = delete;

 private:
  const testing::TestPartResultArray* outer_;
};

// The lines of a message that are the same whatever the values are: "Expected equality of these
// values: total, 2".
std::string without_values(std::string_view message) {
  std::string text(message.substr(0, message.find('\n')));
  text.resize(std::min(text.size(), text.find(", actual: ")));
  if (!text.ends_with("values:")) return text;
  std::size_t at = message.find('\n');
  for (int line = 0; line < 2 && at != std::string_view::npos;) {
    const std::size_t end = message.find('\n', at + 1);
    const std::string_view words = message.substr(at + 1, end - at - 1);
    at = end;
    if (words.find("Which is:") != std::string_view::npos) continue;
    text += (line++ == 0 ? " " : ", ") + std::string(words.substr(words.find_first_not_of(' ')));
  }
  return text;
}

std::string place_of(const testing::TestPartResult& part) {
  if (part.file_name() == nullptr) return "an unknown place";
  return std::filesystem::path(part.file_name()).filename().string() + ":" +
         std::to_string(part.line_number());
}

void show(const testing::TestPartResultArray& parts, RunDetail& shown) {
  std::string text;
  for (int index = 0; index < parts.size(); ++index) {
    const testing::TestPartResult& part = parts.GetTestPartResult(index);
    if (!part.failed()) continue;
    if (!shown.file && part.file_name() != nullptr) {
      shown.file = part.file_name();
      shown.line = part.line_number();
    }
    text += place_of(part) + ":\n" + part.message() + "\n";
  }
  shown.text = text + shown.text;
}

Ending ending_of(const testing::TestPartResultArray& parts, Ending otherwise) {
  for (int index = 0; index < parts.size(); ++index) {
    const testing::TestPartResult& part = parts.GetTestPartResult(index);
    if (!part.failed()) continue;
    return {EndingKind::failed, place_of(part) + ": " + without_values(part.message()), {},
            otherwise.digest};
  }
  return otherwise;
}

std::string repeat_line(const SimTest& test, const std::string& flag) {
  const std::vector<std::string> arguments = testing::internal::GetArgvs();
  std::string program = arguments.empty() ? "test" : arguments.front();
  std::error_code error;
  if (program.find('/') != std::string::npos && std::filesystem::exists(program, error)) {
    program = std::filesystem::absolute(program, error).lexically_normal().string();
  }
  return in_shell_words(program) + " --gtest_filter=" + in_shell_words(test.name) +
         test.repeat_flags + " " + flag;
}

SimTestResult replay_given(const SimTest& test, const std::string& token) {
  const Program program = test.program(nullptr);
  const Failure failure = failure_under(program, Schedule::parse(token));
  if (!failure.ending.ok()) return result_of(test, failure, "");
  SimTestResult result;
  result.note = "passes under the schedule " + token;
  const std::string parting = witness(program, failure.shrunk).parting;
  if (!parting.empty()) result.note += ", which does not fit it: " + parting;
  return result;
}

// The first that fails again, or a result that passed and says how many did.
SimTestResult replay_saved(const SimTest& test, const SavedFailures& saved) {
  const Program program = test.program(nullptr);
  std::uint64_t passed = 0;
  std::string unread;
  for (const SavedFailure& each : saved.load()) {
    try {
      const Failure failure = failure_under(program, Schedule::parse(each.token));
      if (!failure.ending.ok()) {
        return result_of(test, failure, "saved in " + saved.path() + ", it fails again\n");
      }
      ++passed;
    } catch (const ScheduleError& error) {
      unread += saved.path() + ": " + error.what() + "; ";
    }
  }
  SimTestResult result;
  result.schedules = passed;
  result.note = unread;
  if (passed == 0) return result;
  result.note += "passes under " + std::to_string(passed) +
                 (passed == 1 ? " schedule" : " schedules") + " that failed before (" +
                 saved.path() + ")";
  return result;
}

// Without the check for determinism.
SimTestResult check_once(const SimTest& test, const SimFlags& flags) {
  if (flags.schedule) return replay_given(test, *flags.schedule);
  const SavedFailures saved(flags.failures.value_or(kSavedFailures), test.name);
  SimTestResult result = replay_saved(test, saved);
  if (!result.passed) return result;
  const ExploreOptions options = explore_options(test, flags);
  const Outcome outcome = explore(test.program(nullptr), options);
  const std::uint64_t schedules = result.schedules + outcome.schedules;
  if (outcome.failure) {
    const Failure& failure = *outcome.failure;
    const Ending& ending = failure.ending;
    const std::string about = std::string(name_of(ending.kind)) + ": " + ending.what;
    const std::string error = saved.add({failure.shrunk.token(), about});
    result = result_of(test, failure, error.empty() ? "" : "it cannot be saved: " + error + "\n");
  }
  result.schedules = schedules;
  result.seed = options.seed;
  return result;
}

}  // namespace

std::string in_shell_words(const std::string& text) {
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:,+=@%").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_plain)) return text;
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

Program judged(Program inner, RunDetail* shown) {
  return [inner = std::move(inner), shown](Loop& loop) {
    testing::TestPartResultArray parts;
    Ending ending;
    {
      const testing::ScopedFakeTestPartResultReporter reporter(
          testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &parts);
      const HereAre here(parts);
      ending = inner(loop);
    }
    if (shown != nullptr) show(parts, *shown);
    return ending_of(parts, std::move(ending));
  };
}

bool run_has_fatal_failure() {
  if (current_parts == nullptr) return false;
  for (int index = 0; index < current_parts->size(); ++index) {
    if (current_parts->GetTestPartResult(index).fatally_failed()) return true;
  }
  return false;
}

CoroOptions coro_options(const SimTestOptions& options) {
  CoroOptions coro{.iterations_max = options.iterations_max, .detect = options.detect};
  coro.detect.readiness = options.model == Model::any ? Readiness::any : Readiness::in_order;
  return coro;
}

ExploreOptions explore_options(const SimTest& test, const SimFlags& flags) {
  ExploreOptions options;
  options.strategy = flags.strategy.value_or(test.options.strategy);
  options.schedules = flags.schedules.value_or(test.options.schedules);
  options.seed = flags.seed.value_or(test.options.seed);
  options.model = test.options.model;
  options.replays = flags.replays.value_or(test.options.replays);
  options.jobs = flags.jobs.value_or(1);
  if (options.jobs == 0) options.jobs = std::max(std::thread::hardware_concurrency(), 1U);
  if (!test.many_threads) options.jobs = 1;
  if (!flags.seconds) return options;
  if (!flags.schedules) options.schedules = kSchedulesInAnyTime;
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(*flags.seconds);
  options.keep_going = [end] { return std::chrono::steady_clock::now() < end; };
  return options;
}

Failure failure_under(const Program& program, const Schedule& schedule) {
  Failure failure;
  failure.ending = witness(program, schedule).ending;
  failure.schedule = failure.shrunk = schedule;
  return failure;
}

SimTestResult result_of(const SimTest& test, const Failure& failure, const std::string& before) {
  RunDetail shown;
  FailureReport report = report_of(test.program(&shown), failure);
  report.title = test.name;
  report.detail = before + shown.text;
  if (report.seen.ending != failure.ending) {
    report.detail += "it is not deterministic: the same schedule gave " +
                     std::string(name_of(failure.ending.kind)) + ": " + failure.ending.what + "\n";
  } else if (!failure.same_again) {
    report.detail += "it is not deterministic: with the same answers it went another way; " +
                     repeat_line(test, "--sim_check_determinism=20") + " says where\n";
  }
  report.waits = shown.waits;
  report.repeat = repeat_line(test, "--sim_schedule=" + in_shell_words(failure.shrunk.token()));
  SimTestResult result;
  result.passed = false;
  result.report = report.text();
  result.schedules = 1;
  result.schedule = failure.shrunk.token();
  result.repeat = report.repeat;
  result.file = shown.file;
  result.line = shown.line;
  return result;
}

SimTestResult check_twice(const SimTest& test, const SimFlags& flags) {
  SimTestResult result;
  const std::uint64_t count = flags.check_determinism.value_or(test.options.check_determinism);
  if (count == 0) return result;
  const ExploreOptions explored = explore_options(test, flags);
  DeterminismOptions options{explored.strategy, count, explored.seed, explored.model};
  std::string repeat = "--sim_check_determinism=" + std::to_string(count);
  if (flags.schedule) {
    options.schedule = Schedule::parse(*flags.schedule);
    repeat += " --sim_schedule=" + in_shell_words(*flags.schedule);
  }
  const Determinism found = check_determinism(test.program(nullptr), options);
  result.note = found.summary();
  result.schedules = found.runs;
  result.seed = options.seed;
  if (found.same) return result;
  result.passed = false;
  result.repeat = repeat_line(test, repeat);
  result.report = test.name + ": it is not deterministic\n" + found.report +
                  "repeat:   " + result.repeat + "\n";
  return result;
}

SimTestResult check(const SimTest& test, const SimFlags& flags) {
  const SimTestResult twice = check_twice(test, flags);
  if (!twice.passed) return twice;
  SimTestResult result = check_once(test, flags);
  if (result.note.empty() || twice.note.empty()) {
    result.note += twice.note;
  } else {
    result.note = twice.note + "; " + result.note;
  }
  return result;
}

std::string name_of_current_test() {
  const testing::TestInfo& info = *testing::UnitTest::GetInstance()->current_test_info();
  return std::string(info.test_suite_name()) + "." + info.name();
}

void tell_gtest(const SimTestResult& result) {
  const testing::TestInfo& info = *testing::UnitTest::GetInstance()->current_test_info();
  testing::Test::RecordProperty("seed", std::to_string(result.seed));
  testing::Test::RecordProperty("schedules", std::to_string(result.schedules));
  if (!result.note.empty()) {
    std::printf("%s %s\n", name_of_current_test().c_str(), result.note.c_str());
  }
  if (result.passed) return;
  testing::Test::RecordProperty("schedule", result.schedule);
  testing::Test::RecordProperty("repeat", result.repeat);
  const std::string file = result.file.value_or(info.file());
  ADD_FAILURE_AT(file.c_str(), result.file ? result.line : info.line()) << result.report;
}

}  // namespace sim
