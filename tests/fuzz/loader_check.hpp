// tests/fuzz/loader_check.hpp
//
// What must hold for every file, however broken. Asked by the fuzz program and by the replay of its
// corpus.
//
//   check_loader(bytes);   // stops the program where it does not hold
//
// Promise: nothing but the bytes decides what happens.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/scenario/load.hpp"

namespace sim::scenario {

inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

inline void check_site(const Site& site, std::size_t size) {
  demand(site.key.begin <= site.key.end && site.key.end <= size, "a key is in the file");
  demand(site.value.begin <= site.value.end && site.value.end <= size, "a value is in the file");
  demand(site.value.begin <= site.content.begin && site.content.end <= site.value.end,
         "the content of a value is in the value");
  demand(site.key.end <= site.value.begin, "a value comes after its key");
}

inline void check_expectation(const Expectation& expect, std::size_t size) {
  if (expect.output) check_site(expect.output->site, size);
  if (expect.outcome) check_site(expect.outcome->site, size);
  if (expect.exception) check_site(expect.exception->site, size);
  if (expect.elapsed) check_site(expect.elapsed->site, size);
  if (expect.result) check_site(expect.result->site, size);
  if (!expect.final_values) return;
  check_site(expect.final_values->site, size);
  for (const NamedExpr& variable : expect.final_values->variables) check_site(variable.site, size);
}

inline void check_loader(const std::string& bytes) {
  const LoadResult loaded = load("fuzz.sim.yaml", bytes);
  demand(static_cast<bool>(loaded) == loaded.diagnostics.empty(), "a scenario or diagnostics");
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    demand(!diagnostic.message.empty(), "a diagnostic says something");
    demand(diagnostic.place.begin <= bytes.size(), "a diagnostic points into the file");
    demand(!find_invalid_utf8(render(diagnostic)), "a diagnostic is UTF-8");
  }
  if (!loaded) return;
  const Scenario& scenario = *loaded.scenario;
  demand(scenario.coroutines.empty() != scenario.program.empty(), "coroutines or a program");
  if (scenario.expect) check_expectation(*scenario.expect, bytes.size());
  for (const Expectation& outcome : scenario.outcomes) check_expectation(outcome, bytes.size());
  for (const Case& one : scenario.cases) {
    if (one.expect) check_expectation(*one.expect, bytes.size());
  }
}

}  // namespace sim::scenario
