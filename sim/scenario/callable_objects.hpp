// sim/scenario/callable_objects.hpp
//
// Functions as values: a method that is not called, and `lambda: EXPR`.
//
//   Value ready = make_bound_method(event, *member_index);      // event.is_set
//   Value both = make_lambda(run, lambda, locals);              // lambda: a and b
//   Value yes = call_value(run, ready);                         // evaluate.hpp
//
// Promise: a lambda sees the variables of its coroutine as they are when it is called, even if the
// coroutine is over by then.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/run_state.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

class FunctionObject : public NativeObject {
 public:
  enum class Kind : std::uint8_t { method, lambda };

  // The name is Python's __name__.
  FunctionObject(Kind kind, std::string_view name)
      : kind_(kind), shown_as_("function " + std::string(name)) {}

  [[nodiscard]] Kind kind() const { return kind_; }
  [[nodiscard]] std::string_view shown_as() const final { return shown_as_; }

 private:
  Kind kind_;
  std::string shown_as_;
};

class BoundMethod final : public FunctionObject {
 public:
  BoundMethod(Value object, std::uint32_t member);
  ~BoundMethod() override;

  [[nodiscard]] std::string_view type_name() const override;

  [[nodiscard]] const Value& object() const { return object_; }
  [[nodiscard]] std::uint32_t member() const { return member_; }

 private:
  Value object_;
  std::uint32_t member_;  // index into members()
};

class LambdaObject final : public FunctionObject {
 public:
  // The lambda is a part of the scenario that runs.
  LambdaObject(const Lambda& lambda, Slots locals)
      : FunctionObject(Kind::lambda, "<lambda>"), lambda_(lambda), locals_(std::move(locals)) {}

  [[nodiscard]] std::string_view type_name() const override { return "function"; }

  [[nodiscard]] const Lambda& lambda() const { return lambda_; }
  [[nodiscard]] const Slots& locals() const { return locals_; }

 private:
  const Lambda& lambda_;
  Slots locals_;
};

// Nullptr where the value is none.
[[nodiscard]] FunctionObject* function_of(const Value& value);

// Requires: members()[member] is a method of the object.
[[nodiscard]] Value make_bound_method(Value object, std::uint32_t member);

[[nodiscard]] Value make_lambda(const Lambda& lambda, const Slots& locals);

}  // namespace sim::scenario
