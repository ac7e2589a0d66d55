// sim/scenario/resolve.hpp
//
// Resolves the names of one expression in a scope, and checks its calls.
//
//   Scope scope{scenario, &coroutine, Reach::everything};
//   Resolver(scope, found).resolve(expr, "main(), step 2");
//
// Ensures: where nothing is reported, every Name below is bound; `random.choice` has become one
// Name.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace sim::scenario {

// Which names an expression may use.
enum class Reach : std::uint8_t {
  everything,  // a step
  watching,    // `explore`: shared variables, and what changes nothing
  values,      // an expectation: literals and what computes with them
};

struct Scope {
  const Scenario& scenario;
  const Coroutine* coroutine = nullptr;  // null outside of one
  Reach reach = Reach::everything;
  std::size_t shared_visible = SIZE_MAX;  // an initial value sees those before it
};

class Resolver {
 public:
  Resolver(const Scope& scope, Diagnostics& found)
      : scope_(scope),
        found_(found),
        qualifier_(scope.coroutine == nullptr ? "" : scope.coroutine->name + ".<locals>.") {}

  // Null is passed over.
  void resolve(ExprPtr& root, const std::string& context);
  void resolve(FString& text, const std::string& context);
  // The target of a `set`.
  void resolve_shared(Expr& target, const std::string& context);

 private:
  void visit(Expr& expr);
  void visit_all(std::vector<ExprPtr>& list);
  void name(Expr& expr, Name& name);
  void lambda(Lambda& lambda);
  void callee(Call& call);
  void call(Call& call);
  void attribute(Expr& expr, Attribute& attribute);
  void method(Call& call, Attribute& attribute);
  bool module_member(Expr& expr);
  bool bind(Place place, Name& name);
  bool bind_builtin(Place place, Name& name);
  void check_reach(Place place, const Name& name);
  void unknown(Place place, const std::string& name);
  void unknown_member(const Attribute& attribute);
  void arguments(std::string_view callee, const Parameters& parameters, Call& call);
  [[nodiscard]] bool is_variable(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> visible_names() const;
  Diagnostics::Report error(Place place, std::string message, std::string help = "");

  const Scope& scope_;
  Diagnostics& found_;
  std::string context_;
  std::string qualifier_;  // of the names of lambdas
  const Expr* root_ = nullptr;
};

}  // namespace sim::scenario
