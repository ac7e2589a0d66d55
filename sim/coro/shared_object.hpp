// sim/coro/shared_object.hpp
//
// A SharedObject is what strategies and detectors know a shared variable or primitive by: it has a
// number, and says when it is touched, and what is done with it.
//
//   SharedObject object_{"lock"};
//   object_.touch(Access::write);          // now, by the step that runs
//   object_.touch(Access::write, EventKind::release);
//   object_.intend(Access::write);         // first thing when the running task steps again
//   object_.intend_wait(Access::write);    // the same, and until then it waits for the object
//   co_await turn_for(lock.object(), Access::write);
//
// turn_for() suspends for one iteration of the loop, as sleep(0s) does, and says what for. Objects
// are numbered as they are made, while a loop runs whose chooser listens or whose probe watches
// objects; any other has no number, is not seen, and pays a test of it.

#pragma once

#include <coroutine>
#include <cstdint>
#include <string_view>

#include "sim/base/ids.hpp"
#include "sim/coro/task_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

class SharedObject {
 public:
  // `count`: of permits, where it has such.
  explicit SharedObject(std::string_view what = "variable", std::uint64_t count = 0) {
    if (Loop* loop = Loop::current_or_null()) id_ = loop->next_object_id(what, count);
  }
  SharedObject(const SharedObject&) = delete;
  SharedObject& operator=(const SharedObject&) = delete;

  [[nodiscard]] ObjectId id() const noexcept { return id_; }

  void touch(Access access) const {
    if (!id_) [[likely]] return;
    if (Loop* loop = Loop::current_or_null()) loop->touch(id_, access);
  }
  // Touched by what is done with it (sim/loop/probe.hpp).
  void touch(Access access, EventKind deed, std::uint64_t count = 0) const {
    if (id_) [[unlikely]] tell_deed(access, deed, count);
  }
  // The same, noted before.
  void touch(Deed noted, Access access, EventKind deed) const {
    if (id_) [[unlikely]] tell_noted_deed(noted, access, deed);
  }
  void intend(Access access) const {
    if (!id_) [[likely]] return;
    if (Loop* loop = Loop::current_or_null()) loop->intend(id_, access);
  }
  // The running task will now wait for it, and touch it when it steps again.
  void intend_wait(Access access) const {
    if (id_) [[unlikely]] tell_wait(&Loop::intend, access);
  }
  // The same, noted then.
  void intend_wait(Access access, Deed noted) const {
    if (id_) [[unlikely]] tell_noted_wait(access, noted);
  }
  // Touched by the running task, which will now wait for it.
  void touch_wait(Access access) const {
    if (id_) [[unlikely]] tell_wait(&Loop::touch, access);
  }
  // For a picker that minds (Deed in sim/loop/picker.hpp).
  void note(Deed deed) const {
    if (id_) [[unlikely]] tell_note(deed);
  }

 private:
  using Told = void (Loop::*)(ObjectId, Access);

  void tell_deed(Access access, EventKind deed, std::uint64_t count) const;
  void tell_noted_deed(Deed noted, Access access, EventKind deed) const;
  void tell_noted_wait(Access access, Deed noted) const;
  void tell_note(Deed deed) const;
  void tell_wait(Told what, Access access) const;

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
    task_->yield(frame);
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
