// What searching through all of a program takes, and whether it finds all.
//
//   bench_exhaustive                       traces of the zoo and of classic programs
//   bench_exhaustive compare 10000 7       dpor against dfs: so many random programs, of 7 steps
//   bench_exhaustive estimate              the share unseen after 10,000 schedules, and the truth

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "props/zoo/classics.hpp"
#include "props/zoo/small.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/explore/coverage.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"
#include "sim/sched/make_strategy.hpp"

namespace sim::zoo {
namespace {

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

unsigned long long wide(std::uint64_t number) { return number; }

// ---- traces ----------------------------------------------------------------------------------

void print_traces(const std::string& name, const Program& program) {
  DporStrategy dpor;
  Loop loop;
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  const double start = seconds();
  while (!dpor.exhausted()) {
    dpor.begin_run(0);
    loop.set_chooser(&dpor);
    const Ending ending = program(loop);
    dpor.end_run(ending.ok());
    loop.reset();
    ++runs;
    failed += ending.ok() ? 0 : 1;
  }
  std::printf("| %s | %llu | %llu | %llu | %.3f |\n", name.c_str(), wide(runs), wide(failed),
              wide(dpor.redundant()), seconds() - start);
  std::fflush(stdout);
}

void print_all_traces() {
  std::printf("| program | traces | buggy | redundant runs | s |\n");
  std::printf("| --- | --- | --- | --- | --- |\n");
  for (const char* name : {"account", "carter01", "circular_buffer", "deadlock01", "lazy01",
                           "reorder_3", "reorder_4", "reorder_5", "stack", "twostage",
                           "wronglock_3"}) {
    print_traces(name, find(name)->as(Translation::asy_to_the_end));
  }
  print_traces("last_zero(10)", last_zero(10));
  print_traces("last_zero(15)", last_zero(15));
  print_traces("readers(13)", readers(13));
  print_traces("file_system(19)", file_system(19));
}

// ---- dpor against dfs ------------------------------------------------------------------------

struct Endings {
  std::set<std::string> all{};
  std::uint64_t runs = 0;
  bool complete = false;
};

template <class Method>
Endings endings_of(const Program& program, std::uint64_t runs_max, Method& method) {
  Endings endings;
  Loop loop;
  while (!method.exhausted() && endings.runs < runs_max) {
    method.begin_run(0);
    loop.set_chooser(&method);
    const Ending ending = program(loop);
    method.end_run(ending.ok());
    loop.reset();
    ++endings.runs;
    endings.all.insert(std::string(name_of(ending.kind)) + " " + ending.what);
  }
  endings.complete = method.complete();
  return endings;
}

int compare(std::uint64_t programs, int steps) {
  std::uint64_t compared = 0;
  std::uint64_t reduced = 0;
  std::uint64_t redundant = 0;
  std::uint64_t differ = 0;
  std::uint64_t runs_of_dfs = 0;
  std::uint64_t runs_of_dpor = 0;
  for (std::uint64_t seed = 0; compared < programs; ++seed) {
    const SmallProgram program = SmallProgram::draw(seed, steps);
    DfsStrategy dfs;
    const Endings all = endings_of(program, 20'000, dfs);
    if (!all.complete) continue;
    ++compared;
    DporStrategy dpor;
    const Endings some = endings_of(program, 100'000, dpor);
    reduced += dpor.reduces() ? 1 : 0;
    redundant += dpor.redundant();
    runs_of_dfs += all.runs;
    runs_of_dpor += some.runs;
    if (some.complete && some.all == all.all) continue;
    ++differ;
    std::printf("seed %llu differs\n%s", wide(seed), program.text().c_str());
  }
  std::printf("%llu programs, %llu differ; %llu reduced\n", wide(compared), wide(differ),
              wide(reduced));
  std::printf("runs: dfs %llu, dpor %llu, %llu redundant\n", wide(runs_of_dfs),
              wide(runs_of_dpor), wide(redundant));
  return differ == 0 ? 0 : 1;
}

// ---- the estimate ----------------------------------------------------------------------------

// The share of the draws of a strategy that are none of those seen, measured on as many more.
void print_estimate(const char* name, const std::string& strategy_name, std::uint64_t schedules) {
  const Program program = find(name)->as(Translation::asy_to_the_end);
  const auto strategy = make_strategy(strategy_name);
  Loop loop;
  TraceHash hash;
  Coverage coverage;
  std::set<std::uint64_t> seen;
  std::uint64_t fresh = 0;
  const std::uint64_t later = 4 * schedules;
  for (std::uint64_t run = 0; run < schedules + later; ++run) {
    strategy->begin_run(run);
    hash.begin_run(*strategy);
    loop.set_chooser(&hash);
    const Ending ending = program(loop);
    strategy->end_run(ending.ok());
    loop.reset();
    if (run < schedules) {
      coverage.add(hash.value());
      seen.insert(hash.value());
    } else {
      fresh += seen.contains(hash.value()) ? 0 : 1;
    }
  }
  const double truth = static_cast<double>(fresh) / static_cast<double>(later);
  std::printf("| %s | %s | %.4f | %.4f | %.4f | %.0f |\n", name, strategy_name.c_str(),
              coverage.unseen(), truth, std::abs(coverage.unseen() - truth),
              coverage.richness());
  std::fflush(stdout);
}

void print_estimates() {
  std::printf("| program | strategy | estimate | truth | error | richness |\n");
  std::printf("| --- | --- | --- | --- | --- | --- |\n");
  for (const Kept& kept : programs()) {
    for (const char* strategy : {"random", "pos", "urw", "surw", "pct", "portfolio"}) {
      print_estimate(std::string(kept.name).c_str(), strategy, 10'000);
    }
  }
}

}  // namespace
}  // namespace sim::zoo

int main(int count, char** words) {
  using namespace sim::zoo;
  const std::string_view what = count > 1 ? words[1] : "traces";
  if (what == "traces") print_all_traces();
  if (what == "estimate") print_estimates();
  if (what != "compare") return 0;
  const std::uint64_t programs = count > 2 ? std::strtoull(words[2], nullptr, 10) : 1'000;
  return compare(programs, count > 3 ? std::atoi(words[3]) : 7);
}
