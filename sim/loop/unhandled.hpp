// sim/loop/unhandled.hpp
//
// What happens to an exception that nobody takes: the loop tells its ExceptionHandler, or keeps it
// in a list if it has none.
//
//   ExceptionHandlerOf handler([](Loop& loop, const Unhandled& what) {
//     loop.default_exception_handler(what);                   // into loop.unhandled()
//   });
//   loop.set_exception_handler(&handler);
//
// Mirrors what asyncio gives the handler of BaseEventLoop.set_exception_handler: a dictionary with
// a message and, as the case may be, an exception and a task.

#pragma once

#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "sim/base/ids.hpp"
#include "sim/base/list.hpp"

namespace sim {

class Loop;

struct Unhandled {
  std::exception_ptr error;  // nullptr where the context says it all
  std::string context;       // asyncio's message: "Exception in callback", ...
  TaskId task{};             // whose it is; 0 if it is no task's
  std::string task_name{};
  std::shared_ptr<const Unhandled> original{};  // what a handler was told when it threw `error`
};

class ExceptionHandler {
 public:
  virtual ~ExceptionHandler() = default;

  // What it throws goes to the default handler, as asyncio's "Unhandled error in exception
  // handler". It is called on the loop's thread, between steps or in one, and must not run the
  // loop.
  virtual void on_unhandled(Loop& loop, const Unhandled& what) = 0;
};

// A function as an exception handler.
template <class F>
class ExceptionHandlerOf final : public ExceptionHandler {
 public:
  explicit ExceptionHandlerOf(F function) : function_(std::move(function)) {}
  void on_unhandled(Loop& loop, const Unhandled& what) override { function_(loop, what); }

 private:
  F function_;
};

namespace detail {

// An error that nobody has taken so far: listed in its loop until somebody does, or nobody can any
// more.
class Untaken : public ListNode<> {
 public:
  [[nodiscard]] virtual Unhandled lost() const = 0;

 protected:
  ~Untaken() = default;
};

}  // namespace detail

}  // namespace sim
