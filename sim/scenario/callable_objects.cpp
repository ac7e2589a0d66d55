#include "sim/scenario/callable_objects.hpp"

#include <memory>

#include "sim/scenario/builtins.hpp"

namespace sim::scenario {

BoundMethod::BoundMethod(Value object, std::uint32_t member)
    : FunctionObject(Kind::method, members()[member].name),
      object_(std::move(object)),
      member_(member) {}

// As a tuple would: methods of lists that hold methods need no stack.
BoundMethod::~BoundMethod() { const TupleObject object(Values{std::move(object_)}); }

std::string_view BoundMethod::type_name() const {
  const bool in_python = object_.native() != nullptr;
  return in_python ? "method" : "builtin_function_or_method";
}

FunctionObject* function_of(const Value& value) {
  return dynamic_cast<FunctionObject*>(value.native());
}

Value make_bound_method(Value object, std::uint32_t member) {
  return std::shared_ptr<NativeObject>(std::make_shared<BoundMethod>(std::move(object), member));
}

Value make_lambda(const Lambda& lambda, const Slots& locals) {
  return std::shared_ptr<NativeObject>(std::make_shared<LambdaObject>(lambda, locals.share()));
}

}  // namespace sim::scenario
