// The workloads of Fermata under Google Benchmark, for whoever works on one of them:
//
//   bench_google --benchmark_filter=w6 --benchmark_repetitions=5

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "tools/bench/answer.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

struct Size {
  const char* name;
  std::uint64_t n;
  std::uint64_t k;
};

constexpr Size kSizes[] = {
    {"w1", 10, 10'000},   {"w1", 1'000, 100}, {"w1", 100'000, 5}, {"w2", 1'000, 500},
    {"w3", 4, 20},        {"w4a", 50'000, 0}, {"w4b", 50'000, 1}, {"w4b", 50'000, 10},
    {"w5", 500'000, 16},  {"w6a", 1'000, 200}, {"w6b", 1'000, 200}, {"w7a", 1'000'000, 0},
    {"w7b", 200'000, 0},  {"w8", 1'000, 100}, {"w10", 10'000, 0}, {"w10r", 10'000, 0},
};

void measure(benchmark::State& state, const Size& size) {
  std::uint64_t events = 0;
  for (auto _ : state) {
    const std::optional<Work> work = do_work(size.name, size.n, size.k);
    events += work->events;
    if (work->check != answer(size.name, size.n, size.k)) state.SkipWithError("a wrong answer");
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(events));
}

}  // namespace
}  // namespace sim::bench

int main(int count, char** words) {
  using sim::bench::kSizes;
  using sim::bench::measure;
  for (const auto& size : kSizes) {
    const std::string name = std::string(size.name) + "/" + std::to_string(size.n) + "/" +
                             std::to_string(size.k);
    benchmark::RegisterBenchmark(name.c_str(), measure, size)->Unit(benchmark::kMillisecond);
  }
  benchmark::Initialize(&count, words);
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
