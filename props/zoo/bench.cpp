// How soon each strategy finds the bugs of the zoo, and how fast it goes.
//
//   bench_explore                          the table, and the speeds
//   bench_explore found surw,pos 20 10000  these strategies, 20 seeds, at most 10,000 schedules
//   bench_explore first surw               the mean number of the schedule, program by program
//   bench_explore shrink random,pos        deviations of failing schedules, before and after
//   bench_explore pairs                    how soon the bugs of the pairs are found
//   bench_explore twins 100000             so many schedules of each correct twin, watched
//   bench_explore twice 1000000            so many runs of all programs twice, compared
//   bench_explore speed                    schedules a second, nanoseconds a decision
//   bench_explore one wronglock pos 100000 the same of one program and strategy

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

#include "props/zoo/crowd.hpp"
#include "props/zoo/pair.hpp"
#include "props/zoo/prototype.hpp"
#include "props/zoo/twice.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"
#include "sim/explore/watched.hpp"

namespace sim::zoo {
namespace {

constexpr std::array<std::uint64_t, 4> kBudgets = {10, 100, 1'000, 10'000};
constexpr std::array kTranslations = {Translation::sp, Translation::asy};

const char* name_of(Translation translation) {
  return translation == Translation::sp ? "SP" : "ASY";
}

struct Plan {
  std::vector<std::string> strategies = {"portfolio", "surw",          "surw-kind", "pos",
                                         "pct",       "pct3",          "pct10",     "urw",
                                         "random",    "delay-bounded", "dfs",       "fifo"};
  std::uint64_t seeds = 20;
  std::uint64_t limit = kBudgets.back();
};

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char letter : text) {
    if (letter == ',') {
      words.emplace_back();
    } else {
      words.back() += letter;
    }
  }
  return words;
}

// Of the processor, so that a busy machine does not count.
double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// The number of the first schedule that fails, or 0.
std::uint64_t first_failure(const Program& program, const std::string& strategy, std::uint64_t seed,
                            std::uint64_t limit) {
  Explorer explorer(program, {.strategy = strategy, .schedules = limit, .seed = seed});
  const Outcome outcome = explorer.run();
  return outcome.failure ? outcome.failure->number : 0;
}

void print_found(const Plan& plan) {
  std::printf("Programs found of %zu, mean of %llu seeds; and of the prototype's 30\n\n",
              programs().size(), static_cast<unsigned long long>(plan.seeds));
  std::printf("| strategy | | 10 | 100 | 1,000 | 10,000 | 10 | 100 | 1,000 | 10,000 |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const std::string& strategy : plan.strategies) {
    for (const Translation translation : kTranslations) {
      std::array<std::uint64_t, kBudgets.size()> found{};
      for (const Kept& program : programs()) {
        for (std::uint64_t seed = 1; seed <= plan.seeds; ++seed) {
          const std::uint64_t first =
              first_failure(program.as(translation), strategy, seed, plan.limit);
          for (std::size_t budget = 0; budget < kBudgets.size(); ++budget) {
            if (first != 0 && first <= kBudgets[budget]) ++found[budget];
          }
        }
      }
      std::printf("| %s | %s |", strategy.c_str(), name_of(translation));
      for (const std::uint64_t count : found) {
        std::printf(" %.2f |", static_cast<double>(count) / static_cast<double>(plan.seeds));
      }
      const std::string_view known = prototype_found(translation, strategy);
      if (!known.empty()) std::printf(" %s |", std::string(known).c_str());
      std::printf("\n");
      std::fflush(stdout);
    }
  }
}

void print_mean(std::uint64_t sum, std::uint64_t found, std::uint64_t seeds) {
  if (found == 0) {
    std::printf(" -");
    return;
  }
  std::printf(" %.0f", static_cast<double>(sum) / static_cast<double>(found));
  if (found == seeds) return;
  std::printf(" (%llu/%llu)", static_cast<unsigned long long>(found),
              static_cast<unsigned long long>(seeds));
}

