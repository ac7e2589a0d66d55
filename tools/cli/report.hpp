// tools/cli/report.hpp
//
// What `fermata check` prints: a line a scenario, below it what is not as expected, and a summary.
//
//   Report report(console, quiet);
//   for (const FileVerdict& verdict : verdicts) report.add(verdict);
//   report.summarise();
//
//   FAILED  scenarios/hello.sim.yaml
//     scenarios/hello.sim.yaml:12:3: elapsed: expected 2, got 1
//     again: fermata run scenarios/hello.sim.yaml
//
// With `quiet` what stands well is counted and not printed. Nothing here depends on how long
// anything took, so equal verdicts print equal bytes.

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/console.hpp"
#include "tools/cli/verdict.hpp"

namespace sim::cli {

// What is not as expected of one run, without colour: what other reports quote.
[[nodiscard]] std::vector<std::string> failure_lines(const FileVerdict& verdict, std::size_t run);

class Report {
 public:
  Report(const Console& console, bool quiet) : console_(console), quiet_(quiet) {}

  void add(const FileVerdict& verdict);
  // In place of add() for a file whose expectations were written anew; `keys` says which.
  void add_updated(const FileVerdict& verdict, std::string_view keys);
  void summarise() const;

 private:
  enum Count : std::size_t { as_expected, updated, broken, known, bad, counts };

  void line(const std::string& word, const FileVerdict& verdict, const std::string& note) const;
  void print_failures(const FileVerdict& verdict) const;
  void count(const FileVerdict& verdict, Count kind);

  const Console& console_;
  bool quiet_;
  std::array<std::size_t, counts> counts_{};
  std::size_t scenarios_ = 0;
  std::size_t runs_ = 0;
};

}  // namespace sim::cli
