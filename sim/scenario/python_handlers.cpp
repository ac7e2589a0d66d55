#include "sim/scenario/python_handlers.hpp"

#include <algorithm>

#include "sim/scenario/walk.hpp"

namespace sim::scenario {
namespace {

// Looks for a use of the name outside of the handlers that bind it, for another binding of it, and
// for a handler inside such a handler that binds it anew.
class Search {
 public:
  explicit Search(std::uint32_t slot) : slot_(slot) {}

  bool found_in(const Block& block, bool in_handler) const {
    return std::ranges::any_of(block, [&](const Step& step) { return found_in(step, in_handler); });
  }

 private:
  bool found_in(const Step& step, bool in_handler) const {
    bool found = binds(step);
    each_root(step, [&](const Expr& root) {
      each_expression(root,
                      [&](const Expr& expr) { found = found || (!in_handler && uses(expr)); });
    });
    const auto* attempt = std::get_if<TryStep>(&step.node);
    if (attempt != nullptr && !attempt->as.name.empty() && attempt->as.slot == slot_) {
      return found || found_in_own(*attempt, in_handler);
    }
    each_block(step, [&](const Block& block) { found = found || found_in(block, in_handler); });
    return found;
  }

  bool found_in_own(const TryStep& attempt, bool in_handler) const {
    if (in_handler || found_in(attempt.body, false)) return true;
    const auto in = [&](const Handler& handler) { return found_in(handler.body, true); };
    return std::ranges::any_of(attempt.handlers, in) || found_in(attempt.else_body, false) ||
           found_in(attempt.finally_body, false);
  }

  bool uses(const Expr& expr) const {
    const auto* name = std::get_if<Name>(&expr.node);
    return name != nullptr && name->binding.kind == NameKind::local && name->binding.index == slot_;
  }

  bool is_ours(const Target& target) const {
    return std::ranges::any_of(target.names,
                               [&](const LocalName& local) { return local.slot == slot_; });
  }

  bool binds(const Step& step) const {
    return std::visit(overloaded{
                          [&](const AwaitStep& s) { return is_ours(s.as); },
                          [&](const SpawnStep& s) { return is_ours(s.as); },
                          [&](const GatherStep& s) { return is_ours(s.as); },
                          [&](const WaitStep& s) { return is_ours(s.as); },
                          [&](const WaitForStep& s) { return is_ours(s.as); },
                          [&](const CancelStep& s) { return is_ours(s.as); },
                          [&](const CallStep& s) { return is_ours(s.as); },
                          [&](const WithStep& s) { return is_ours(s.as); },
                          [&](const ForStep& s) { return s.variable.slot == slot_; },
                          [&](const LetStep& s) {
                            return std::ranges::any_of(s.assignments, [&](const Assignment& a) {
                              return uses(*a.target);
                            });
                          },
                          [](const auto&) { return false; },
                      },
                      step.node);
  }

  std::uint32_t slot_;
};

}  // namespace

bool outlives_handlers(const Coroutine& coroutine, std::uint32_t slot) {
  if (slot < coroutine.parameters.size()) return true;
  return Search(slot).found_in(coroutine.body, false);
}

}  // namespace sim::scenario
