#include "props/sim_flags.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "sim/sched/make_strategy.hpp"
#include "sim/sched/schedule.hpp"

namespace sim {
namespace {

constexpr std::string_view kPrefix = "--sim_";

template <class Number>
std::string read_number(std::string_view text, std::optional<Number>& into) {
  Number value{};
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || last != end || error != std::errc()) return "a whole number";
  into = value;
  return {};
}

std::string read_seconds(std::string_view text, std::optional<double>& into) {
  double value = 0.0;
  const char* end = text.data() + text.size();
  const auto [last, error] = std::from_chars(text.data(), end, value);
  if (last != end || error != std::errc() || !std::isfinite(value) || value <= 0.0) {
    return "a number of seconds above 0";
  }
  into = value;
  return {};
}

std::string read_strategy(std::string_view text, std::optional<std::string>& into) {
  if (make_strategy(text) != nullptr) {
    into = text;
    return {};
  }
  std::string names;
  for (const std::string_view name : strategy_names()) {
    names += (names.empty() ? "" : ", ") + std::string(name);
  }
  return "one of " + names;
}

std::string read_schedule(std::string_view text, std::optional<std::string>& into) {
  try {
    static_cast<void>(Schedule::parse(text));
  } catch (const ScheduleError& error) {
    return std::string("a token that a failure printed (") + error.what() + ")";
  }
  into = text;
  return {};
}

std::string read_text(std::string_view text, std::optional<std::string>& into) {
  into = text;
  return {};
}

// What a value should have been; empty: it was taken.
using ReadValue = std::string (*)(std::string_view text, SimFlags& flags);

struct Flag {
  std::string_view name;
  const char* variable;
  ReadValue read;
};

constexpr std::array kFlags = {
    Flag{"strategy", "FERMATA_STRATEGY",
         [](std::string_view t, SimFlags& f) { return read_strategy(t, f.strategy); }},
    Flag{"schedules", "FERMATA_SCHEDULES",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.schedules); }},
    Flag{"seconds", "FERMATA_SECONDS",
         [](std::string_view t, SimFlags& f) { return read_seconds(t, f.seconds); }},
    Flag{"seed", "FERMATA_SEED",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.seed); }},
    Flag{"jobs", "FERMATA_JOBS",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.jobs); }},
    Flag{"replays", "FERMATA_REPLAYS",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.replays); }},
    Flag{"schedule", "FERMATA_SCHEDULE",
         [](std::string_view t, SimFlags& f) { return read_schedule(t, f.schedule); }},
    Flag{"failures", "FERMATA_FAILURES",
         [](std::string_view t, SimFlags& f) { return read_text(t, f.failures); }},
    Flag{"cases", "FERMATA_CASES",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.cases); }},
    Flag{"input", "FERMATA_INPUT",
         [](std::string_view t, SimFlags& f) { return read_text(t, f.input); }},
    Flag{"check_determinism", "FERMATA_CHECK_DETERMINISM",
         [](std::string_view t, SimFlags& f) { return read_number(t, f.check_determinism); }},
};

void complain(ReadFlags& result, std::string_view place, std::string_view value,
              const std::string& wanted) {
  if (wanted.empty()) return;
  result.error += std::string(place) + ": '" + std::string(value) + "' is not " + wanted + "\n";
}

std::string names_of_flags() {
  std::string names;
  for (const Flag& flag : kFlags) {
    names += (names.empty() ? "" : ", ") + std::string(kPrefix) + std::string(flag.name);
  }
  return names;
}

// The value may follow as an argument of its own.
void read_argument(const std::vector<std::string>& arguments, std::size_t& index,
                   ReadFlags& result) {
  const std::string_view argument = arguments[index];
  const std::size_t equals = argument.find('=');
  const std::string_view name = argument.substr(0, equals).substr(kPrefix.size());
  const auto flag = std::find_if(kFlags.begin(), kFlags.end(),
                                 [&](const Flag& each) { return each.name == name; });
  if (flag == kFlags.end()) {
    result.error += "there is no flag '" + std::string(argument.substr(0, equals)) +
                    "'; there are " + names_of_flags() + "\n";
    return;
  }
  if (equals == std::string_view::npos && index + 1 == arguments.size()) {
    result.error += std::string(argument) + " needs a value\n";
    return;
  }
  const std::string_view value = equals == std::string_view::npos
                                     ? std::string_view(arguments[++index])
                                     : argument.substr(equals + 1);
  complain(result, argument.substr(0, equals), value, flag->read(value, result.flags));
}

}  // namespace

ReadFlags read_sim_flags(const std::vector<std::string>& arguments,
                         const std::function<const char*(const char*)>& variable) {
  ReadFlags result;
  for (const Flag& flag : kFlags) {
    const char* value = variable(flag.variable);
    if (value != nullptr) complain(result, flag.variable, value, flag.read(value, result.flags));
  }
  for (std::size_t index = 1; index < arguments.size(); ++index) {
    if (arguments[index].starts_with(kPrefix)) read_argument(arguments, index, result);
  }
  return result;
}

const ReadFlags& sim_flags() {
  static const ReadFlags flags = read_sim_flags(
      testing::internal::GetArgvs(), [](const char* name) { return std::getenv(name); });
  return flags;
}

}  // namespace sim
