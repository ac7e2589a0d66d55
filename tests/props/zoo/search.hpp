// tests/props/zoo/search.hpp
//
// All runs that a method makes of a program, and what they ended in.
//
//   const Seen all = search<DfsStrategy>(program, 1'000);    // at most so many runs
//   const Seen some = search<DporStrategy>(program, 1'000);
//   EXPECT_EQ(some.endings, all.endings);

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <type_traits>

#include "sim/explore/program.hpp"
#include "sim/explore/trace_hash.hpp"
#include "sim/loop/loop.hpp"
#include "sim/sched/dpor.hpp"

namespace sim::zoo {

struct Seen {
  std::uint64_t runs = 0;
  std::uint64_t failed = 0;
  std::uint64_t redundant = 0;
  bool complete = false;
  bool reduced = false;
  std::set<std::uint64_t> traces{};
  std::set<std::string> endings{};
};

inline std::string in_words(const Ending& ending) {
  return std::string(name_of(ending.kind)) + " " + ending.what;
}

template <class Method>
Seen search(const Program& program, std::uint64_t runs_max) {
  Seen seen;
  Method method;
  TraceHash hash;
  Loop loop;
  while (!method.exhausted() && seen.runs < runs_max) {
    method.begin_run(0);
    hash.begin_run(method);
    loop.set_chooser(&hash);
    const Ending ending = program(loop);
    method.end_run(ending.ok());
    loop.reset();
    ++seen.runs;
    seen.failed += ending.ok() ? 0 : 1;
    seen.traces.insert(hash.value());
    seen.endings.insert(in_words(ending));
  }
  seen.complete = method.complete();
  if constexpr (std::is_same_v<Method, DporStrategy>) {
    seen.redundant = method.redundant();
    seen.reduced = method.reduces();
  }
  return seen;
}

}  // namespace sim::zoo
