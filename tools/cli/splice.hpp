// tools/cli/splice.hpp
//
// Changes to a text at places of it, all at once.
//
//   spliced("a: 1\nb: 2\n", {{{3, 4}, "10"}, {{9, 9}, "c: 3\n"}})   // "a: 10\nb: 2\nc: 3\n"
//
// Whatever lies outside of the places stays as it is, byte for byte.
// Requires: no two places overlap. Several may be empty and at one point: they keep their order.

#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::cli {

struct Splice {
  scenario::Place place;
  std::string text;
};

[[nodiscard]] inline std::string spliced(std::string_view text, std::vector<Splice> splices) {
  std::ranges::stable_sort(splices, [](const Splice& a, const Splice& b) {
    return a.place.begin != b.place.begin ? a.place.begin < b.place.begin
                                          : a.place.end < b.place.end;
  });
  std::string out;
  std::size_t done = 0;
  for (const Splice& splice : splices) {
    out += text.substr(done, splice.place.begin - done);
    out += splice.text;
    done = splice.place.end;
  }
  return out += text.substr(done);
}

}  // namespace sim::cli
