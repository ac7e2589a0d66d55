#include "sim/scenario/evaluate.hpp"

#include <bit>
#include <memory>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/scenario/builtins.hpp"
#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/callable_objects.hpp"
#include "sim/scenario/format_spec.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

[[noreturn]] void raise_unbound(const std::string& name, bool in_lambda) {
  if (in_lambda) {
    raise("NameError", "cannot access free variable '" + name +
                           "' where it is not associated with a value in enclosing scope");
  }
  raise("UnboundLocalError",
        "cannot access local variable '" + name + "' where it is not associated with a value");
}

Value exception_attribute(const ExceptionObject& exception, std::string_view name) {
  if (name == "args") return exception.args;
  if (!exception.members.empty()) return make_tuple(exception.members);
  raise("AttributeError", "'" + std::string(exception.type->name) +
                              "' object has no attribute '" + std::string(name) + "'");
}

}  // namespace

Value Evaluator::operator()(const Expr& expr) const {
  return std::visit([this](const auto& node) { return of(node); }, expr.node);
}

std::string Evaluator::text(const FString& fstring) const {
  std::string out;
  for (const FPart& part : fstring.parts) {
    if (!part.value) {
      out += part.text;
      continue;
    }
    Value value = (*this)(*part.value);
    if (part.conversion == 'r') value = to_repr(value);
    if (part.conversion == 's') value = to_text(value);
    out += format_value(value, part.format_spec);
    check_size(out.size());
  }
  return out;
}

Value Evaluator::of(const Literal& literal) const {
  return std::visit(overloaded{[](std::monostate) { return Value(); },
                               [](const auto& value) { return Value(value); }},
                    literal.value);
}

Value Evaluator::of(const Name& name) const {
  const std::uint32_t index = name.binding.index;
  switch (name.binding.kind) {
    case NameKind::local:
      if (!(*locals_)[index]) raise_unbound(name.text, in_lambda_);
      return *(*locals_)[index];
    case NameKind::shared:
      if (index >= run_->shared.size() || !run_->shared[index]) {
        raise("NameError", "name '" + name.text + "' is not defined");
      }
      run_->touch(index, Access::read);
      return *run_->shared[index];
    case NameKind::builtin: {
      const Builtin& builtin = builtins()[index];
      if (const ExceptionClass* type = find_exception_class(builtin.name);
          type != nullptr && builtin.kind == BuiltinKind::exception) {
        return *type;
      }
      return builtin.name;  // a constant is a string equal to its name
    }
    case NameKind::coroutine:
    case NameKind::unresolved: break;
  }
  SIM_CHECK(false, "a name without a value is evaluated");
  return Value();
}

Values Evaluator::all(const std::vector<ExprPtr>& items) const {
  Values values;
  values.reserve(items.size());
  for (const ExprPtr& item : items) values.push_back((*this)(*item));
  return values;
}

Value Evaluator::of(const ListExpr& list) const { return make_list(all(list.items)); }

Value Evaluator::of(const TupleExpr& tuple) const { return make_tuple(all(tuple.items)); }

Value Evaluator::of(const Unary& unary) const {
  const Value operand = (*this)(*unary.operand);
  if (unary.op == UnaryOp::logical_not) return !truth(operand);
  return negate(operand);
}

Value Evaluator::of(const Binary& expr) const {
  const Number found = number(expr);
  if (found.kind == Number::Kind::none) return by_values(expr);
  if (found.kind == Number::Kind::integer) return found.bits;
  return std::bit_cast<double>(found.bits);
}

// The operands are not tried as numbers again, each of which would try its own operands.
Value Evaluator::by_values(const Binary& expr) const {
  const auto evaluate = [this](const Expr& operand) {
    const auto* inner = std::get_if<Binary>(&operand.node);
    return inner != nullptr ? by_values(*inner) : (*this)(operand);
  };
  const Value left = evaluate(*expr.left);
  const Value right = evaluate(*expr.right);
  return binary(expr.op, left, right);
}

Value Evaluator::of(const Logical& logical) const {
  Value left = (*this)(*logical.left);
  const bool decided = truth(left) == (logical.op == LogicalOp::logical_or);
  return decided ? left : (*this)(*logical.right);
}

Value Evaluator::of(const Compare& chain) const {
  Value left = (*this)(*chain.first);
  for (const auto& [op, operand] : chain.rest) {
    Value right = (*this)(*operand);
    if (!compare(op, left, right)) return false;
    left = std::move(right);
  }
  return true;
}

Value Evaluator::of(const Conditional& conditional) const {
  return truth((*this)(*conditional.condition)) ? (*this)(*conditional.value)
                                                : (*this)(*conditional.otherwise);
}

Value Evaluator::of(const Index& expr) const {
  const Value object = (*this)(*expr.object);
  return index_value(object, (*this)(*expr.index));
}

Value Evaluator::of(const Attribute& attribute) const {
  const Value object = (*this)(*attribute.object);
  const std::uint32_t member = find_member(object, attribute.name);
  if (members()[member].is_method) return make_bound_method(object, member);
  if (const ExceptionObject* exception = object.exception()) {
    return exception_attribute(*exception, attribute.name);
  }
  const Arguments none;
  return scenario::call_method(member, object, {run_, none});
}

Value Evaluator::of(const Lambda& lambda) const { return make_lambda(lambda, *locals_); }

}  // namespace sim::scenario
