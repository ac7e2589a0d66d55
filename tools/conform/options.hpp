// tools/conform/options.hpp
//
// The command line of `fermata conform`.
//
//   const Options options = read_options({"--programs", "2000", "--seed", "7"});
//   if (!options.error.empty()) ...
//
// Promise: throws nothing for any words.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "props/script/shape.hpp"

namespace sim::conform {

enum class Task : std::uint8_t {
  compare,
  answer,  // be the judge of the programs on standard input
  texts,   // write the programs, a line each
  help,
};

struct Options {
  Task task = Task::compare;
  std::uint64_t programs = 1000;
  std::uint64_t seed = 1;
  std::uint64_t first = 0;          // the number of the first program
  std::string python = "python3";
  std::string output = "differences";  // a folder
  std::string candidate;               // another judge in place of Fermata; "" for Fermata
  unsigned jobs = 0;                   // 0: one a core
  unsigned reports = 10;               // differences that are made smaller and written
  bool stats = false;
  bool cancel_everywhere = false;
  std::uint64_t among = 0;  // so many schedules at most are searched; 0: one run is compared
  props::script::Shape shape{};
  std::string error;
};

[[nodiscard]] Options read_options(std::span<const std::string> words);

[[nodiscard]] std::string_view help_text();

}  // namespace sim::conform
