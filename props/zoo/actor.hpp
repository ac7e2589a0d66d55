// props/zoo/actor.hpp
//
// An Actor is what a task of the zoo acts through: each access to something shared takes a turn of
// the loop first, and says what for, so that every access is a step of its own.
//
//   Coro<> deposit(Bank& bank) {
//     Actor me(bank.stage);
//     co_await me.at(bank.mutex);
//     co_await bank.mutex.acquire();
//     co_await me.add(bank.balance, 2);
//     co_await me.at(bank.mutex);
//     bank.mutex.release();
//   }
//
// The first access of a task takes no turn: the task's first step is one already.

#pragma once

#include <coroutine>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "props/zoo/zoo.hpp"
#include "sim/aio/condition.hpp"
#include "sim/aio/lock.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/shared.hpp"
#include "sim/coro/task.hpp"

namespace sim::zoo {

// What all tasks of a run share, whatever the program.
class Stage {
 public:
  Stage(Loop& loop, Translation translation) : loop_(loop), translation_(translation) {}

  [[nodiscard]] Translation translation() const noexcept { return translation_; }
  [[nodiscard]] const Ending& ending() const noexcept { return ending_; }

  // Something that must hold does not: the run ends here, and so does the task if the answer is
  // yes; or both go on, and the first failure is what the run ends in.
  [[nodiscard]] bool fail(std::string what) {
    if (ending_.ok()) ending_ = {EndingKind::failed, std::move(what)};
    if (translation_ == Translation::asy_to_the_end) return false;
    loop_.halt();
    return true;
  }

  // No program of the zoo makes more steps by default but one that goes round for ever.
  void set_steps_max(std::uint64_t steps) noexcept { steps_max_ = steps; }

  // Runs `main` to its end, or until something fails.
  Ending play(Coro<> main);

 private:
  Loop& loop_;
  Translation translation_;
  Ending ending_;
  std::uint64_t steps_max_ = 100'000;
};

class Actor {
 public:
  explicit Actor(Stage& stage) noexcept : stage_(stage) {}
  Actor(const Actor&) = delete;
  Actor& operator=(const Actor&) = delete;

  class Turn : public TurnAwaiter {
   public:
    Turn(Actor& actor, ObjectId object, Access access) noexcept
        : TurnAwaiter(object, access), first_(std::exchange(actor.first_, false)) {}
    [[nodiscard]] bool await_ready() const noexcept { return first_; }

   private:
    bool first_;
  };

  template <class T>
  class Read : public Turn {
   public:
    Read(Actor& actor, const Shared<T>& shared)
        : Turn(actor, shared.object().id(), Access::read), shared_(shared) {}
    T await_resume() const {
      Turn::await_resume();
      return shared_.get();
    }

   private:
    const Shared<T>& shared_;
  };

  // Gives what `change(value)` returns.
  template <class T, class F>
  class Update : public Turn {
   public:
    Update(Actor& actor, Shared<T>& shared, F change)
        : Turn(actor, shared.object().id(), Access::write), shared_(shared), change_(change) {}
    decltype(auto) await_resume() const {
      Turn::await_resume();
      return shared_.update(change_);
    }

   private:
    Shared<T>& shared_;
    F change_;
  };

  class Creation : public Turn {
   public:
    Creation(Actor& actor, Coro<> body, std::string_view name, std::vector<Task<>>& tasks)
        : Turn(actor, {}, Access::read),
          at_once_(Turn::await_ready() || actor.stage_.translation() != Translation::sp),
          body_(std::move(body)),
          name_(name),
          tasks_(tasks) {}
    [[nodiscard]] bool await_ready() const noexcept { return at_once_; }
    void await_resume() {
      Turn::await_resume();
      const bool heard = Loop::current().probe() != nullptr;
      tasks_.push_back(create_task(std::move(body_), heard ? name_ : std::string_view()));
    }

   private:
    bool at_once_;
    Coro<> body_;
    std::string_view name_;
    std::vector<Task<>>& tasks_;
  };

  // A turn for nothing shared.
  [[nodiscard]] Turn turn() { return {*this, {}, Access::read}; }

  template <class T>
  [[nodiscard]] Read<T> read(const Shared<T>& shared) {
    return {*this, shared};
  }
  template <class T, class F>
  [[nodiscard]] Update<T, F> update(Shared<T>& shared, F change) {
    return {*this, shared, change};
  }
  template <class T>
  [[nodiscard]] auto write(Shared<T>& shared, T value) {
    return update(shared, [value](T& now) { now = value; });
  }
  [[nodiscard]] auto add(Shared<int>& shared, int more) {
    return update(shared, [more](int& now) { now += more; });
  }

  // Before a call of the lock, or of a condition over it.
  [[nodiscard]] Turn at(const Lock& lock) { return {*this, lock.object().id(), Access::write}; }

  // Creates a task, after a turn where the translation says so. It gets the name if a probe hears:
  // a name costs as much as a few steps.
  [[nodiscard]] Creation create(Coro<> body, std::string_view name, std::vector<Task<>>& tasks) {
    return {*this, std::move(body), name, tasks};
  }

  [[nodiscard]] bool fail(std::string what) { return stage_.fail(std::move(what)); }

 private:
  Stage& stage_;
  bool first_ = true;
};

// Waits for each of them.
[[nodiscard]] Coro<> join(std::vector<Task<>> tasks);

}  // namespace sim::zoo
