// tools/conform/reduce.hpp
//
// Two judges of one program, and the search for the smallest program on which they still differ in
// the same way.
//
//   Pair pair(fermata, cpython);                // or with a number of schedules: their results
//   for (const Trial& trial : pair.try_all(scripts)) ...
//   const Trial smallest = reduce(pair, trial);
//
// Promise: what reduce() gives differs with the kind that it was given, loads on both sides where
// the given one did, and none of the smaller scripts next to it does so.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "props/script/script.hpp"
#include "tools/conform/answer.hpp"
#include "tools/conform/judge.hpp"

namespace sim::conform {

using props::script::Script;

struct Trial {
  Script script;
  Answer ours;
  Answer theirs;
  bool set_aside = false;  // beyond what one of the judges can do: no difference
  std::optional<Difference> difference{};
};

class Pair {
 public:
  // Ours is asked for one run, or for all that may come over so many schedules at most: then it
  // may be silent for a second more for each.
  Pair(std::vector<std::string> ours, std::vector<std::string> theirs,
       std::uint64_t schedules = 0)
      : ours_(std::move(ours), std::chrono::seconds(20 + schedules)),
        theirs_(std::move(theirs)),
        schedules_(schedules) {}

  // What becomes of scripts that ours refuses: theirs need not be asked where such a one is of no
  // interest.
  enum class Refused : std::uint8_t { compare, pass_over };

  std::vector<Trial> try_all(std::vector<Script> scripts, Refused refused = Refused::compare);

 private:
  Judge ours_;
  Judge theirs_;
  std::uint64_t schedules_;
};

// Requires: `trial` has a difference.
[[nodiscard]] Trial reduce(Pair& pair, Trial trial);

}  // namespace sim::conform
