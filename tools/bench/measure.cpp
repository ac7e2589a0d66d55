// One workload, once, and how long it took:
//
//   bench_fermata w1 1000 1000
//   w1 n=1000 k=1000 events=1000000 cpu_s=0.0712 ns_per_event=71.20 check=536870912
//
// The time is that of the processor, from the first task that is made to the last that is done.
// Exit status: 1 if the answer is wrong, 2 if the workload is not known.

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "tools/bench/answer.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::uint64_t number(int count, char** words, int index, std::uint64_t otherwise) {
  return index < count ? std::strtoull(words[index], nullptr, 10) : otherwise;
}

int measure(const std::string& name, std::uint64_t n, std::uint64_t k) {
  const double begin = processor_seconds();
  const std::optional<Work> work = do_work(name, n, k);
  const double seconds = processor_seconds() - begin;
  if (!work) {
    std::fprintf(stderr, "there is no workload '%s' here\n", name.c_str());
    return 2;
  }
  std::printf("%s n=%" PRIu64 " k=%" PRIu64 " events=%" PRIu64
              " cpu_s=%.6f ns_per_event=%.3f check=%" PRIu64,
              name.c_str(), n, k, work->events, seconds,
              seconds * 1e9 / static_cast<double>(work->events), work->check);
  if (work->bytes_each > 0) std::printf(" bytes_each=%.1f", work->bytes_each);
  std::printf("\n");
  const std::optional<std::uint64_t> right = answer(name, n, k);
  if (!right || *right == work->check) return 0;
  std::fprintf(stderr, "%s is wrong: %" PRIu64 ", not %" PRIu64 "\n", name.c_str(), work->check,
               *right);
  return 1;
}

}  // namespace
}  // namespace sim::bench

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: %s WORKLOAD N [K]\n", words[0]);
    return 2;
  }
  return sim::bench::measure(words[1], sim::bench::number(count, words, 2, 1),
                             sim::bench::number(count, words, 3, 1));
}
