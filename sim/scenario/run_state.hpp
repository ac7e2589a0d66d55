// sim/scenario/run_state.hpp
//
// All that one run of a scenario knows beside its loop: the shared variables, the random numbers,
// what was printed, and why it was stopped.
//
//   RunState run(scenario, settings, loop);
//   run.make_shared();                         // inside the loop, before main's first step
//   run.print("Hello");
//
// Promise: two runs share nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/loop/loop.hpp"
#include "sim/scenario/ast.hpp"
#include "sim/scenario/run.hpp"
#include "sim/scenario/slots.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

struct RunState {
  RunState(const Scenario& the_scenario, const RunSettings& the_settings, Loop& the_loop);

  // Makes the shared variables, then the defaults of the parameters, as the file orders them.
  void make_shared();

  void print(std::string_view text);

  // A loop of the scenario goes round. Returns false where it did so too often in one turn.
  [[nodiscard]] bool may_go_round();

  // Stops the run where it stands: the loop is left after this step.
  void stop(Outcome why);
  void fail(const AssertStep& step, const Step& where, const Slots& locals);

  // Keeps what goes on to the end of the run though nobody holds it.
  void keep(std::shared_ptr<void> object) { kept_.push_back(std::move(object)); }

  [[nodiscard]] std::vector<std::string> take_lines();

  const Scenario& scenario;
  const RunSettings& settings;
  Loop& loop;
  PythonVersion python;
  std::int64_t steps_max;
  Random random;
  Slots shared;
  std::vector<Slots> defaults;  // by coroutine and parameter

  std::optional<Outcome> stopped;  // failed or step_limit
  std::string exception;           // of a failed assertion
  std::string report;

 private:
  std::string printed_;
  std::uint64_t turn_ = 0;
  std::vector<std::shared_ptr<void>> kept_;
  std::int64_t rounds_ = 0;  // of the scenario's loops in this turn
};

}  // namespace sim::scenario
