// The calls and attributes of resolve.hpp.
#include <algorithm>
#include <functional>
#include <utility>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/resolve.hpp"
#include "sim/scenario/signature.hpp"

namespace sim::scenario {
namespace {

std::vector<std::string_view> member_names() {
  std::vector<std::string_view> names;
  for (const Member& member : members()) names.push_back(member.name);
  return names;
}

std::vector<const Member*> members_named(std::string_view name) {
  std::vector<const Member*> named;
  for (const Member& member : members()) {
    if (member.name == name) named.push_back(&member);
  }
  return named;
}

// The names of the module `random` without the module's.
std::vector<std::string_view> random_names() {
  std::vector<std::string_view> names;
  for (const Builtin& builtin : builtins()) {
    if (builtin.kind == BuiltinKind::random) {
      names.push_back(builtin.name.substr(builtin.name.find('.') + 1));
    }
  }
  return names;
}

}  // namespace

void Resolver::call(Call& call) {
  if (auto* attribute = std::get_if<Attribute>(&call.callee->node);
      attribute != nullptr && !module_member(*call.callee)) {
    method(call, *attribute);
  } else {
    callee(call);
  }
  visit_all(call.args);
  for (Keyword& keyword : call.keywords) visit(*keyword.value);
}

void Resolver::callee(Call& call) {
  auto* name = std::get_if<Name>(&call.callee->node);
  if (name == nullptr) {
    if (std::holds_alternative<Attribute>(call.callee->node)) return;  // reported as unknown
    error(call.callee->place, "this cannot be called",
          "coroutines, functions and methods can be called");
    return visit(*call.callee);
  }
  if (!bind(call.callee->place, *name)) return;
  const Binding binding = name->binding;
  if (binding.kind == NameKind::coroutine) {
    const Coroutine& coroutine = scope_.scenario.coroutines[binding.index];
    if (coroutine.readable) arguments(name->text, coroutine.signature(), call);
    return;
  }
  if (binding.kind == NameKind::builtin) {
    const Builtin& builtin = builtins()[binding.index];
    if (builtin.kind != BuiltinKind::constant) {
      return arguments(name->text, parse_signature(builtin.signature), call);
    }
  }
  if (binding.kind != NameKind::builtin) return;  // a variable, which may hold a function
  error(call.callee->place, "'" + name->text + "' is a constant and cannot be called");
}

void Resolver::arguments(std::string_view callee, const Parameters& parameters, Call& call) {
  BoundArguments bound = bind_arguments(callee, parameters, call);
  call.parameters = std::move(bound.parameters);
  if (bound.fits()) return;
  std::string help = std::move(bound.help);
  if (help.empty()) help = "it is " + to_string(callee, parameters);
  error(bound.place, std::move(bound.error), std::move(help));
}

// The type of the object is not known before the program runs, so the call has to fit one of those
// that have such a method.
void Resolver::method(Call& call, Attribute& attribute) {
  visit(*attribute.object);
  const std::vector<const Member*> named = members_named(attribute.name);
  if (named.empty()) return unknown_member(attribute);
  if (!named.front()->is_method) {
    error(attribute.name_place, "'" + attribute.name + "' is no method: it stands without ()");
    return;
  }
  BoundArguments bound;
  for (const Member* member : named) {
    bound = bind_arguments(attribute.name, parse_signature(member->signature), call);
    if (bound.fits()) return;
  }
  const Parameters parameters = parse_signature(named.back()->signature);
  error(bound.place, std::move(bound.error),
        "it is " + to_string("." + attribute.name, parameters));
}

void Resolver::attribute(Expr& expr, Attribute& attribute) {
  if (module_member(expr)) {
    if (auto* whole = std::get_if<Name>(&expr.node)) name(expr, *whole);
    return;
  }
  visit(*attribute.object);
  if (members_named(attribute.name).empty()) unknown_member(attribute);
}

void Resolver::unknown_member(const Attribute& attribute) {
  error(attribute.name_place, "unknown method '" + attribute.name + "'",
        did_you_mean(suggest(attribute.name, member_names())));
}

// `random.x` is one name; `asyncio.x` is said to be too much. True where it was one of these.
bool Resolver::module_member(Expr& expr) {
  auto& attribute = std::get<Attribute>(expr.node);
  const Name* object = std::get_if<Name>(&attribute.object->node);
  if (object == nullptr || (object->text != "random" && object->text != "asyncio")) return false;
  if (is_variable(object->text)) return false;
  if (object->text == "asyncio") {
    error(attribute.object->place, "unknown name 'asyncio'",
          "the names of asyncio stand alone: '" + attribute.name + "'");
    return true;
  }
  const std::vector<std::string_view> names = random_names();
  if (std::ranges::find(names, attribute.name) == names.end()) {
    error(attribute.name_place, "'random' has no '" + attribute.name + "'",
          did_you_mean(suggest(attribute.name, names)));
    return true;
  }
  Name whole{"random." + attribute.name, {}};
  expr.height = 1;
  expr.node = std::move(whole);
  return true;
}

bool Resolver::is_variable(std::string_view name) const {
  const auto has = [&](const auto& range, auto projection) {
    return std::ranges::find(range, name, projection) != range.end();
  };
  return (scope_.coroutine != nullptr && has(scope_.coroutine->locals, std::identity{})) ||
         has(scope_.scenario.shared, &SharedVariable::name) ||
         has(scope_.scenario.coroutines, &Coroutine::name);
}

}  // namespace sim::scenario
