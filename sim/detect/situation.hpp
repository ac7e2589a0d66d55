// sim/detect/situation.hpp
//
// A Situation is who waits for what, and who holds it, as far as the events of a run tell so far.
//
//   Situation now;
//   for (const TraceEvent& event : trace) now.on_event(event.view());
//   now.text();                            // "left waits for lock 2, held by right\n" ...
//   now.ring();                            // tasks that wait for each other
//
// It is what all detectors look at. A lock leads from who waits for it to who holds it, a gather to
// its children. Objects are numbered by what they are, in the order of their making: "lock 2";
// but for one whose name is told, "variable balance".

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "sim/trace/trace.hpp"

namespace sim {

class Situation {
 public:
  enum class TaskState : std::uint8_t { ready, waiting, done };

  struct Wait {
    std::string what;           // "a lock", "sleep(1)"
    ObjectId object;            // 0 if it is none that is known
    std::vector<TaskId> tasks;  // that it waits for
    bool for_task = false;      // it is the only one of these
    std::uint64_t since = 0;    // the number of the event
  };

  struct Task {
    std::string name;
    TaskId creator;  // 0: it was started from outside of any
    TaskState state = TaskState::ready;
    std::uint32_t cancels = 0;  // how often it was asked to stop
    bool cancel_due = false;    // since its last step, or in it: its next wait ends at once
    Wait wait;                  // the last one
    std::uint64_t known = 0;    // since which event; 0: it is not

    void forget() noexcept;
  };

  struct Object {
    std::string what;             // "lock"
    std::uint32_t number = 0;     // among those of its kind
    std::uint64_t permits = 0;    // that it was made with
    std::vector<TaskId> holders;  // of it, or of a permit each, in the order of taking
    bool signals = false;         // somebody gave back what he had not taken

    void forget() noexcept;
  };

  // A call at a time to come.
  struct Timer {
    TaskId by;     // who asked for it
    Instant time;  // when that was
    std::uint64_t iteration;
  };

  void begin_run();
  void on_event(const ProbeEvent& event);

  // Of the last event; the first has 1.
  [[nodiscard]] std::uint64_t number() const noexcept { return number_; }
  // Whether nothing was ready and no timer was pending, and nothing has run since.
  [[nodiscard]] bool idle() const noexcept { return idle_; }
  // Whether the run was cut off at a limit.
  [[nodiscard]] bool at_limit() const noexcept { return at_limit_; }
  // Whether what still ran was asked to stop, as asyncio.run does when main has ended.
  [[nodiscard]] bool shut_down() const noexcept { return shut_down_; }

  // All that were created, in their order.
  [[nodiscard]] const std::vector<TaskId>& all_tasks() const noexcept { return order_; }
  [[nodiscard]] const Task& task(TaskId id) const { return tasks_[id.value()]; }
  [[nodiscard]] const Object& object(ObjectId id) const { return objects_[id.value()]; }
  // By number; number 0 is none.
  [[nodiscard]] std::span<const Object> objects() const noexcept {
    return std::span(objects_).first(objects_used_);
  }
  // Those that are pending, by number.
  [[nodiscard]] const std::map<std::uint64_t, Timer>& timers() const noexcept { return timers_; }

  [[nodiscard]] bool waits(TaskId id) const { return task(id).state == TaskState::waiting; }
  [[nodiscard]] bool done(TaskId id) const { return task(id).state == TaskState::done; }
  // Whom a task waits for: tasks that are not done.
  [[nodiscard]] std::vector<TaskId> awaited_by(TaskId id) const;

  [[nodiscard]] std::string name(TaskId id) const;
  [[nodiscard]] std::string name(ObjectId id) const;
  // "left waits for lock 2, held by right"
  [[nodiscard]] std::string wait_of(TaskId id) const;

  // Tasks that wait for each other, each for the next and the last for the first; empty if there
  // are none. Begins with the one whose name comes first.
  [[nodiscard]] std::vector<TaskId> ring() const;

  // A line for each task that is not done, and one for a ring.
  [[nodiscard]] std::string text() const;

 private:
  struct Kind {
    std::string what;
    std::uint32_t made;
  };

  Task& known(TaskId id);
  Object& known(ObjectId id);
  void take(const ProbeEvent& event);
  void give_back(const ProbeEvent& event);
  void begin_wait(const ProbeEvent& event);
  void make(const ProbeEvent& event);
  [[nodiscard]] bool is_known(TaskId id) const noexcept { return id.value() < tasks_used_; }

  // By number. What is used of them is of this run; the rest is kept for its memory.
  std::vector<Task> tasks_;
  std::vector<Object> objects_;
  std::size_t tasks_used_ = 0;
  std::size_t objects_used_ = 0;
  std::vector<TaskId> order_;
  std::vector<Kind> kinds_;                // of objects
  std::vector<TaskId> needs_;              // of the wait to come
  std::map<std::uint64_t, Timer> timers_;  // that are pending
  std::uint64_t number_ = 0;
  bool idle_ = false;
  bool at_limit_ = false;
  bool shut_down_ = false;
};

}  // namespace sim
