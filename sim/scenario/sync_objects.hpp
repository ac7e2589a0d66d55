// sim/scenario/sync_objects.hpp
//
// Lock, Event, Condition, Semaphore and Barrier as values of a scenario.
//
//   Value lock = std::make_shared<LockObject>();
//   Value entered = lock.native()->enter();            // what `async with` awaits
//   guard_of(lock).release();
//
// Each holds the primitive of sim/aio that does the work. Promise: a condition may stand over
// whatever has asyncio's acquire, release and locked, a semaphore or another condition, too.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "sim/aio/barrier.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/event.hpp"
#include "sim/aio/lock.hpp"
#include "sim/aio/semaphore.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// What is taken and given back.
class GuardObject : public NativeObject {
 public:
  [[nodiscard]] virtual Coro<> acquire() = 0;
  virtual void release() = 0;
  [[nodiscard]] virtual bool locked() = 0;

  [[nodiscard]] Value enter() override;
  [[nodiscard]] Value exit(const Value& error) override;
};

class LockObject final : public GuardObject {
 public:
  [[nodiscard]] std::string_view type_name() const override { return "Lock"; }
  [[nodiscard]] Coro<> acquire() override { return lock_.acquire(); }
  void release() override { lock_.release(); }
  [[nodiscard]] bool locked() override { return lock_.locked(); }

  [[nodiscard]] Lock& primitive() { return lock_; }

 private:
  Lock lock_;
};

class SemaphoreObject final : public GuardObject {
 public:
  enum class Kind : std::uint8_t { plain, bounded };

  // Throws what asyncio's constructor raises.
  SemaphoreObject(const Value& value, Kind kind);

  [[nodiscard]] std::string_view type_name() const override {
    return kind_ == Kind::bounded ? "BoundedSemaphore" : "Semaphore";
  }
  [[nodiscard]] Coro<> acquire() override { return semaphore_->acquire(); }
  void release() override { semaphore_->release(); }
  [[nodiscard]] bool locked() override { return semaphore_->locked(); }

  [[nodiscard]] Semaphore& primitive() { return *semaphore_; }

 private:
  Kind kind_;
  std::unique_ptr<Semaphore> semaphore_;
};

class ConditionObject : public GuardObject {
 public:
  [[nodiscard]] std::string_view type_name() const final { return "Condition"; }
  [[nodiscard]] virtual Coro<> wait() = 0;
  virtual void notify(std::size_t most) = 0;
  [[nodiscard]] virtual std::size_t waiting() const = 0;
  // What it stands over, which is no condition itself.
  [[nodiscard]] virtual std::shared_ptr<GuardObject> guard() const = 0;
};

// Condition(lock). Requires: the object is a GuardObject.
[[nodiscard]] std::shared_ptr<ConditionObject> make_condition(std::shared_ptr<GuardObject> guard);

class EventObject final : public NativeObject {
 public:
  [[nodiscard]] std::string_view type_name() const override { return "Event"; }
  [[nodiscard]] Event& primitive() { return event_; }

 private:
  Event event_;
};

class BarrierObject final : public NativeObject {
 public:
  // Throws what asyncio's constructor raises.
  explicit BarrierObject(const Value& parties);

  [[nodiscard]] std::string_view type_name() const override { return "Barrier"; }
  [[nodiscard]] Value enter() override;
  [[nodiscard]] Value exit(const Value& error) override;

  [[nodiscard]] Barrier& primitive() { return barrier_; }
  [[nodiscard]] const Value& parties() const { return parties_; }

 private:
  Value parties_;
  Barrier barrier_;
};

// Requires: the value is such an object.
[[nodiscard]] inline GuardObject& guard_of(const Value& value) {
  return static_cast<GuardObject&>(*value.native());
}
[[nodiscard]] inline ConditionObject& condition_of(const Value& value) {
  return static_cast<ConditionObject&>(*value.native());
}
[[nodiscard]] inline Event& event_of(const Value& value) {
  return static_cast<EventObject&>(*value.native()).primitive();
}
[[nodiscard]] inline BarrierObject& barrier_of(const Value& value) {
  return static_cast<BarrierObject&>(*value.native());
}

}  // namespace sim::scenario
