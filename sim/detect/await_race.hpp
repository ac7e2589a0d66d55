// sim/detect/await_race.hpp
//
// Finds the await race: a task reads a Shared variable, waits, and writes it after another task has
// written it meanwhile, without having looked again.
//
//   await race: deposit reads variable 1, audit writes it, deposit writes it
//
// So the other's write is lost, if what is written depends on what was read. The events do not tell
// that, so it is looked for only where it is wanted. Who holds a lock around both, or reads and
// writes at once, makes none. It is the pattern R-W'-W of M. Vaziri, F. Tip, J. Dolby, "Associating
// synchronization constraints with data in an object-oriented language", POPL 2006.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/detect/detector.hpp"

namespace sim {

class AwaitRaceDetector final : public Detector {
 public:
  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

 private:
  struct Access {
    TaskId task{};
    Instant time{};
    std::uint64_t iteration = 0;
  };
  // What a task knows of a variable.
  struct Reading {
    Access read;
    Access written{};  // by another, since; 0: by nobody
  };

  void read(const ProbeEvent& event);
  void write(const ProbeEvent& event, const Situation& now);
  void race(const Reading& reading, const ProbeEvent& event, const Situation& now);

  std::vector<std::vector<Reading>> readings_;  // by object
  std::vector<Finding> found_;
};

}  // namespace sim
