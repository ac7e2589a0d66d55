#include "sim/scenario/locals.hpp"

#include <map>
#include <string>

#include "sim/scenario/overloaded.hpp"

namespace sim::scenario {
namespace {

class SlotAssigner {
 public:
  explicit SlotAssigner(std::vector<std::string>& locals) : locals_(locals) {}

  void bind(LocalName& local) {
    if (local.name.empty()) return;
    const auto next = static_cast<std::uint32_t>(locals_.size());
    const auto [entry, fresh] = slots_.try_emplace(local.name, next);
    if (fresh) locals_.push_back(local.name);
    local.slot = entry->second;
  }

  void block(Block& block) {
    for (Step& step : block) this->step(step);
  }

 private:
  void bind(Target& target) {
    for (LocalName& name : target.names) bind(name);
  }

  void let(LetStep& let) {
    for (Assignment& assignment : let.assignments) {
      if (!assignment.target) continue;
      auto* name = std::get_if<Name>(&assignment.target->node);
      if (name == nullptr) continue;
      LocalName local{name->text, assignment.target->place, 0};
      bind(local);
      name->binding = {NameKind::local, local.slot};
    }
  }

  void step(Step& step) {
    std::visit(overloaded{
                   [&](AwaitStep& s) { bind(s.as); },
                   [&](SpawnStep& s) { bind(s.as); },
                   [&](GatherStep& s) { bind(s.as); },
                   [&](WaitStep& s) { bind(s.as); },
                   [&](WaitForStep& s) { bind(s.as); },
                   [&](CancelStep& s) { bind(s.as); },
                   [&](CallStep& s) { bind(s.as); },
                   [&](LetStep& s) { let(s); },
                   [&](WithStep& s) { bind(s.as), block(s.body); },
                   [&](ForStep& s) { bind(s.variable), block(s.body); },
                   [&](WhileStep& s) { block(s.body); },
                   [&](IfStep& s) { block(s.then_body), block(s.else_body); },
                   [&](TryStep& s) { attempt(s); },
                   [](auto&) {},
               },
               step.node);
  }

  void attempt(TryStep& attempt) {
    block(attempt.body);
    bind(attempt.as);
    for (Handler& handler : attempt.handlers) block(handler.body);
    block(attempt.else_body);
    block(attempt.finally_body);
  }

  std::vector<std::string>& locals_;
  std::map<std::string, std::uint32_t> slots_;
};

}  // namespace

void assign_slots(Coroutine& coroutine) {
  coroutine.locals.clear();
  SlotAssigner assigner(coroutine.locals);
  for (CoroutineParameter& parameter : coroutine.parameters) assigner.bind(parameter.local);
  assigner.block(coroutine.body);
}

}  // namespace sim::scenario
