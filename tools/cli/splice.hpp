// tools/cli/splice.hpp
//
// Changes to a text at places of it, all at once.
//
//   std::vector<Splice> splices{{{3, 4}, "10"}, {{10, 10}, "c: 3\n"}};
//   spliced("a: 1\nb: 2\n", splices)   // "a: 10\nb: 2\nc: 3\n"
//
// Whatever lies outside of the places stays as it is, byte for byte.
// Requires: no two places overlap. Several may be empty and at one point: they keep their order.

#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::cli {

struct Splice {
  scenario::Place place;
  std::string text;
};

[[nodiscard]] inline std::string spliced(std::string_view text, std::span<const Splice> splices) {
  std::vector<const Splice*> sorted;
  for (const Splice& splice : splices) sorted.push_back(&splice);
  std::ranges::sort(sorted, {}, [&](const Splice* splice) {
    return std::tuple(splice->place.begin, splice->place.end, splice - splices.data());
  });
  std::string out;
  std::size_t done = 0;
  for (const Splice* splice : sorted) {
    out += text.substr(done, splice->place.begin - done);
    out += splice->text;
    done = splice->place.end;
  }
  return out += text.substr(done);
}

}  // namespace sim::cli
