#include "sim/scenario/names_in.hpp"

#include <algorithm>

#include "sim/scenario/overloaded.hpp"

namespace sim::scenario {
namespace {

class Collector {
 public:
  std::vector<const Name*> names;

  void visit(const Expr& expr) {
    std::visit(overloaded{
                   [](const Literal&) {},
                   [&](const Name& name) { add(name); },
                   [&](const FString& text) {
                     for (const FPart& part : text.parts) {
                       if (part.value) visit(*part.value);
                     }
                   },
                   [&](const ListExpr& list) { visit_all(list.items); },
                   [&](const TupleExpr& tuple) { visit_all(tuple.items); },
                   [&](const Unary& unary) { visit(*unary.operand); },
                   [&](const Binary& binary) { visit(*binary.left), visit(*binary.right); },
                   [&](const Logical& logical) { visit(*logical.left), visit(*logical.right); },
                   [&](const Compare& compare) {
                     visit(*compare.first);
                     for (const auto& [op, operand] : compare.rest) visit(*operand);
                   },
                   [&](const Conditional& conditional) {
                     visit(*conditional.value);
                     visit(*conditional.condition);
                     visit(*conditional.otherwise);
                   },
                   [&](const Call& call) {
                     visit(*call.callee);
                     visit_all(call.args);
                     for (const Keyword& keyword : call.keywords) visit(*keyword.value);
                   },
                   [&](const Attribute& attribute) { visit(*attribute.object); },
                   [&](const Index& index) { visit(*index.object), visit(*index.index); },
                   [&](const Lambda& lambda) { visit(*lambda.body); },
               },
               expr.node);
  }

 private:
  void visit_all(const std::vector<ExprPtr>& items) {
    for (const ExprPtr& item : items) visit(*item);
  }

  void add(const Name& name) {
    const NameKind kind = name.binding.kind;
    if (kind != NameKind::local && kind != NameKind::shared) return;
    const auto same = [&](const Name* known) { return known->text == name.text; };
    if (std::ranges::none_of(names, same)) names.push_back(&name);
  }
};

}  // namespace

std::vector<const Name*> names_in(const Expr& expr) {
  Collector collector;
  collector.visit(expr);
  return std::move(collector.names);
}

}  // namespace sim::scenario
