// props/prop_search.hpp
//
// The search behind SIM_PROP (sim_prop.hpp), without RapidCheck's headers: over inputs, and over
// the schedules of each.
//
//   SimTestResult result = check_prop(name, detail::draw_for(&body), options, sim_flags().flags);
//
// Sizes go from 0 to 100 over the cases, as RapidCheck's do. An input is named by the seed and the
// size that it was drawn with and by the way down RapidCheck's tree: "i5f3a-34-0.3.1".

#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "props/coro_program.hpp"
#include "props/sim_check.hpp"
#include "props/sim_flags.hpp"

namespace sim {

struct SimPropOptions {
  std::uint64_t cases = 100;     // inputs
  std::uint64_t schedules = 20;  // of each
  std::string strategy = "portfolio";
  std::uint64_t seed = 0;
  Model model = Model::any;
  std::uint64_t replays = 500;  // for the input, and again for the schedule
  std::uint64_t iterations_max = 100'000;
  std::uint64_t check_determinism = 0;  // of each input so many schedules are made twice first
};

namespace detail {

class DrawnInput {
 public:
  class Smaller {
   public:
    virtual ~Smaller() = default;
    [[nodiscard]] virtual std::unique_ptr<DrawnInput> next() = 0;  // nullptr: no more
  };

  virtual ~DrawnInput() = default;
  [[nodiscard]] virtual std::string show() const = 0;
  [[nodiscard]] virtual Program program(const CoroOptions& options, RunDetail* shown) const = 0;
  // Whether a run said that the input does not fit.
  [[nodiscard]] virtual bool discarded() const = 0;
  [[nodiscard]] virtual std::unique_ptr<Smaller> smaller() const = 0;
};

using DrawInput = std::function<std::unique_ptr<DrawnInput>(std::uint64_t seed, int size)>;

struct PropPlace {
  const char* suite;
  const char* name;
  const char* file;
  int line;
};

testing::TestInfo* register_prop(const PropPlace& place, DrawInput draw, SimPropOptions options);

}  // namespace detail

[[nodiscard]] SimTestResult check_prop(const std::string& name, const detail::DrawInput& draw,
                                       const SimPropOptions& options, const SimFlags& flags);

}  // namespace sim
