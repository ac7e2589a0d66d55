// sim/sched/calm_profile.hpp
//
// The calm run, by a strategy that learns from it for others.
//
//   auto known = std::make_shared<Knowledge>();
//   CalmProfile profile(known);
//   ... one run ...
//   UrwStrategy urw(known);                // knows the program from its first run on

#pragma once

#include <memory>
#include <utility>

#include "sim/sched/informed.hpp"

namespace sim {

class CalmProfile final : public InformedStrategy {
 public:
  explicit CalmProfile(std::shared_ptr<Knowledge> known) : InformedStrategy(std::move(known)) {}
  [[nodiscard]] std::string_view name() const override { return "fifo"; }

 private:
  void prepare() override {}
  void joins(Place place, TaskId task) override { arrive(place, task); }
  void withdraw(Place) override {}
  [[nodiscard]] Place next() override { return first_in_line; }
  [[nodiscard]] std::uint32_t answer(const Choice&) override { return 0; }
};

}  // namespace sim
