// sim/sched/informed.hpp
//
// An InformedStrategy knows what the runs before have shown (knowledge.hpp), and keeps that up.
// Several that take turns may share what they know.
//
//   void joins(Place place, TaskId task) override { line_.push(place, of(arrive(place, task))); }
//   Place next() override { Place best = ...; depart(best); return best; }

#pragma once

#include <memory>
#include <utility>

#include "sim/sched/knowledge.hpp"
#include "sim/sched/picking_strategy.hpp"

namespace sim {

class InformedStrategy : public PickingStrategy {
 public:
  using Node = TaskTree::Node;

  void end_run(bool passed) override { known_->end_run(passed); }

 protected:
  explicit InformedStrategy(std::shared_ptr<Knowledge> known = nullptr)
      : known_(known ? std::move(known) : std::make_shared<Knowledge>()) {}

  void begin() final {
    known_->begin_run();
    prepare();
  }
  virtual void prepare() = 0;

  Node arrive(Place place, TaskId task) { return known_->arrive(place, task); }
  Node depart(Place place) { return known_->depart(place); }
  void steps_first(Place place) override { known_->depart(place); }
  void touches(ObjectId object, Access access) override { known_->touches(object, access); }
  void intends(ObjectId object, Access access) override { known_->intends(object, access); }

  [[nodiscard]] const Knowledge& known() const noexcept { return *known_; }

 private:
  std::shared_ptr<Knowledge> known_;
};

}  // namespace sim
