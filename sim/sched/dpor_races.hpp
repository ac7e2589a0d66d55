// sim/sched/dpor_races.hpp
//
// The races of a run: pairs of steps that depend on each other directly and could have come the
// other way round; and for each the beginning of a run in which they do.
//
//   Races races;
//   races.update(steps, known);            // the first `known` steps are those of the last run
//   for (const Reversal& reversal : races.reversals()) ...
//
// A step that takes a lock races with the one that took it before, not with the one that gave it
// back, before which it could not have been made; so does a step that waits for a lock in vain. A
// step that joins what has ended could not come before that.
//
// P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Source sets: a foundation for optimal dynamic
// partial order reduction", JACM 64(4), 2017.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/sched/dpor_watch.hpp"

namespace sim::dpor {

// From the point before the step `at` the row can be run, with `at` itself not in it.
struct Reversal {
  std::uint32_t at = 0;
  std::vector<Event> row{};
};

// One who did not make a step that it could have made earlier.
struct Pending {
  enum class Why : std::uint8_t {
    asks,       // it waits in vain for the lock that is the last of what it touches
    withdrawn,  // the step at `at` took it out of the line
    halted,     // it was ready when the step at `at` ended the run
  };

  Why why = Why::asks;
  Event event{};
  std::uint32_t cause = 0;
  std::uint32_t at = 0;
};

class Races {
 public:
  // From now on, who asks for a lock or joins could have waited there.
  void count_waits() noexcept { counts_waits_ = true; }
  // What happened before what, and the reversals of all races of the steps from `known` on.
  void update(const std::vector<Step>& steps, std::uint32_t known);
  // Those of one who was pending. Requires: update() for the same steps.
  void add(const Pending& pending, const std::vector<Step>& steps);
  // Whether all since the clock moved last comes, in any order, before the step before `at`, and
  // that one has written one of the cells that are looked at from outside.
  [[nodiscard]] bool closed(std::uint32_t at, const std::vector<Step>& steps,
                            const std::vector<Object>& cells) const;

  [[nodiscard]] std::vector<Reversal>& reversals() noexcept { return reversals_; }

 private:
  using Set = std::vector<std::uint64_t>;
  static constexpr std::uint32_t nobody = ~std::uint32_t{0};

  // The last accesses to an object.
  struct History {
    std::uint32_t write = nobody;  // of any mode but reading
    std::uint32_t take = nobody;
    std::vector<std::uint32_t> reads{};  // since the last write
  };
  // A step that another one depends on directly.
  enum class Tie : std::uint8_t {
    order,  // its own task's step before, or what made it ready
    touch,
    join,   // it could not have gone on before
    take,   // of a lock that was given back
  };
  struct Link {
    std::uint32_t step = 0;
    Tie tie = Tie::order;
    std::uint32_t racing = nobody;  // the one to be passed, if any can be
    bool either = false;            // both are due: the iteration ends with the later one
  };

  // The step `with` could come before the step `at`.
  struct Race {
    std::uint32_t at = 0;
    std::uint32_t with = 0;
  };

  [[nodiscard]] bool before(std::uint32_t a, std::uint32_t b) const {
    return a == b || (a < b && (past_[b][a / 64] >> (a % 64) & 1) != 0);
  }
  [[nodiscard]] bool must_precede(std::uint32_t a, std::uint32_t b) const {
    const std::vector<Set>& past = counts_waits_ ? needed_ : past_;
    return a == b || (a < b && (past[b][a / 64] >> (a % 64) & 1) != 0);
  }
  void clear_histories();
  History& history(Object object);
  void link_touches(const Event& event);
  void link(const std::vector<Step>& steps, std::uint32_t index);
  void close(std::uint32_t index, std::vector<Set>& pasts, bool exactly);
  void remember(const Event& event, std::uint32_t index);
  void find_races(std::uint32_t index, const std::vector<Step>& steps);
  [[nodiscard]] bool direct(const Link& link) const;
  void reverse(std::uint32_t at, const Event& event, const std::vector<Step>& steps,
               std::uint32_t without = nobody);
  [[nodiscard]] std::vector<Event> not_after(std::uint32_t at, std::uint32_t end,
                                             const std::vector<Step>& steps,
                                             std::uint32_t without = nobody) const;

  std::vector<Set> past_;            // by step: which come before it
  std::vector<Set> needed_;          // the same, but for those that could as well come after it in
                                     // the same iteration, where that matters
  std::vector<History> histories_;   // by object, and by task
  std::vector<Link> links_;          // kept for each step
  std::vector<Race> found_;
  std::vector<bool> stopped_;        // by task: it is asked to stop somewhere in the run
  std::uint32_t bar_ = nobody;       // the last that depends on all
  bool counts_waits_ = false;
  std::vector<Reversal> reversals_;
};

}  // namespace sim::dpor
