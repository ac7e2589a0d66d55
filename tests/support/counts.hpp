// tests/support/counts.hpp
//
// How many iterations of the loop something takes, in the three numbers in which asyncio's costs
// are stated: S from the call to the child's first step, L from the child's last step to the
// awaiter's resumption, T from the call to the resumption.
//
//   EXPECT_EQ(counts_of([](Moments& m) -> Coro<> { co_await gather(child(m)); }),
//             (Counts{.s = 1, .l = 2, .t = 3}));
//
// Ticks is T alone, where there is no child.

#pragma once

#include <cstdint>
#include <ostream>

#include "sim/aio/run.hpp"
#include "sim/coro/coro.hpp"
#include "sim/loop/loop.hpp"

namespace sim::test {

inline std::uint64_t iteration() { return Loop::current().iteration(); }

// The iterations in which something happened.
struct Moments {
  std::uint64_t call = 0;
  std::uint64_t first_step = 0;
  std::uint64_t last_step = 0;
  std::uint64_t resumption = 0;
};

struct Counts {
  std::uint64_t s;
  std::uint64_t l;
  std::uint64_t t;

  friend bool operator==(const Counts&, const Counts&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Counts& counts) {
    return out << "S=" << counts.s << " L=" << counts.l << " T=" << counts.t;
  }
};

// A child that ends in its first step.
inline Coro<> child(Moments& moments) {
  moments.first_step = moments.last_step = iteration();
  co_return;
}

template <class Body>
Coro<> measure(Moments& moments, Body body) {
  moments.call = iteration();
  co_await body(moments);
  moments.resumption = iteration();
}

// Runs `body(moments)`, a coroutine that awaits child(moments) in some way. A lambda must have no
// captures.
template <class Body>
Counts counts_of(Body body) {
  Moments moments;
  run(measure(moments, body));
  return {moments.first_step - moments.call, moments.resumption - moments.last_step,
          moments.resumption - moments.call};
}

// How many iterations pass inside `awaited`, a coroutine.
inline Coro<std::uint64_t> ticks(Coro<> awaited) {
  const std::uint64_t before = iteration();
  co_await awaited;
  co_return iteration() - before;
}

}  // namespace sim::test
