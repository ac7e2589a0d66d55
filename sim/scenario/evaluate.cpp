#include "sim/scenario/evaluate.hpp"

#include <memory>
#include <utility>

#include "sim/base/check.hpp"
#include "sim/scenario/builtins.hpp"
#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/execute.hpp"
#include "sim/scenario/format_spec.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/signature.hpp"

namespace sim::scenario {
namespace {

// A place for each parameter, and room for those of *args.
Arguments empty_arguments(std::size_t parameters) {
  Arguments arguments;
  arguments.given.resize(parameters);
  return arguments;
}

// The signatures of a table, each taken apart once.
template <class Table>
std::vector<Parameters> parse_signatures(const Table& table) {
  std::vector<Parameters> parsed;
  parsed.reserve(table.size());
  for (const auto& row : table) parsed.push_back(parse_signature(row.signature));
  return parsed;
}

const Parameters& builtin_parameters(std::uint32_t index) {
  static const std::vector<Parameters> parsed = parse_signatures(builtins());
  return parsed[index];
}

const Parameters& member_parameters(std::uint32_t index) {
  static const std::vector<Parameters> parsed = parse_signatures(members());
  return parsed[index];
}

Arguments evaluate_arguments(const Evaluator& evaluate, const Call& call,
                             const Parameters& parameters,
                             const std::vector<std::uint32_t>& targets) {
  Arguments arguments = empty_arguments(parameters.size());
  std::size_t next = 0;
  const auto put = [&](const Expr& expr) {
    const std::uint32_t target = targets[next++];
    if (parameters[target].kind == Parameter::Kind::star) {
      arguments.rest.push_back(evaluate(expr));
    } else {
      arguments.given[target] = evaluate(expr);
    }
  };
  for (const ExprPtr& arg : call.args) put(*arg);
  for (const Keyword& keyword : call.keywords) put(*keyword.value);
  return arguments;
}

[[noreturn]] void raise_unbound(const std::string& name) {
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
      if (!(*locals_)[index]) raise_unbound(name.text);
      return *(*locals_)[index];
    case NameKind::shared:
      if (index >= run_->shared.size() || !run_->shared[index]) {
        raise("NameError", "name '" + name.text + "' is not defined");
      }
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
  const Value left = (*this)(*expr.left);
  const Value right = (*this)(*expr.right);
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
  static_cast<void>(find_member(object, attribute.name));
  SIM_CHECK(object.exception() != nullptr, "a plain attribute of another type is read");
  return exception_attribute(*object.exception(), attribute.name);
}

Value Evaluator::of(const Call& call) const {
  if (const auto* method = std::get_if<Attribute>(&call.callee->node)) {
    return call_method(*method, call);
  }
  const Binding binding = std::get<Name>(call.callee->node).binding;
  if (binding.kind == NameKind::coroutine) return call_coroutine(binding.index, call);
  const Arguments arguments =
      evaluate_arguments(*this, call, builtin_parameters(binding.index), call.parameters);
  return call_builtin(binding.index, {run_, arguments});
}

Value Evaluator::call_coroutine(std::uint32_t index, const Call& call) const {
  const Coroutine& coroutine = run_->scenario.coroutines[index];
  std::vector<std::optional<Value>> given(coroutine.parameters.size());
  std::size_t next = 0;
  for (const ExprPtr& arg : call.args) given[call.parameters[next++]] = (*this)(*arg);
  for (const Keyword& keyword : call.keywords) {
    given[call.parameters[next++]] = (*this)(*keyword.value);
  }
  Values arguments;
  arguments.reserve(given.size());
  for (std::size_t i = 0; i < given.size(); ++i) {
    // A default that is not made yet can only be met while the shared variables are made.
    const auto& otherwise = run_->defaults[index][i];
    arguments.push_back(given[i] ? std::move(*given[i]) : otherwise.value_or(Value()));
  }
  return make_call(*run_, coroutine, std::move(arguments));
}

Value Evaluator::call_method(const Attribute& attribute, const Call& call) const {
  const Value object = (*this)(*attribute.object);
  const std::uint32_t member = find_member(object, attribute.name);
  const Parameters& parameters = member_parameters(member);
  const std::string callee = std::string(type_name(object)) + "." + attribute.name;
  const BoundArguments bound = bind_arguments(callee, parameters, call);
  if (!bound.fits()) raise("TypeError", bound.error);
  return scenario::call_method(member, object,
                               {run_, evaluate_arguments(*this, call, parameters,
                                                         bound.parameters)});
}

}  // namespace sim::scenario
