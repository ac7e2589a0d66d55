#include "sim/scenario/raise.hpp"

#include <memory>
#include <new>
#include <stdexcept>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/scenario/format_value.hpp"

namespace sim::scenario {
namespace {

const ExceptionClass& class_named(std::string_view name) {
  const ExceptionClass* type = find_exception_class(name);
  SIM_CHECK(type != nullptr, "an exception is raised that has no class");
  return *type;
}

Value make_named(std::string_view type, std::string message) {
  return make_exception(class_named(type), {Value(std::move(message))});
}

// What a CancelledError carries beside its text: the message that cancel() was given, or the very
// exception that a scenario raised.
class ValueNote final : public CancelNote {
 public:
  enum class Holds : std::uint8_t { message, error };

  ValueNote(Value value, Holds holds)
      : CancelNote(to_text(value)), value_(std::move(value)), holds_(holds) {}

  [[nodiscard]] Value make_exception_value() const {
    if (holds_ == Holds::error) return value_;
    return make_exception(class_named("CancelledError"), {value_});
  }

 private:
  Value value_;
  Holds holds_;
};

Value from_cancelled(const CancelledError& error) {
  const CancelMessage& message = error.message();
  if (!message) return make_exception(class_named("CancelledError"));
  if (const auto* note = dynamic_cast<const ValueNote*>(message.note())) {
    return note->make_exception_value();
  }
  return make_named("CancelledError", std::string(message.text()));
}

Value from_library(const Exception& error) {
  const ExceptionClass* type = find_exception_class(error.type_name());
  if (type == nullptr) type = &class_named("RuntimeError");
  if (error.message().empty()) return make_exception(*type);
  return make_exception(*type, {Value(error.message())});
}

}  // namespace

void raise(std::string_view type, std::string message) {
  throw Raised(make_named(type, std::move(message)));
}

void raise(const Value& value) {
  if (const ExceptionClass* type = value.exception_class()) raise(make_exception(*type));
  if (value.exception() == nullptr) raise("TypeError", "exceptions must derive from BaseException");
  std::rethrow_exception(to_error(value));
}

std::exception_ptr to_error(const Value& exception) {
  SIM_CHECK(exception.exception() != nullptr, "what is no exception is thrown");
  if (exception.exception()->type != &class_named("CancelledError")) {
    return std::make_exception_ptr(Raised(exception));
  }
  auto note = std::make_shared<ValueNote>(exception, ValueNote::Holds::error);
  return std::make_exception_ptr(CancelledError(CancelMessage(std::move(note))));
}

Value to_exception(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const Raised& raised) {
    return raised.value();
  } catch (const CancelledError& cancelled) {
    return from_cancelled(cancelled);
  } catch (const Exception& library) {
    return from_library(library);
  } catch (const std::bad_alloc&) {
    return make_exception(class_named("MemoryError"));
  } catch (const std::overflow_error& e) {
    return make_named("OverflowError", e.what());
  } catch (const std::invalid_argument& e) {
    return make_named("ValueError", e.what());
  } catch (const std::domain_error& e) {
    return make_named("ZeroDivisionError", e.what());
  } catch (const std::out_of_range& e) {
    return make_named("IndexError", e.what());
  } catch (const std::exception& e) {
    return make_named("RuntimeError", e.what());
  } catch (...) {  // of a program in C++
    return make_named("RuntimeError", "what was thrown is no exception");
  }
}

CancelMessage to_cancel_message(const Value& message) {
  if (message.is_none()) return {};
  return CancelMessage(std::make_shared<ValueNote>(message, ValueNote::Holds::message));
}

std::string describe(const Value& exception) {
  const ExceptionObject& error = *exception.exception();
  std::string text(error.type->name);
  const std::string message = to_text(exception);
  if (error.members.empty()) return message.empty() ? text : text + ": " + message;
  text += ": " + message + " [";
  for (std::size_t i = 0; i < error.members.size(); ++i) {
    if (i != 0) text += ", ";
    text += describe(error.members[i]);
  }
  return text + "]";
}

void check_size(std::uint64_t size) {
  if (size > kItemsMax) throw Raised(make_exception(class_named("MemoryError")));
}

}  // namespace sim::scenario
