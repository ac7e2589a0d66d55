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
  [[nodiscard]] bool shared_made() const { return shared_made_; }

  // What one task does here may matter to another: an exploration hears of it.
  void touch(std::uint32_t variable, Access access) {
    if (objects_.empty()) [[likely]] return;
    loop.touch(objects_[variable], access);
  }
  void touch_random() { loop.touch(random_object_, Access::write); }
  void touch_output() {
    if (output_object_) [[unlikely]] loop.touch(output_object_, Access::write);
  }
  void set_shared(std::uint32_t variable, Value value);
  // A list that is handed to a coroutine belongs to two from then on.
  void share(const Value& value) {
    if (objects_.empty() || value.list() == nullptr || value.list()->object) [[likely]] return;
    share_lists(value, loop.next_object_id("list"));
  }

  void print(std::string_view text);

  // A loop of the scenario goes round. Returns false where it did so too often in one turn.
  [[nodiscard]] bool may_go_round();

  // Stops the run where it stands: the loop is left after this step.
  void stop(Outcome why);
  void fail(const AssertStep& step, const Step& where, const Slots& locals);

  // Whether a condition of `explore` holds here and now. Where it does not, the run has failed.
  [[nodiscard]] bool holds(std::string_view list, const Explore::Condition& condition);
  // The same of what need not. One that raises does not hold.
  [[nodiscard]] bool is_true(const Explore::Condition& condition);

  // The task that steps begins with this coroutine.
  void note_task(const Coroutine& coroutine);
  // What a task began with, as an index into Scenario::coroutines.
  [[nodiscard]] std::optional<std::uint32_t> coroutine_of(TaskId task) const;

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
  std::string finding;  // of the same: a line

  bool hides = false;  // something was done that a strategy cannot be told of

 private:
  void fail_with(const Expr& condition, const std::string& text, const std::string& where,
                 const Slots& locals);

  void number_objects();

  bool shared_made_ = false;
  std::vector<ObjectId> objects_;  // by variable, and one more; empty where nobody listens
  ObjectId random_object_{};
  ObjectId output_object_{};
  std::vector<std::uint32_t> coroutines_;  // by task: 1 + the index of what it began with, or 0
  std::string printed_;
  std::uint64_t turn_ = 0;
  std::vector<std::shared_ptr<void>> kept_;
  std::int64_t rounds_ = 0;  // of the scenario's loops in this turn
};

}  // namespace sim::scenario
