// sim/detect/hb_race.hpp
//
// Finds the happens-before race: two tasks touch one variable, at least one of them writes it, and
// nothing orders the two steps: they come the other way round in another run.
//
//   happens-before race: audit reads variable 1, deposit writes it; nothing orders them
//
// It is found in a run in which nothing goes wrong, too. What orders is said in happens_before.hpp.
// Variables are Shared<T>, and every SharedObject that is no primitive. It may be harmless: tasks
// that only count do not care who comes first; so it is looked for only where it is wanted, and
// explore() makes the two come the other way round to see (sim/explore/reversal.hpp).
//
// The edges are told to a picker alone, so it hears through a deed tap (sim/explore/
// deed_tap.hpp). Where none is set, as with a stored trace, it finds nothing. An access takes
// O(1); only the last write of a variable, and what has read it since, are kept.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/detect/detector.hpp"
#include "sim/detect/happens_before.hpp"

namespace sim {

// What a race is between.
struct RacingAccess {
  TaskId task{};           // none: a callback, or outside of any step
  std::uint64_t step = 0;  // of the run, from 1; 0: outside of any
  bool writes = false;
};

struct HbRace {
  ObjectId object{};
  RacingAccess first{};  // as they came in this run
  RacingAccess second{};
  std::uint64_t instant = 0;  // so many steps came before this moment of time
  TaskId root{};              // whose call that was due then the first step descends from
  std::uint64_t armed = 0;    // if the two came at two instants: in which step that was asked for
  Finding finding{};
};

class HbRaceDetector final : public Detector {
 public:
  explicit HbRaceDetector(Readiness readiness) : order_(readiness) {}

  void begin_run() override;
  void on_event(const ProbeEvent& event, const Situation& now) override;
  void end_run(const Situation& at_end, std::vector<Finding>& found) override;

  // What a deed tap tells beside the events.
  [[nodiscard]] HappensBefore& order() noexcept { return order_; }
  void steps(HappensBefore::Place place, TaskId task);
  void rests();
  void touches(ObjectId object, bool writes);

  // Each pair of places once, in the order in which they were found.
  [[nodiscard]] const std::vector<HbRace>& races() const noexcept { return races_; }

 private:
  enum class Sort : std::uint8_t {
    variable,
    told,    // a primitive whose events say what is done with it
    other,   // one whose touches order, whatever they are
    unseen,  // neither
  };
  struct Access {
    RacingAccess by{};
    HappensBefore::Moment moment{};
    TaskId root{};
    std::uint64_t armed = 0;
    Instant time{};
    std::uint64_t iteration = 0;
    std::string after{};  // what its task waited for before the step
  };
  struct Object {
    Sort sort = Sort::variable;
    bool written = false;
    Access write{};
    std::vector<Access> reads{};  // since; those that are before another one left out
  };

  [[nodiscard]] static Sort sort_of(std::string_view label);
  [[nodiscard]] Object& known(ObjectId id);
  [[nodiscard]] Access access(bool writes);
  void reads(Object& object, ObjectId id);
  void writes(Object& object, ObjectId id);
  void compare(ObjectId id, const Access& first, const Access& second);
  [[nodiscard]] std::string in_words(const Access& access, const std::string& object) const;

  HappensBefore order_;
  std::vector<Object> objects_;  // by number
  std::vector<HbRace> races_;
  const Situation* now_ = nullptr;  // since the first event
  Instant time_{};
  std::uint64_t iteration_ = 0;
  std::uint64_t steps_ = 0;
  std::uint64_t instant_ = 0;  // how many of them came before this moment of time
  TaskId task_{};
  bool in_step_ = false;
};

}  // namespace sim
