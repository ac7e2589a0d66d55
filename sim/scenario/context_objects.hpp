// sim/scenario/context_objects.hpp
//
// What `with` takes beside the locks: a timeout and a task group.
//
//   with: timeout(1)                 with: TaskGroup()
//   as: limit                        as: group
//   do:                              do:
//     - call: limit.reschedule(5)      - spawn: work()
//                                        in: group
//
// They are asyncio's Timeout and TaskGroup (sim/aio) with values for what they hold; what they
// throw is what a scenario catches. Mirrors asyncio.timeouts and asyncio.taskgroups of 3.11.7.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "sim/aio/task_group.hpp"
#include "sim/aio/timeout.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

class TimeoutObject final : public NativeObject {
 public:
  // `told` is what when() says: a moment that the program gave is given back as it was.
  TimeoutObject(std::optional<Instant> when, Value told);

  [[nodiscard]] std::string_view type_name() const override { return "Timeout"; }
  [[nodiscard]] Value enter() override;
  [[nodiscard]] Value exit(const Value& error) override;

  [[nodiscard]] const Value& when() const {
    note(Deed::reads_cell);
    return when_;
  }
  [[nodiscard]] bool expired() const {
    note(Deed::reads_cell);
    return limit_.expired();
  }
  // Throws: RuntimeError, TypeError.
  void reschedule(const Value& when);

  // Whoever holds it may reschedule it: a picker that minds hears what is read and changed.
  void note(Deed deed) const;

 private:
  Timeout limit_;
  Value when_;
  std::uint32_t cell_;
};

class TaskGroupObject final : public NativeObject {
 public:
  [[nodiscard]] std::string_view type_name() const override { return "TaskGroup"; }
  [[nodiscard]] Value enter() override;
  [[nodiscard]] Value exit(const Value& error) override;

  // Throws: RuntimeError, TypeError.
  [[nodiscard]] Value create_task(const Value& coroutine, const Value& name);

 private:
  TaskGroup group_;
};

// Null where the value is no group.
[[nodiscard]] TaskGroupObject* group_of(const Value& value);

// timeout(delay) and timeout_at(when), in seconds; None is never. Throws: TypeError.
[[nodiscard]] Value make_timeout(const Value& delay);
[[nodiscard]] Value make_timeout_at(const Value& when);

}  // namespace sim::scenario
