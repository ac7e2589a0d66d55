// sim/coro/result.hpp
//
// A Result<T> is how something ended: a value, or an exception that is handed over instead of
// thrown. It is what gather() gives for each argument under `return_exceptions`.
//
//   if (result.ok()) use(result.value());
//   else log(describe_exception(result.error()));

#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace sim {

template <class T>
class Result {
  using Value = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

 public:
  Result(Value value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(std::exception_ptr error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const noexcept { return state_.index() == 0; }

  // The value. Throws the exception where there is none.
  [[nodiscard]] const Value& value() const {
    if (!ok()) std::rethrow_exception(std::get<1>(state_));
    return std::get<0>(state_);
  }

  // The exception; nullptr where there is a value.
  [[nodiscard]] std::exception_ptr error() const noexcept {
    return ok() ? nullptr : std::get<1>(state_);
  }

 private:
  std::variant<Value, std::exception_ptr> state_;
};

}  // namespace sim
