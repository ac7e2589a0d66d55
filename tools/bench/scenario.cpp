// W11, programs that are written in YAML: `w11 N K` runs N tasks that sleep K times each, `w11load
// N` loads N steps, `w11text N K` prints the first of the two files.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

using std::uint64_t;

std::string sleepers(uint64_t n, uint64_t k) {
  return "scenario: sleepers\n"
         "about: Many tasks sleep often.\n"
         "limits: {steps: 100000000}\n"
         "coroutines:\n"
         "  sleep_often(task):\n"
         "    - for: i\n"
         "      in: range(" + std::to_string(k) + ")\n"
         "      do:\n"
         "        - sleep: 0.001 * (1 + (task * 7919 + i * 104729) % 1000)\n"
         "  main():\n"
         "    - let: {tasks: []}\n"
         "    - for: task\n"
         "      in: range(" + std::to_string(n) + ")\n"
         "      do:\n"
         "        - call: tasks.append(create_task(sleep_often(task)))\n"
         "    - gather: tasks\n";
}

std::string steps(uint64_t n) {
  std::string text = "scenario: steps\nabout: Many steps.\ncoroutines:\n  main():\n";
  for (uint64_t i = 0; i < n; ++i) {
    text += i % 2 == 0 ? "    - sleep: 0.5\n"
                       : "    - let: {total: " + std::to_string(i) + " * 2}\n";
  }
  return text;
}

[[noreturn]] void fail(const std::string& why) {
  std::fprintf(stderr, "%s\n", why.c_str());
  std::exit(1);
}

scenario::LoadResult load(std::string text) {
  scenario::LoadResult loaded = scenario::load("bench.sim.yaml", std::move(text));
  if (!loaded) fail(scenario::render(loaded.diagnostics));
  return loaded;
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t k) {
  if (name == "w11") {
    const scenario::LoadResult loaded = load(sleepers(n, k));
    const scenario::RunResult result = scenario::run_scenario(*loaded.scenario, {});
    if (result.outcome != scenario::Outcome::ok) fail("w11 does not end well");
    return Work{n * k, n * k};
  }
  if (name == "w11load") {
    load(steps(n));
    return Work{n, n};
  }
  if (name == "w11text") {
    std::fputs(sleepers(n, k).c_str(), stdout);
    std::exit(0);
  }
  return {};
}

}  // namespace sim::bench
