// sim/detect/lasso.hpp
//
// Finds a livelock by its lasso, long before the limit of steps: the same state comes again and
// again, with nothing done in between that another round would not do.
//
//   livelock: left, right go round while time stands still and nothing changes
//
// A state is: who is ready, who waits for what, who holds which lock or permit, which events are
// set. Whatever else is done is a change, after which the search begins anew: the clock moves, a
// variable is written, something is put into a queue, a future is set, a task is made or ends, a
// random number is drawn, a bare callback runs, anything is printed. So a program that is not seen
// through (a hash of all of its state would need that) is left to the limit of steps. A round
// counts only if everybody who was ready in it made a step: so the same rounds for ever are a fair
// run, and it is not the schedule that starves somebody.
//
// What a task keeps to itself is not seen: one that looks a hundred times and then gives up looks
// the same while it counts. So it takes `rounds` of the same state, in a row; the finding says how
// many there were, and that a count that runs to its end would look like that. It is looked for
// only where somebody says how many rounds are too many. Then the run is left there: whoever feeds
// the detector (sim/explore/deed_tap.hpp) throws LassoClosed.
//
// A state is a sum of hashes, one for each task and object, so a step costs what it changes.

#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

// The run has gone round so often that it is left.
struct LassoClosed {};

class LassoDetector final : public Detector {
 public:
  explicit LassoDetector(std::uint64_t rounds) noexcept : rounds_wanted_(rounds) {}

  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

  // What a tap tells beside the events.
  void joins(TaskId task);
  void leaves(TaskId task);
  void touches(ObjectId object, bool writes);
  // It is about to make a step, and still stands in line; who stands there longest has come after
  // the step `oldest`.
  void steps(TaskId task, std::uint64_t oldest);
  // Whether the run has gone round too often.
  [[nodiscard]] bool closed() const noexcept { return closed_; }
  // Something is done that cannot be taken back, or is not seen through.
  void changes() noexcept { states_.clear(); }

 private:
  // More than one goes round with in practice; beyond it the search begins anew.
  static constexpr std::size_t states_max = 4'096;

  struct Seen {
    std::uint64_t step = 0;    // when it came last
    std::uint64_t rounds = 0;  // fair ones in a row
  };
  struct Part {
    std::uint64_t hash = 0;  // its share of the state
    bool ready = false;      // of a task
    bool done = false;
    bool told = false;       // of an object: its events say what is done with it
    std::uint64_t wait = 0;  // what it waits for, as a hash
    std::uint64_t last = 0;  // its last step
    std::uint64_t held = 0;  // of an object: a sum over its holders; or whether it is set
  };

  [[nodiscard]] static Part& part(std::vector<Part>& parts, std::uint64_t number);
  void put(Part& part, std::uint64_t hash) noexcept;
  void hash_task(TaskId task);
  void hash_object(ObjectId object);
  void hold(const ProbeEvent& event, std::uint64_t sign);

  std::uint64_t rounds_wanted_;
  std::uint64_t steps_ = 0;
  std::uint64_t state_ = 0;
  std::vector<Part> tasks_;    // by number
  std::vector<Part> objects_;  // the same
  std::map<std::uint64_t, Seen> states_;  // since the last change
  bool closed_ = false;
  std::uint64_t length_ = 0;  // of the last round, in steps
};

}  // namespace sim