// Ours / the prototype's.
void print_first(const Plan& plan) {
  for (const Translation translation : kTranslations) {
    std::printf("\nThe first schedule that fails, %s, mean over the seeds that found it\n\n| |",
                name_of(translation));
    for (const std::string& strategy : plan.strategies) std::printf(" %s |", strategy.c_str());
    std::printf("\n");
    for (const Kept& program : programs()) {
      std::printf("| %s |", std::string(program.name).c_str());
      for (const std::string& strategy : plan.strategies) {
        std::uint64_t sum = 0;
        std::uint64_t found = 0;
        for (std::uint64_t seed = 1; seed <= plan.seeds; ++seed) {
          const std::uint64_t first =
              first_failure(program.as(translation), strategy, seed, plan.limit);
          sum += first;
          found += first != 0 ? 1 : 0;
        }
        print_mean(sum, found, plan.seeds);
        const std::string_view known = prototype_figure(program.name, translation, strategy);
        if (!known.empty()) std::printf(" / %s", std::string(known).c_str());
        std::printf(" |");
      }
      std::printf("\n");
      std::fflush(stdout);
    }
  }
}

struct Speed {
  double steps = 0;      // of a schedule
  double schedules = 0;  // a second
  double step_ns = 0;
};

Speed measure(const Program& program, const std::string& strategy, std::uint64_t schedules) {
  Explorer explorer(
      program, {.strategy = strategy, .schedules = schedules, .seed = 1, .stop_at_failure = false});
  const double start = seconds();
  const Outcome outcome = explorer.run();
  const double took = seconds() - start;
  const auto runs = static_cast<double>(outcome.schedules);
  const auto steps = static_cast<double>(outcome.steps);
  return {steps / runs, runs / took, 1e9 * took / steps};
}

void print_speed(std::string_view name, const std::string& strategy, std::uint64_t schedules) {
  const Speed speed = measure(find(name)->as(Translation::sp), strategy, schedules);
  std::printf("| %s | %s | %.1f | %.0f | %.1f |\n", std::string(name).c_str(), strategy.c_str(),
              speed.steps, speed.schedules, speed.step_ns);
  std::fflush(stdout);
}

