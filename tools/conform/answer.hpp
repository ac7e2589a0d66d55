// tools/conform/answer.hpp
//
// What a judge says of a program, and how the answers of two of them differ.
//
//   Answer ours = read_answer(verdict);
//   if (const auto difference = compare(ours, theirs)) std::cout << difference->text;
//
// Compared are outcome, exception, output, elapsed time, result and final values, in this order;
// the first that differs is the difference, and it has a kind: what two differences have in common
// that are the same mistake seen in two programs. Where ours is what may come of a program at all,
// theirs is to be one of its results: in outcome, exception, output and final values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/conform/judge.hpp"

namespace sim::conform {

struct Answer {
  enum class State : std::uint8_t {
    given,
    searched,  // all results over its schedules
    refused,   // the text means nothing to the judge
    beyond,    // the program drove the judge out of its bounds: it is none of it
    missing,   // the judge died, or was silent
  };
  State state = State::given;
  std::string why;  // where it is not given
  std::string outcome;
  std::string exception;  // as JSON, as all below
  std::vector<std::string> output;
  std::string elapsed;
  std::uint64_t turns = 0;  // of the loop, and tasks made, where the judge counts them
  std::uint64_t tasks = 0;
  std::string result;
  std::vector<std::pair<std::string, std::string>> final_values;  // by name
  std::vector<Answer> results;  // where it is searched; nothing but what makes an outcome
};

[[nodiscard]] Answer read_answer(const Verdict& verdict);

struct Difference {
  std::string kind;
  std::string text;  // for people: both sides
};

// Requires: neither is beyond.
[[nodiscard]] std::optional<Difference> compare(const Answer& ours, const Answer& theirs);

// One line: "deadlock at 1.5 s".
[[nodiscard]] std::string summary(const Answer& answer);

}  // namespace sim::conform
