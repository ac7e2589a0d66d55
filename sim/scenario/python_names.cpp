#include "sim/scenario/python_names.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/scenario/walk.hpp"

namespace sim::scenario {
namespace {

using std::string_view_literals::operator""sv;

// Exceptions that Python keeps among asyncio's own names.
constexpr std::array asyncio_exceptions{"CancelledError"sv, "InvalidStateError"sv,
                                        "QueueEmpty"sv,     "QueueFull"sv,
                                        "QueueShutDown"sv,  "BrokenBarrierError"sv};

bool is_listed(std::span<const std::string_view> list, std::string_view name) {
  return std::ranges::find(list, name) != list.end();
}

// Names that the program itself uses, whatever the scenario calls its own.
bool is_reserved(std::string_view name) {
  constexpr std::array words{"asyncio"sv, "random"sv, "print"sv, "type"sv, "float"sv};
  if (is_listed(words, name)) return true;
  const auto index = find_builtin(name);
  return index && builtins()[*index].kind == BuiltinKind::exception;
}

// The shared variables that a coroutine sets by name: Python calls them global there.
std::vector<std::string> names_set(const Coroutine& coroutine) {
  std::vector<std::string> names;
  each_step(coroutine.body, [&](const Step& step) {
    const auto* set = std::get_if<SetStep>(&step.node);
    if (set == nullptr) return;
    for (const Assignment& assignment : set->assignments) {
      each_expression(*assignment.target, [&](const Expr& expr) {
        const auto* name = std::get_if<Name>(&expr.node);
        if (name != nullptr && name->binding.kind == NameKind::shared) names.push_back(name->text);
      });
    }
  });
  return names;
}

}  // namespace

std::string python_name(const Builtin& builtin) {
  const std::string name(builtin.name);
  switch (builtin.kind) {
    case BuiltinKind::awaitable:
    case BuiltinKind::sync:
    case BuiltinKind::queue:
    case BuiltinKind::constant:
      return "asyncio." + name;
    case BuiltinKind::clock:
      return "asyncio.get_running_loop().time";
    case BuiltinKind::exception:
      return is_listed(asyncio_exceptions, name) ? "asyncio." + name : name;
    case BuiltinKind::random:
    case BuiltinKind::value:
      break;
  }
  return name;
}

PythonNames::PythonNames(const Scenario& scenario) {
  name_globals(scenario);
  for (const Coroutine& coroutine : scenario.coroutines) name_locals(coroutine);
}

void PythonNames::name_globals(const Scenario& scenario) {
  std::vector<std::string> taken;
  for (const SharedVariable& shared : scenario.shared) taken.push_back(shared.name);
  for (const Coroutine& coroutine : scenario.coroutines) {
    taken.push_back(coroutine.name);
    taken.insert(taken.end(), coroutine.locals.begin(), coroutine.locals.end());
  }
  const auto named = [&](std::string name) {
    if (!is_reserved(name)) return name;
    do {
      name += '_';
    } while (std::ranges::find(taken, name) != taken.end());
    return name;
  };
  for (const SharedVariable& shared : scenario.shared) shared_.push_back(named(shared.name));
  for (const Coroutine& coroutine : scenario.coroutines) {
    coroutines_.push_back(named(coroutine.name));
  }
}

void PythonNames::name_locals(const Coroutine& coroutine) {
  const std::vector<std::string> global = names_set(coroutine);
  std::vector<std::string> names = coroutine.locals;
  for (std::string& name : names) {
    const bool is_set = std::ranges::find(global, name) != global.end();
    if (!is_set && !is_reserved(name)) continue;
    std::string better = name;
    do {
      better += '_';
    } while (is_global(better) || std::ranges::find(names, better) != names.end());
    name = better;
  }
  locals_.push_back(std::move(names));
}

bool PythonNames::is_global(const std::string& name) const {
  return std::ranges::find(shared_, name) != shared_.end() ||
         std::ranges::find(coroutines_, name) != coroutines_.end();
}

std::string PythonNames::fresh(std::uint32_t coroutine, const std::string& wanted) const {
  const std::vector<std::string>& locals = locals_[coroutine];
  std::string name = wanted;
  while (is_global(name) || std::ranges::find(locals, name) != locals.end()) name += '_';
  return name;
}

}  // namespace sim::scenario
