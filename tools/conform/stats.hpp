// tools/conform/stats.hpp
//
// What many random programs did, in figures: do they reach what they are meant to reach?
//
//   Stats stats;
//   stats.add(trial);
//   std::cout << stats.text();

#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tools/conform/reduce.hpp"

namespace sim::conform {

class Stats {
 public:
  void add(const Trial& trial);

  [[nodiscard]] std::string text() const;

 private:
  using Counts = std::map<std::string, std::uint64_t>;

  void count_uses(const Script& script);
  void count_uses(const props::script::Expr& expr, std::map<std::string, bool>& found) const;

  std::uint64_t programs_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t lines_ = 0;
  std::uint64_t early_errors_ = 0;    // raised with at most one line of output
  std::uint64_t early_deadlocks_ = 0;
  Counts outcomes_;
  Counts exceptions_;
  Counts uses_;  // programs that have a verb, a function or a method
};

}  // namespace sim::conform
