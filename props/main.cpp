#include "props/main.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string_view>

namespace sim::props {
namespace {

constexpr std::array<const char*, 8> numbers{"seed", "max_success", "max_size",
                                             "max_discard_ratio"};
constexpr std::array<const char*, 3> flags{"noshrink", "verbose_progress", "verbose_shrinking"};

using Settings = std::map<std::string, std::string>;

Settings built_in() { return {{"seed", "20261122"}, {"max_success", "300"}}; }

template <class Names>
bool is_one_of(const Names& names, const std::string& key) {
  return std::any_of(names.begin(), names.end(), [&](const char* n) { return n && key == n; });
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() <= 19 &&
         std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isdigit(c) != 0; });
}

// Why a setting is wrong; empty if it is right.
std::string fault(const std::string& key, const std::string& value) {
  if (key == "reproduce") return {};
  if (is_one_of(numbers, key)) {
    return is_number(value) ? "" : "'" + key + "' is to be a number, not '" + value + "'";
  }
  if (is_one_of(flags, key)) {
    return value == "0" || value == "1" ? "" : "'" + key + "' is to be 0 or 1";
  }
  return "unknown key '" + key +
         "'; there are seed, max_success, max_size, max_discard_ratio, "
         "noshrink, verbose_progress, verbose_shrinking, reproduce";
}

std::string read_variable(const std::string& rc_params, Settings& settings) {
  std::istringstream words(rc_params);
  for (std::string word; words >> word;) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    const std::string wrong = fault(key, value);
    if (!wrong.empty()) return "RC_PARAMS: " + wrong;
    settings[key] = value;
  }
  return {};
}

std::string key_of(const std::string& flag) {
  if (flag == "--seed") return "seed";
  if (flag == "--cases") return "max_success";
  if (flag == "--max-size") return "max_size";
  return {};
}

std::string read_flags(std::vector<std::string>& arguments, Settings& settings) {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (argument == "--no-shrink") {
      settings["noshrink"] = "1";
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string key = key_of(argument.substr(0, equals));
    if (key.empty()) {
      others.push_back(argument);
      continue;
    }
    if (equals == std::string::npos && i + 1 == arguments.size())
      return argument + " needs a number";
    const std::string value =
        equals == std::string::npos ? arguments[++i] : argument.substr(equals + 1);
    const std::string wrong = fault(key, value);
    if (!wrong.empty()) return argument + ": " + wrong;
    settings[key] = value;
  }
  arguments = others;
  return {};
}

}  // namespace

Parameters search_parameters(const std::string& rc_params, std::vector<std::string>& arguments) {
  Settings settings = built_in();
  std::string error = read_variable(rc_params, settings);
  if (error.empty()) error = read_flags(arguments, settings);
  if (!error.empty()) return {{}, error};
  std::string text;
  for (const auto& [key, value] : settings) text += (text.empty() ? "" : " ") + key + "=" + value;
  return {text, {}};
}

int run_all_properties(int argc, char** argv) {
  std::vector<std::string> arguments(argv, argv + argc);
  const char* given = std::getenv("RC_PARAMS");
  const Parameters parameters = search_parameters(given == nullptr ? "" : given, arguments);
  if (!parameters.error.empty()) {
    std::fprintf(stderr, "%s: %s\n", argv[0], parameters.error.c_str());
    return 2;
  }
  setenv("RC_PARAMS", parameters.text.c_str(), 1);
  std::vector<char*> pointers;
  for (std::string& argument : arguments) pointers.push_back(argument.data());
  pointers.push_back(nullptr);
  int count = static_cast<int>(arguments.size());
  testing::InitGoogleTest(&count, pointers.data());
  for (int i = 1; i < count; ++i) {
    if (std::string_view(pointers[static_cast<std::size_t>(i)]).starts_with("--sim_")) continue;
    std::fprintf(stderr, "%s: unknown argument '%s'\n", argv[0],
                 pointers[static_cast<std::size_t>(i)]);
    return 2;
  }
  return RUN_ALL_TESTS();
}

}  // namespace sim::props
