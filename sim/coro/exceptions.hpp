// sim/coro/exceptions.hpp
//
// The exceptions that asyncio itself raises, under Python's names.
//
//   try {
//     co_await task;
//   } catch (const TimeoutError&) { ... }
//
// All derive from Exception, and so from std::exception, but one: CancelledError does not, as
// asyncio's does not derive from Exception. So `catch (const std::exception&)` lets a cancellation
// pass, and whoever catches it with `catch (...)` must throw it again.

#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace sim {

class Exception : public std::exception {
 public:
  explicit Exception(std::string message = {}) : message_(std::move(message)) {}

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }
  [[nodiscard]] const std::string& message() const noexcept { return message_; }

  // Python's name of the type.
  [[nodiscard]] virtual std::string_view type_name() const noexcept { return "Exception"; }

 private:
  std::string message_;
};

class TypeError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "TypeError"; }
};

class ValueError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "ValueError"; }
};

class RuntimeError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "RuntimeError"; }
};

class TimeoutError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "TimeoutError"; }
};

// A future is asked for what it does not have yet, or given what it has already.
class InvalidStateError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override {
    return "InvalidStateError";
  }
};

// What a message of a cancellation carries beside its text. A user of the library may derive from
// it to hand a value of their own along.
class CancelNote {
 public:
  explicit CancelNote(std::string text) : text_(std::move(text)) {}
  virtual ~CancelNote() = default;
  CancelNote(const CancelNote&) = delete;
  CancelNote& operator=(const CancelNote&) = delete;

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

// The message of a cancellation: none, or a text, which may be empty.
class CancelMessage {
 public:
  CancelMessage() noexcept = default;
  CancelMessage(const char* text) : CancelMessage(std::string(text)) {}
  CancelMessage(std::string text) : note_(std::make_shared<CancelNote>(std::move(text))) {}
  explicit CancelMessage(std::shared_ptr<const CancelNote> note) noexcept
      : note_(std::move(note)) {}

  [[nodiscard]] explicit operator bool() const noexcept { return note_ != nullptr; }
  [[nodiscard]] std::string_view text() const noexcept {
    return note_ ? std::string_view(note_->text()) : std::string_view();
  }
  [[nodiscard]] const CancelNote* note() const noexcept { return note_.get(); }

 private:
  std::shared_ptr<const CancelNote> note_;
};

// Thrown into a task at the place where it waits when somebody asks it to stop.
class CancelledError {
 public:
  CancelledError() noexcept = default;
  explicit CancelledError(CancelMessage message) noexcept : message_(std::move(message)) {}

  [[nodiscard]] const CancelMessage& message() const noexcept { return message_; }

 private:
  CancelMessage message_;
};

// Whether what `error` points to is a CancelledError. Costs a throw and a catch where it is not.
[[nodiscard]] bool is_cancelled_error(const std::exception_ptr& error) noexcept;

// "ValueError: no", or the name alone where there is no message; "CancelledError" as Python
// prints it; the demangling of foreign types is left out: they are "exception" and what().
[[nodiscard]] std::string describe_exception(const std::exception_ptr& error);

}  // namespace sim
