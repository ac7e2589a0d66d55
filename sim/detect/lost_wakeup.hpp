// sim/detect/lost_wakeup.hpp
//
// Finds the lost wake-up: a deadlock in which a task waits for a notification that there was.
//
//   lost wake-up: reader waits for condition 1, which was notified before it waited
//
// Either the last notification of the condition found nobody, and the task began to wait later; or
// it went to a task that was cancelled before it resumed (asyncio's gh-112202), and nobody notified
// again. An event that was set while nobody waited, and cleared, is the same mistake.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class LostWakeupDetector final : public Detector {
 public:
  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  struct Waiter {
    TaskId task;
    bool woken = false;
  };
  // A notification, or that one was lost: when, and about whom.
  struct Note {
    std::uint64_t number = 0;  // of the event; 0: there was none
    Instant time{};
    std::uint64_t iteration = 0;
    TaskId task{};
  };
  // Who waits for an object, in the order of arrival, as its queue has it.
  struct Line {
    std::vector<Waiter> waiters;
    Note last;   // notification
    Note empty;  // the last one that found nobody
    Note lost;   // the last one that went to a task which was cancelled
    bool used = false;
  };

  Line& line(ObjectId object);
  [[nodiscard]] static Finding describe(const Situation& at_end, TaskId task, const Line& waiting,
                                        bool went_astray);
  void wake(const ProbeEvent& event, const Situation& now);
  void leave(TaskId task, const Situation& now);
  void cancel(const ProbeEvent& event, const Situation& now);

  std::vector<Line> lines_;  // by object
};

}  // namespace sim
