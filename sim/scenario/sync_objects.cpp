#include "sim/scenario/sync_objects.hpp"

#include <cmath>
#include <limits>

#include "sim/scenario/native_coroutine.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

// A count that nobody comes to, which is what asyncio makes of 1.5: it asks `value == 0` alone.
constexpr std::int64_t kNever = std::int64_t{1} << 62;

// Requires: the value compares with integers, and so is a number.
std::int64_t to_count(const Value& number) {
  if (const auto integer = as_integer(number)) return *integer;
  const double real = *number.real();
  const bool whole = std::trunc(real) == real && std::fabs(real) < static_cast<double>(kNever);
  return whole ? static_cast<std::int64_t>(real) : kNever;
}

std::unique_ptr<Semaphore> make_semaphore(const Value& value, SemaphoreObject::Kind kind) {
  if (compare(CompareOp::less, value, 0)) {
    raise("ValueError", "Semaphore initial value must be >= 0");
  }
  const std::int64_t count = to_count(value);
  if (kind == SemaphoreObject::Kind::bounded) return std::make_unique<BoundedSemaphore>(count);
  return std::make_unique<Semaphore>(count);
}

std::int64_t to_parties(const Value& parties) {
  if (compare(CompareOp::less, parties, 1)) raise("ValueError", "parties must be > 0");
  return to_count(parties);
}

template <class Object, class Guard>
class ConditionOver final : public ConditionObject {
 public:
  explicit ConditionOver(std::shared_ptr<Object> object)
      : object_(std::move(object)), condition_(object_->primitive()) {}

  [[nodiscard]] Coro<> acquire() override { return object_->acquire(); }
  void release() override { object_->release(); }
  [[nodiscard]] bool locked() override { return object_->locked(); }
  [[nodiscard]] Coro<> wait() override { return condition_.wait(); }
  void notify(std::size_t most) override { condition_.notify(most); }
  [[nodiscard]] std::size_t waiting() const override { return condition_.waiting(); }
  [[nodiscard]] std::shared_ptr<GuardObject> guard() const override { return object_; }

 private:
  std::shared_ptr<Object> object_;
  BasicCondition<Guard> condition_;
};

Coro<Value> run_enter(Values arguments) {
  co_await guard_of(arguments[0]).acquire();
  co_return Value();
}

Coro<Value> run_exit(Values arguments) {
  guard_of(arguments[0]).release();
  co_return Value();
}

Coro<Value> run_enter_barrier(Values arguments) {
  co_return co_await barrier_of(arguments[0]).primitive().wait();
}

Coro<Value> run_exit_barrier(Values) { co_return Value(); }

}  // namespace

Value GuardObject::enter() {
  return native_coroutine("__aenter__", run_enter, {Value(shared_from_this())});
}

Value GuardObject::exit(const Value&) {
  return native_coroutine("__aexit__", run_exit, {Value(shared_from_this())});
}

SemaphoreObject::SemaphoreObject(const Value& value, Kind kind)
    : kind_(kind), semaphore_(make_semaphore(value, kind)) {}

std::shared_ptr<ConditionObject> make_condition(std::shared_ptr<GuardObject> guard) {
  if (auto condition = std::dynamic_pointer_cast<ConditionObject>(guard)) {
    guard = condition->guard();
  }
  if (auto semaphore = std::dynamic_pointer_cast<SemaphoreObject>(guard)) {
    return std::make_shared<ConditionOver<SemaphoreObject, Semaphore>>(std::move(semaphore));
  }
  auto lock = std::static_pointer_cast<LockObject>(std::move(guard));
  return std::make_shared<ConditionOver<LockObject, Lock>>(std::move(lock));
}

BarrierObject::BarrierObject(const Value& parties)
    : parties_(parties), barrier_(to_parties(parties)) {}

Value BarrierObject::enter() {
  return native_coroutine("__aenter__", run_enter_barrier, {Value(shared_from_this())});
}

Value BarrierObject::exit(const Value&) {
  return native_coroutine("__aexit__", run_exit_barrier, {Value(shared_from_this())});
}

}  // namespace sim::scenario
