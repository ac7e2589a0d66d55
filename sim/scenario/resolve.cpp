#include "sim/scenario/resolve.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/overloaded.hpp"
#include "sim/scenario/signature.hpp"

namespace sim::scenario {
namespace {

template <typename Range, typename Projection>
std::optional<std::uint32_t> index_of(const Range& range, std::string_view name, Projection proj) {
  const auto found = std::ranges::find(range, name, proj);
  if (found == range.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - range.begin());
}

bool may_stand_alone(BuiltinKind kind) {
  return kind == BuiltinKind::exception || kind == BuiltinKind::constant;
}

bool is_allowed(BuiltinKind kind, Reach reach) {
  switch (kind) {
    case BuiltinKind::value:
    case BuiltinKind::constant:
      return true;
    case BuiltinKind::clock:
    case BuiltinKind::exception:
      return reach != Reach::values;
    case BuiltinKind::awaitable:
    case BuiltinKind::sync:
    case BuiltinKind::queue:
    case BuiltinKind::random:
      return reach == Reach::everything;
  }
  return true;
}

}  // namespace

Diagnostics::Report Resolver::error(Place place, std::string message, std::string help) {
  return found_.error(place, std::move(message)).in(context_).help(std::move(help));
}

void Resolver::resolve(ExprPtr& root, const std::string& context) {
  if (!root) return;
  context_ = context;
  root_ = root.get();
  visit(*root);
  root_ = nullptr;
}

void Resolver::resolve(FString& text, const std::string& context) {
  context_ = context;
  for (FPart& part : text.parts) {
    if (part.value) visit(*part.value);
  }
}

void Resolver::resolve_shared(Expr& target, const std::string& context) {
  context_ = context;
  if (auto* index = std::get_if<Index>(&target.node)) {
    resolve_shared(*index->object, context);
    visit(*index->index);
    return;
  }
  Name& name = std::get<Name>(target.node);
  const auto& shared = scope_.scenario.shared;
  if (const auto at = index_of(shared, name.text, &SharedVariable::name)) {
    name.binding = {NameKind::shared, *at};
    return;
  }
  std::vector<std::string_view> names;
  for (const SharedVariable& variable : shared) names.push_back(variable.name);
  std::string help = did_you_mean(suggest(name.text, names));
  if (help.empty()) help = "'let' assigns to a local variable; shared ones stand under 'shared'";
  error(target.place, "'" + name.text + "' is no shared variable", help);
}

void Resolver::visit_all(std::vector<ExprPtr>& list) {
  for (ExprPtr& item : list) {
    if (item) visit(*item);
  }
}

void Resolver::visit(Expr& expr) {
  std::visit(overloaded{
                 [](Literal&) {},
                 [&](Name& name) { this->name(expr, name); },
                 [&](FString& text) {
                   for (FPart& part : text.parts) {
                     if (part.value) visit(*part.value);
                   }
                 },
                 [&](ListExpr& list) { visit_all(list.items); },
                 [&](TupleExpr& tuple) { visit_all(tuple.items); },
                 [&](Unary& unary) { visit(*unary.operand); },
                 [&](Binary& binary) { visit(*binary.left), visit(*binary.right); },
                 [&](Logical& logical) { visit(*logical.left), visit(*logical.right); },
                 [&](Compare& compare) {
                   visit(*compare.first);
                   for (auto& [op, operand] : compare.rest) visit(*operand);
                 },
                 [&](Conditional& conditional) {
                   visit(*conditional.value);
                   visit(*conditional.condition);
                   visit(*conditional.otherwise);
                 },
                 [&](Call& call) { this->call(call); },
                 [&](Attribute& attribute) { this->attribute(expr, attribute); },
                 [&](Index& index) { visit(*index.object), visit(*index.index); },
                 [&](Lambda& lambda) { this->lambda(lambda); },
             },
             expr.node);
}

// Python says in its errors inside of what a lambda stands.
void Resolver::lambda(Lambda& lambda) {
  const std::string outside = std::exchange(qualifier_, qualifier_ + "<lambda>.<locals>.");
  lambda.name = outside + "<lambda>";
  visit(*lambda.body);
  qualifier_ = outside;
}

// A name that stands for itself, not called.
void Resolver::name(Expr& expr, Name& name) {
  if (name.binding.kind == NameKind::local) return;  // the target of a `let`
  if (!bind(expr.place, name)) return;
  if (name.binding.kind == NameKind::coroutine) {
    const Coroutine& coroutine = scope_.scenario.coroutines[name.binding.index];
    error(expr.place, "'" + name.text + "' is a coroutine and has to be called",
          "write " + to_string(name.text, coroutine.signature()));
  } else if (name.binding.kind == NameKind::builtin) {
    const Builtin& builtin = builtins()[name.binding.index];
    if (may_stand_alone(builtin.kind)) return;
    error(expr.place, "'" + name.text + "' is a function and has to be called",
          "write " + to_string(name.text, parse_signature(builtin.signature)));
  }
}

bool Resolver::bind(Place place, Name& name) {
  const Scenario& scenario = scope_.scenario;
  if (scope_.coroutine != nullptr) {
    if (const auto slot = index_of(scope_.coroutine->locals, name.text, std::identity{})) {
      name.binding = {NameKind::local, *slot};
      return true;
    }
  }
  if (const auto at = index_of(scenario.shared, name.text, &SharedVariable::name)) {
    name.binding = {NameKind::shared, *at};
    if (*at >= scope_.shared_visible) {
      error(place, "'" + name.text + "' is not made yet",
            "shared variables are made in the order of the file");
    }
    check_reach(place, name);
    return true;
  }
  if (const auto at = index_of(scenario.coroutines, name.text, &Coroutine::name)) {
    name.binding = {NameKind::coroutine, *at};
    check_reach(place, name);
    return true;
  }
  return bind_builtin(place, name);
}

bool Resolver::bind_builtin(Place place, Name& name) {
  const std::optional<std::uint32_t> index = find_builtin(name.text);
  if (!index) {
    unknown(place, name.text);
    return false;
  }
  name.binding = {NameKind::builtin, *index};
  check_reach(place, name);
  return true;
}

void Resolver::check_reach(Place place, const Name& name) {
  if (scope_.reach == Reach::everything) return;
  const bool values = scope_.reach == Reach::values;
  bool allowed = name.binding.kind == NameKind::shared && !values;
  if (name.binding.kind == NameKind::builtin) {
    allowed = is_allowed(builtins()[name.binding.index].kind, scope_.reach);
  }
  if (allowed) return;
  error(place, "'" + name.text + "' cannot be used here",
        values ? "an expected value is written with literals: [1, \"a\"]"
               : "only shared variables, and what does not change anything");
}

void Resolver::unknown(Place place, const std::string& name) {
  std::string help = did_you_mean(suggest(name, visible_names()));
  if (name == "asyncio") help = "the names of asyncio stand without 'asyncio.'";
  if (name == "random") help = "'random' is a module: random.random(), random.choice(...)";
  const bool whole = root_ != nullptr && std::holds_alternative<Name>(root_->node);
  if (help.empty() && whole) help = "a string needs quotes of its own: '\"" + name + "\"'";
  error(place, "unknown name '" + name + "'", std::move(help));
}

std::vector<std::string_view> Resolver::visible_names() const {
  std::vector<std::string_view> names;
  if (scope_.coroutine != nullptr) {
    names.assign(scope_.coroutine->locals.begin(), scope_.coroutine->locals.end());
  }
  for (const SharedVariable& shared : scope_.scenario.shared) names.push_back(shared.name);
  for (const Coroutine& coroutine : scope_.scenario.coroutines) names.push_back(coroutine.name);
  for (const Builtin& builtin : builtins()) {
    names.push_back(builtin.name);
    if (builtin.kind == BuiltinKind::random) names.push_back(builtin.name.substr(7));
  }
  names.insert(names.end(), {"True", "False", "None"});
  return names;
}

}  // namespace sim::scenario
