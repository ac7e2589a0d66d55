// tools/conform/searches.hpp
//
// How many programs were searched over all their schedules, and why the others were not.
//
//   Searches searches;
//   searches.add(trial);                    // of a Pair that has a number of schedules
//   std::cout << searches.text();
//
// A program whose schedules all give the same result says little of the order in which it runs, so
// those with several are counted by themselves.

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tools/conform/reduce.hpp"

namespace sim::conform {

class Searches {
 public:
  // A program is asked about twice, the second time as CPython's heap ties.
  void add(const Trial& trial);

  [[nodiscard]] std::string text() const;

 private:
  std::uint64_t searched_ = 0;  // programs
  std::uint64_t several_ = 0;   // of those, that have more than one result
  std::uint64_t results_ = 0;
  std::uint64_t answers_ = 0;  // of CPython, that were looked for
  std::map<std::string, std::uint64_t> why_not_;
};

}  // namespace sim::conform
