#include "sim/scenario/python_types.hpp"

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/walk.hpp"

namespace sim::scenario {
namespace {

constexpr std::uint32_t nowhere = UINT32_MAX;

// What is known of a type: nothing yet, one, or that there are several or that it cannot be told.
const std::string nothing_yet;
const std::string several = "?";

const Name* name_of(const Expr& expr, NameKind kind) {
  const auto* name = std::get_if<Name>(&expr.node);
  return name != nullptr && name->binding.kind == kind ? name : nullptr;
}

std::string type_of_literal(const Literal& literal) {
  return std::visit(overloaded{
                        [](std::monostate) { return std::string("None"); },
                        [](bool) { return std::string("bool"); },
                        [](std::int64_t) { return std::string("int"); },
                        [](double) { return std::string("float"); },
                        [](const std::string&) { return std::string("str"); },
                    },
                    literal.value);
}

std::string type_of_call(const Call& call) {
  const Name* name = name_of(*call.callee, NameKind::builtin);
  if (name == nullptr) return several;
  const Builtin& builtin = builtins()[name->binding.index];
  const std::string word(builtin.name);
  if (builtin.kind == BuiltinKind::sync || builtin.kind == BuiltinKind::queue) {
    return "asyncio." + word;
  }
  if (word == "Future" || word == "TaskGroup") return "asyncio." + word;
  if (word == "timeout" || word == "timeout_at") return "asyncio.Timeout";
  if (word == "create_task" || word == "current_task") return "asyncio.Task";
  if (word == "now" || word == "random.random" || word == "random.uniform") return "float";
  if (word == "len" || word == "random.randint" || word == "random.randrange") return "int";
  if (word == "int" || word == "float" || word == "str" || word == "bool") return word;
  if (word == "sorted" || word == "list") return "list";
  return word == "type_name" ? "str" : several;
}

// What `async with` binds: these give themselves.
std::string type_entered(const std::string& context) {
  const bool itself = context == "asyncio.TaskGroup" || context == "asyncio.Timeout";
  return itself || context == nothing_yet ? context : several;
}

bool is_number(const std::string& type) { return type == "int" || type == "float"; }

// A hint that is worth writing.
std::string hint(const std::string& type) { return type == several || type == "None" ? "" : type; }

}  // namespace

// Types are met until no round finds more; each name can change no more than three times.
PythonTypes::PythonTypes(const Scenario& scenario)
    : scenario_(scenario), shared_(scenario.shared.size()) {
  for (const Coroutine& coroutine : scenario.coroutines) {
    locals_.emplace_back(coroutine.locals.size());
  }
  while (round()) {
  }
}

std::string PythonTypes::parameter(std::uint32_t coroutine, std::uint32_t slot) const {
  return hint(locals_[coroutine][slot]);
}

std::string PythonTypes::initial(const SharedVariable& variable) const {
  return hint(type_of(*variable.value, nowhere));
}

// Sure where the last step returns a value; without any `return EXPR` it is None.
std::string PythonTypes::result(std::uint32_t coroutine) const {
  const Block& body = scenario_.coroutines[coroutine].body;
  std::string known;
  bool returns_values = false;
  each_step(body, [&](const Step& step) {
    const auto* back = std::get_if<ReturnStep>(&step.node);
    if (back == nullptr) return;
    returns_values = returns_values || back->value;
    meet(known, back->value ? type_of(*back->value, coroutine) : several);
  });
  if (!returns_values) return "None";
  const bool ends_so = !body.empty() && std::holds_alternative<ReturnStep>(body.back().node);
  return ends_so && known != several ? known : "";
}

bool PythonTypes::counts(const Name& target, const Expr& value, std::uint32_t coroutine) const {
  return is_number(type_of(target, coroutine)) && is_number(type_of(value, coroutine));
}

bool PythonTypes::meet(std::string& known, const std::string& other) const {
  const std::string before = known;
  if (known == nothing_yet) {
    known = other;
  } else if (is_number(known) && is_number(other)) {
    if (other == "float") known = other;
  } else if (other != nothing_yet && known != other) {
    known = several;
  }
  return known != before;
}

bool PythonTypes::round() {
  bool more = false;
  const auto calls_in = [&](std::uint32_t caller) {
    return [this, caller, &more](const Expr& expr) {
      const auto* call = std::get_if<Call>(&expr.node);
      if (call != nullptr) more = meet_call(*call, caller) || more;
    };
  };
  for (std::size_t i = 0; i < shared_.size(); ++i) {
    const Expr& value = *scenario_.shared[i].value;
    more = meet(shared_[i], type_of(value, nowhere)) || more;
    each_expression(value, calls_in(nowhere));
  }
  for (std::uint32_t i = 0; i < scenario_.coroutines.size(); ++i) {
    const Coroutine& coroutine = scenario_.coroutines[i];
    for (std::size_t p = 0; p < coroutine.parameters.size(); ++p) {
      const ExprPtr& value = coroutine.parameters[p].default_value;
      if (value) more = meet(locals_[i][p], type_of(*value, nowhere)) || more;
    }
    each_expression(coroutine.body, calls_in(i));
    each_step(coroutine.body, [&](const Step& step) { more = meet_step(step, i) || more; });
  }
  return more;
}

bool PythonTypes::meet_call(const Call& call, std::uint32_t caller) {
  const Name* callee = name_of(*call.callee, NameKind::coroutine);
  if (callee == nullptr) return false;
  bool more = false;
  for (std::size_t i = 0; i < call.parameters.size(); ++i) {
    const bool by_name = i >= call.args.size();
    const ExprPtr& value = by_name ? call.keywords[i - call.args.size()].value : call.args[i];
    std::string& known = locals_[callee->binding.index][call.parameters[i]];
    more = meet(known, type_of(*value, caller)) || more;
  }
  return more;
}

bool PythonTypes::meet_all(const Target& target, std::uint32_t coroutine, const std::string& type) {
  bool more = false;
  for (const LocalName& local : target.names) {
    more = meet(locals_[coroutine][local.slot], target.unpack ? several : type) || more;
  }
  return more;
}

bool PythonTypes::meet_assignment(const Assignment& assignment, std::uint32_t coroutine) {
  const auto* name = std::get_if<Name>(&assignment.target->node);
  if (name == nullptr) return false;
  std::string& known = name->binding.kind == NameKind::local
                           ? locals_[coroutine][name->binding.index]
                           : shared_[name->binding.index];
  return meet(known, type_of(*assignment.value, coroutine));
}

bool PythonTypes::meet_step(const Step& step, std::uint32_t coroutine) {
  const auto all = [&](const std::vector<Assignment>& assignments) {
    bool more = false;
    for (const Assignment& one : assignments) more = meet_assignment(one, coroutine) || more;
    return more;
  };
  const auto unknown = [&](const auto& s) { return meet_all(s.as, coroutine, several); };
  std::vector<std::string>& locals = locals_[coroutine];
  return std::visit(
      overloaded{
          [&](const LetStep& s) { return all(s.assignments); },
          [&](const SetStep& s) { return all(s.assignments); },
          [&](const SpawnStep& s) { return meet_all(s.as, coroutine, "asyncio.Task"); },
          [&](const CallStep& s) {
            return meet_all(s.as, coroutine, type_of(*s.value, coroutine));
          },
          [&](const ForStep& s) {
            return meet(locals[s.variable.slot], item_of(*s.iterable, coroutine));
          },
          [&](const TryStep& s) { return !s.as.name.empty() && meet(locals[s.as.slot], several); },
          [&](const WithStep& s) {
            return meet_all(s.as, coroutine, type_entered(type_of(*s.context, coroutine)));
          },
          [&](const AwaitStep& s) { return unknown(s); },
          [&](const GatherStep& s) { return unknown(s); },
          [&](const WaitStep& s) { return unknown(s); },
          [&](const WaitForStep& s) { return unknown(s); },
          [&](const CancelStep& s) { return unknown(s); },
          [](const auto&) { return false; },
      },
      step.node);
}

std::string PythonTypes::type_of(const Expr& expr, std::uint32_t coroutine) const {
  return std::visit(overloaded{
                        [](const Literal& literal) { return type_of_literal(literal); },
                        [&](const Name& name) { return type_of(name, coroutine); },
                        [](const FString&) { return std::string("str"); },
                        [](const ListExpr&) { return std::string("list"); },
                        [](const TupleExpr&) { return std::string("tuple"); },
                        [&](const Unary& unary) {
                          if (unary.op == UnaryOp::logical_not) return std::string("bool");
                          const std::string operand = type_of(*unary.operand, coroutine);
                          return is_number(operand) || operand == nothing_yet ? operand : several;
                        },
                        [&](const Binary& binary) { return type_of(binary, coroutine); },
                        [](const Compare&) { return std::string("bool"); },
                        [&](const Conditional& choice) {
                          std::string known = type_of(*choice.value, coroutine);
                          meet(known, type_of(*choice.otherwise, coroutine));
                          return known;
                        },
                        [](const Call& call) { return type_of_call(call); },
                        [](const auto&) { return several; },
                    },
                    expr.node);
}

std::string PythonTypes::type_of(const Binary& binary, std::uint32_t coroutine) const {
  const std::string left = type_of(*binary.left, coroutine);
  const std::string right = type_of(*binary.right, coroutine);
  if (left == nothing_yet || right == nothing_yet) return nothing_yet;
  if (left == "str" && right == "str" && binary.op == BinaryOp::add) return left;
  if (!is_number(left) || !is_number(right)) return several;
  if (binary.op == BinaryOp::divide) return "float";
  if (binary.op == BinaryOp::power) return several;
  return left == "float" ? left : right;
}

std::string PythonTypes::type_of(const Name& name, std::uint32_t coroutine) const {
  const std::uint32_t index = name.binding.index;
  if (name.binding.kind == NameKind::local) return locals_[coroutine][index];
  return name.binding.kind == NameKind::shared ? shared_[index] : several;
}

std::string PythonTypes::item_of(const Expr& iterable, std::uint32_t coroutine) const {
  if (const auto* list = std::get_if<ListExpr>(&iterable.node)) {
    std::string known;
    for (const ExprPtr& item : list->items) meet(known, type_of(*item, coroutine));
    return known;
  }
  const auto* call = std::get_if<Call>(&iterable.node);
  const Name* name = call != nullptr ? name_of(*call->callee, NameKind::builtin) : nullptr;
  return name != nullptr && name->text == "range" ? "int" : several;
}

}  // namespace sim::scenario
