// What a workload must come to, for those contestants that cannot work it out themselves:
//
//   bench_answer w1 1000 100

#include <cinttypes>
#include <cstdio>
#include <cstdlib>

#include "tools/bench/answer.hpp"

int main(int count, char** words) {
  if (count != 4) return 2;
  const auto right = sim::bench::answer(words[1], std::strtoull(words[2], nullptr, 10),
                                        std::strtoull(words[3], nullptr, 10));
  if (!right) return 2;
  std::printf("%" PRIu64 "\n", *right);
}
