// sim/explore/trace_hash.hpp
//
// A TraceHash is the chooser that asks another one and gives each way to order what races a number.
//
//   TraceHash hash;
//   hash.begin_run(strategy);
//   loop.set_chooser(&hash);
//   ... a run ...
//   hash.value();                          // equal for runs that differ in nothing that matters
//
// Two runs that differ only in the order of steps that touch nothing in common (A. Mazurkiewicz,
// "Trace theory", 1987) have equal hashes: each access is hashed with its task, the number of its
// accesses so far, and what its object has been through: the last write, and for a write the reads
// since. The sum of these hashes does not depend on the order. What tasks do to each other without
// a shared object that tells (sim/coro/shared_object.hpp) is not seen. A task is known by the way
// to it, so hashes of several TraceHashes can be compared.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/lineup.hpp"

namespace sim {

class TraceHash final : public Chooser, private Picker {
 public:
  void begin_run(Chooser& inner);
  [[nodiscard]] std::uint64_t value() const noexcept { return sum_; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override {
    const std::uint32_t answer = inner_->choose(choice);
    if (answer != 0) sum_ += mix(++answers_, answer, static_cast<std::uint64_t>(choice.kind));
    return answer;
  }
  [[nodiscard]] Picker* picker() noexcept override {
    return inner_picker_ == nullptr ? nullptr : this;
  }
  [[nodiscard]] bool cancels() const noexcept override { return inner_->cancels(); }

 private:
  struct Object {
    std::uint64_t last_write = 0;
    std::uint64_t reads = 0;  // since: a sum
  };

  void joins(Place place, TaskId task) override {
    lineup_.joins(place, task);
    inner_picker_->joins(place, task);
  }
  void leaves(Place place) override {
    lineup_.leaves(place);
    inner_picker_->leaves(place);
  }
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override;
  void intends(ObjectId object, Access access) override { inner_picker_->intends(object, access); }
  [[nodiscard]] bool minds() const noexcept override { return inner_picker_->minds(); }
  void notes(Deed deed, std::uint64_t subject) override { inner_picker_->notes(deed, subject); }

  [[nodiscard]] static std::uint64_t mix(std::uint64_t a, std::uint64_t b, std::uint64_t c);
  [[nodiscard]] std::uint64_t name_of(TaskTree::Node node);

  Chooser* inner_ = nullptr;
  Picker* inner_picker_ = nullptr;
  Lineup lineup_;
  std::vector<std::uint64_t> accesses_;  // by node
  std::vector<std::uint64_t> names_;     // the same: a hash of the way to it; 0: not yet
  std::vector<Object> objects_;          // by number
  std::uint64_t answers_ = 0;
  std::uint64_t sum_ = 0;
};

}  // namespace sim
