// sim/coro/shared_object.hpp
//
// A SharedObject is what strategies know a shared variable or primitive by: it has a number, and
// says when it is touched.
//
//   object_.touch(Access::write);          // now, by the step that runs
//   object_.intend(Access::write);         // first thing when the running task steps again
//   co_await turn_for(lock.object(), Access::write);
//
// turn_for() suspends for one iteration of the loop, as sleep(0s) does, and says what for. Objects
// are numbered as they are made, while a loop runs whose chooser listens; any other has no number,
// is not seen, and pays a test of it.

#pragma once

#include <coroutine>

#include "sim/base/ids.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

class SharedObject {
 public:
  SharedObject() noexcept {
    if (Loop* loop = Loop::current_or_null()) id_ = loop->next_object_id();
  }
  SharedObject(const SharedObject&) = delete;
  SharedObject& operator=(const SharedObject&) = delete;

  [[nodiscard]] ObjectId id() const noexcept { return id_; }

  void touch(Access access) const {
    if (id_) [[unlikely]] tell(&Loop::touch, access);
  }
  void intend(Access access) const {
    if (id_) [[unlikely]] tell(&Loop::intend, access);
  }

 private:
  void tell(void (Loop::*what)(ObjectId, Access), Access access) const {
    if (Loop* loop = Loop::current_or_null()) (loop->*what)(id_, access);
  }

  ObjectId id_;
};

// One iteration of the loop, and what comes after it.
class [[nodiscard]] TurnAwaiter {
 public:
  TurnAwaiter(ObjectId object, Access access) noexcept : object_(object), access_(access) {}

  [[nodiscard]] bool await_ready() const noexcept { return false; }

  template <class P>
  void await_suspend(std::coroutine_handle<P> frame) {
    task_ = &frame.promise().task();
    if (object_) task_->loop().intend(object_, access_);
    task_->yield(frame.promise());
  }

  void await_resume() const {
    if (task_ != nullptr) task_->throw_if_asked();
  }

 private:
  ObjectId object_;
  Access access_;
  TaskCore* task_ = nullptr;
};

inline TurnAwaiter turn_for(const SharedObject& object, Access access) noexcept {
  return {object.id(), access};
}

}  // namespace sim