void print_schedules_a_second(const Plan& plan) {
  std::printf("\n| program | strategy | steps | schedules/s | ns/step |\n");
  std::printf("| --- | --- | --- | --- | --- |\n");
  for (const std::string_view name : {"twostage", "reorder_5", "wronglock_3", "wronglock"}) {
    for (const std::string& strategy : plan.strategies) {
      if (strategy == "dfs" || strategy == "delay-bounded" || strategy == "fifo") continue;
      print_speed(name, strategy, 100'000);
    }
  }
}

// What a decision costs: a step under the strategy, less a step under no chooser at all.
void print_decisions(const Plan& plan) {
  std::printf("\n| tasks | touching | strategy | ns/decision |\n| --- | --- | --- | --- |\n");
  for (const int tasks : {8, 1'000}) {
    for (const bool touching : {false, true}) {
      const int turns = 200'000 / tasks;
      const double calm = time_of_calm_crowd(tasks, turns, touching);
      for (const std::string& strategy : plan.strategies) {
        if (strategy == "dfs" || strategy == "delay-bounded" || strategy == "fifo") continue;
        const Speed speed = measure(crowd(tasks, turns, touching), strategy, 5);
        std::printf("| %d | %s | %s | %.0f |\n", tasks, touching ? "one object each 10" : "nothing",
                    strategy.c_str(), speed.step_ns - calm);
        std::fflush(stdout);
      }
    }
  }
}

// What shrinking took, of one program: each a value for a failing schedule.
struct Shrinkage {
  std::vector<double> before{};
  std::vector<double> after{};
  std::vector<double> replays{};
  std::vector<double> milliseconds{};
};

double median(std::vector<double>& values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

Shrinkage shrink(const Program& program, const std::string& strategy) {
  Shrinkage all;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    Explorer explorer(program, {.strategy = strategy, .schedules = 10'000, .seed = seed});
    const Outcome outcome = explorer.run();
    if (!outcome.failure) continue;
    Shrinker shrinker(program);
    const double start = seconds();
    const Shrunk shrunk = shrinker.shrink(outcome.failure->schedule, outcome.failure->ending);
    all.milliseconds.push_back(1'000 * (seconds() - start));
    all.before.push_back(static_cast<double>(outcome.failure->schedule.size()));
    all.after.push_back(static_cast<double>(shrunk.schedule.size()));
    all.replays.push_back(static_cast<double>(shrunk.replays));
  }
  return all;
}

// Deviations before and after, and the replays that it took: the median of ten schedules.
void print_shrunk(const std::string& strategy, Translation translation) {
  std::printf("\n| %s, %s | before | after | replays | ms |\n| --- | --- | --- | --- | --- |\n",
              strategy.c_str(), name_of(translation));
  std::size_t small = 0;
  std::size_t found = 0;
  std::vector<double> times;
  for (const Kept& program : programs()) {
    Shrinkage all = shrink(program.as(translation), strategy);
    if (all.before.empty()) continue;  // not found
    ++found;
    const double after = median(all.after);
    times.push_back(median(all.milliseconds));
    std::printf("| %s | %.0f | %.0f | %.0f | %.2f |\n", std::string(program.name).c_str(),
                median(all.before), after, median(all.replays), times.back());
    small += after <= 3 ? 1 : 0;
  }
  std::printf("%zu of the %zu found need 3 deviations or fewer; %.2f ms in the median\n", small,
              found, median(times));
}

// The mean number of the first schedule that fails.
void print_pairs(const Plan& plan) {
  std::printf("\n| |");
  for (const std::string& strategy : plan.strategies) std::printf(" %s |", strategy.c_str());
  std::printf("\n");
  for (const Pair& pair : pairs()) {
    std::printf("| %s |", std::string(pair.name).c_str());
    for (const std::string& strategy : plan.strategies) {
      std::uint64_t sum = 0;
      std::uint64_t found = 0;
      for (std::uint64_t seed = 1; seed <= plan.seeds; ++seed) {
        const std::uint64_t first = first_failure(pair.broken(), strategy, seed, plan.limit);
        sum += first;
        found += first != 0 ? 1 : 0;
      }
      print_mean(sum, found, plan.seeds);
      std::printf(" |");
    }
    std::printf("\n");
    std::fflush(stdout);
  }
}

// Returns whether all passed, and no detector found anything.
bool print_twins(std::uint64_t schedules) {
  bool all_pass = true;
  for (const Pair& pair : pairs()) {
    for (const std::string strategy : {"portfolio", "ties", "cancel", "delay-bounded"}) {
      if (strategy == "cancel" && !pair.survives_cancel) continue;
      Explorer explorer(watched(pair.correct()),
                        {.strategy = strategy, .schedules = schedules, .seed = 1});
      const Outcome outcome = explorer.run();
      std::printf("%s, %s: %llu schedules%s%s\n", std::string(pair.name).c_str(), strategy.c_str(),
                  static_cast<unsigned long long>(outcome.schedules),
                  outcome.exhausted ? ", all there are" : "",
                  outcome.failure ? (": " + outcome.failure->ending.what).c_str() : "");
      std::fflush(stdout);
      all_pass = all_pass && !outcome.failure;
    }
  }
  return all_pass;
}

// Returns whether no run was another one the second time.
bool print_twice(std::uint64_t runs) {
  std::uint64_t made = 0;
  std::uint64_t mismatches = 0;
  for_each_made_twice(runs, 1, [&](const Twice& twice) {
    made += twice.found.runs;
    mismatches += twice.found.same ? 0 : 1;
    std::printf("%s: %s\n%s", twice.name.c_str(), twice.found.summary().c_str(),
                twice.found.report.c_str());
    std::fflush(stdout);
  });
  std::printf("%llu runs twice, %llu programs with a mismatch\n",
              static_cast<unsigned long long>(made), static_cast<unsigned long long>(mismatches));
  return mismatches == 0;
}

}  // namespace
}  // namespace sim::zoo

int main(int count, char** words) {
  using namespace sim::zoo;
  const std::string_view what = count > 1 ? words[1] : "all";
  Plan plan;
  if (count > 2) plan.strategies = split(words[2]);
  if (count > 3) plan.seeds = std::strtoull(words[3], nullptr, 10);
  if (count > 4) plan.limit = std::strtoull(words[4], nullptr, 10);
  if (what == "one") print_speed(words[2], words[3], std::strtoull(words[4], nullptr, 10));
  if (what == "shrink") {
    for (const std::string& strategy : split(count > 2 ? words[2] : "portfolio")) {
      for (const Translation translation : kTranslations) print_shrunk(strategy, translation);
    }
  }
  if (what == "pairs") print_pairs(plan);
  if (what == "twins") {
    return print_twins(count > 2 ? std::strtoull(words[2], nullptr, 10) : 100'000) ? 0 : 1;
  }
  if (what == "twice") {
    return print_twice(count > 2 ? std::strtoull(words[2], nullptr, 10) : 100'000) ? 0 : 1;
  }
  if (what == "found" || what == "all") print_found(plan);
  if (what == "first") print_first(plan);
  if (what == "speed" || what == "all") {
    print_schedules_a_second(plan);
    print_decisions(plan);
  }
  return 0;
}
