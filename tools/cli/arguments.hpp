// tools/cli/arguments.hpp
//
// The command line, read: one struct a subcommand, or what is wrong with it.
//
//   Arguments arguments = parse_arguments({"check", "--jobs", "4", "scenarios"});
//   if (auto* check = std::get_if<CheckArguments>(&arguments.command)) ...
//
// Promise: throws nothing for any words; a word that is not known gets a suggestion. The library
// that does the reading shows in arguments.cpp alone.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/aio/interruption.hpp"
#include "sim/loop/tie_policy.hpp"
#include "tools/cli/lookout.hpp"

namespace sim::cli {

enum class ColorWish : std::uint8_t { automatic, always, never };

struct RunArguments {
  std::vector<std::string> files;
  std::optional<std::int64_t> seed;
  std::optional<std::uint32_t> case_number;  // 0: the file's own run
  std::optional<std::int64_t> steps_max;
  TiePolicy ties = TiePolicy::fifo;
  std::optional<Interruption> cancel;
  bool json = false;
  bool trace = false;
};

struct CheckArguments {
  std::vector<std::string> paths;
  std::optional<unsigned> jobs;  // none: one a core
  std::string junit;             // a file to write; "" for none
  std::string filter;            // part of a name or path; "" for all
  std::vector<std::string> tags;
  TiePolicy ties = TiePolicy::fifo;
  std::string save = ".fermata";  // where failures of explorations are kept; "" for nowhere
  std::optional<std::uint64_t> outcome_schedules;  // at most, for `outcomes`
  bool update = false;
  bool check_determinism = false;
  bool fail_fast = false;
  bool quiet = false;
};

struct ExploreArguments {
  std::vector<std::string> files;
  std::string strategy;  // "" for the file's
  std::string model;     // the same: "any" or "timing"
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> schedules;
  std::optional<std::int64_t> steps_max;
  std::optional<std::uint64_t> replays;  // to shrink
  std::optional<unsigned> jobs;          // none: one a core
  std::string save = ".fermata";         // a folder; "" for none
  Lookout lookout;
  bool check_determinism = false;        // in place of looking for what fails
  bool json = false;
};

struct OutcomesArguments {
  std::vector<std::string> files;
  std::string model;  // "" for the file's; "any" or "timing"
  std::optional<std::uint64_t> schedules;
  std::optional<std::int64_t> steps_max;
  bool json = false;
  bool update = false;
};

struct ReplayArguments {
  std::vector<std::string> files;  // exactly one
  std::string schedule;
  std::optional<std::int64_t> steps_max;
  bool stop_on_parting = true;
  Lookout lookout;
  bool check_determinism = false;
  bool trace = false;
};

struct ShrinkArguments {
  std::vector<std::string> files;  // exactly one
  std::string schedule;
  std::optional<std::int64_t> steps_max;
  std::optional<std::uint64_t> replays;
  std::string save = ".fermata";
  Lookout lookout;
};

struct ExportArguments {
  std::vector<std::string> files;  // exactly one
  std::string to = "python";
  std::string output;  // a file to write; "" for standard output
};

struct ImportArguments {
  std::vector<std::string> files;  // exactly one
  std::string python;  // "3.10": whose rules the scenario names; "" for the program's own
  std::string output;  // a file or a folder to write; "" for standard output
};

// Another program reads these words.
struct ConformArguments {
  std::vector<std::string> words;
};

struct HelpArguments {
  std::string_view topic;  // a subcommand, or "" for the program as a whole
};

struct VersionArguments {};

struct UsageError {
  std::string message;
  std::string help;        // what was meant, where that can be guessed
  std::string_view topic;  // the subcommand that was being read, or ""
};

struct Arguments {
  std::variant<RunArguments, CheckArguments, ExploreArguments, ReplayArguments, ShrinkArguments,
               OutcomesArguments, ExportArguments, ImportArguments, ConformArguments, HelpArguments,
               VersionArguments, UsageError>
      command;
  ColorWish color = ColorWish::automatic;
};

// The words after the program's name.
[[nodiscard]] Arguments parse_arguments(std::span<const std::string> words);

// Every flag of a subcommand, "--seed"; of the program itself for "". What the help must tell.
[[nodiscard]] std::vector<std::string> flags_of(std::string_view subcommand);

// The subcommands, in the order in which the help names them.
[[nodiscard]] std::span<const std::string_view> subcommands();

}  // namespace sim::cli
