// The calls of evaluate.hpp.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/callable_objects.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/evaluate.hpp"
#include "sim/scenario/execute.hpp"
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

std::string type_of(const Value& value) { return std::string(type_name(value)); }

// Lambdas that call each other use the machine's stack, about as much as their trees are high.
class Deeper {
 public:
  explicit Deeper(const Expr& body) : height_(body.height) {
    depth += 1;
    height += height_;
    if (depth <= kAwaitDepthMax && height <= kHeightMax) return;
    leave();
    raise("RecursionError", "maximum recursion depth exceeded");
  }
  ~Deeper() { leave(); }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  static constexpr std::uint32_t kHeightMax = 2500;
  static thread_local std::uint32_t depth;
  static thread_local std::uint32_t height;

  void leave() const {
    depth -= 1;
    height -= height_;
  }

  std::uint32_t height_;
};

thread_local std::uint32_t Deeper::depth = 0;
thread_local std::uint32_t Deeper::height = 0;

}  // namespace

Value Evaluator::of(const Call& call) const {
  if (const auto* method = std::get_if<Attribute>(&call.callee->node)) {
    const Value object = (*this)(*method->object);
    return call_member(object, find_member(object, method->name), call);
  }
  const Binding binding = std::get<Name>(call.callee->node).binding;
  if (binding.kind == NameKind::coroutine) return call_coroutine(binding.index, call);
  if (binding.kind != NameKind::builtin) return this->call((*this)(*call.callee), call);
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
    run_->share(arguments.back());
  }
  return make_call(*run_, coroutine, std::move(arguments));
}

Value Evaluator::call_member(const Value& object, std::uint32_t member, const Call& call) const {
  const Member& named = members()[member];
  const Parameters& parameters = member_parameters(member);
  const bool in_python = object.native() != nullptr;
  const std::string type = in_python ? std::string(named.type) : type_of(object);
  const BoundArguments bound = bind(type + "." + std::string(named.name), parameters, call,
                                    in_python ? Counts::object_too : Counts::arguments);
  const Arguments arguments = evaluate_arguments(*this, call, parameters, bound.parameters);
  if (named.is_method) return scenario::call_method(member, object, {run_, arguments});
  refuse(scenario::call_method(member, object, {run_, arguments}));
}

// The arguments are evaluated before anybody sees that they do not fit.
BoundArguments Evaluator::bind(const std::string& callee, const Parameters& parameters,
                               const Call& call, Counts counts) const {
  BoundArguments bound = bind_arguments(callee, parameters, call, counts);
  if (bound.fits()) return bound;
  evaluate_all(call);
  raise("TypeError", bound.error);
}

void Evaluator::evaluate_all(const Call& call) const {
  for (const ExprPtr& argument : call.args) static_cast<void>((*this)(*argument));
  for (const Keyword& keyword : call.keywords) static_cast<void>((*this)(*keyword.value));
}

void Evaluator::refuse(const Value& callee) {
  raise("TypeError", "'" + type_of(callee) + "' object is not callable");
}

Value Evaluator::call(const Value& callee, const Call& call) const {
  if (const FunctionObject* function = function_of(callee)) {
    if (function->kind() == FunctionObject::Kind::lambda) {
      return call_lambda(static_cast<const LambdaObject&>(*function), call);
    }
    const auto& method = static_cast<const BoundMethod&>(*function);
    const Value kept = callee;
    return call_member(method.object(), method.member(), call);
  }
  if (const ExceptionClass* type = callee.exception_class()) return call_class(*type, call);
  evaluate_all(call);
  refuse(callee);
}

Value Evaluator::call_class(const ExceptionClass& type, const Call& call) const {
  const auto index = find_builtin(type.name);
  if (!index) refuse(type);
  const Parameters& parameters = builtin_parameters(*index);
  const BoundArguments bound = bind(std::string(type.name), parameters, call, Counts::arguments);
  const Arguments arguments = evaluate_arguments(*this, call, parameters, bound.parameters);
  return call_builtin(*index, {run_, arguments});
}

Value Evaluator::call_lambda(const LambdaObject& function, const Call& call) const {
  const Lambda& lambda = function.lambda();
  static_cast<void>(bind(lambda.name, Parameters(), call, Counts::arguments));
  const Slots locals = function.locals().share();  // the lambda may go while it runs
  const Deeper deeper(*lambda.body);
  return Evaluator(run_, &locals, Inside::lambda)(*lambda.body);
}

Value call_value(RunState* run, const Value& callee) {
  const Slots no_locals;
  const Call no_arguments;
  return Evaluator(run, &no_locals).call(callee, no_arguments);
}

}  // namespace sim::scenario
