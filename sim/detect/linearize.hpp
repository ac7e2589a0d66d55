// sim/detect/linearize.hpp
//
// check_linearizable() says whether a history could have come from one task after the other: each
// call took place at one moment between its begin and its end, and its answer was right there.
//
//   const Linearizability verdict = check_linearizable(history);
//   EXPECT_TRUE(verdict.ok()) << verdict.text;
//
// M. Herlihy, J. Wing, "Linearizability", TOPLAS 12(3), 1990. Where calls have keys, each key is
// checked for itself, which is enough (P-compositionality: A. Horn, D. Kroening, "Faster
// linearizability checking via P-compositionality", FORTE 2015).
//
// The search may be long, so it has a budget; where that is spent, nothing is claimed: the verdict
// is `undecided`. A history that is not linearizable is shown by the longest prefix that is, and
// by the operation that fits nowhere behind it.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/detect/history.hpp"
#include "sim/detect/linearize_search.hpp"

namespace sim {

struct LinearizeOptions {
  std::size_t states = 1'000'000;  // of the search, over all keys, at most
};

struct Linearizability {
  enum class Kind : std::uint8_t { linearizable, not_linearizable, undecided };

  Kind kind = Kind::linearizable;
  std::size_t states = 0;  // that were searched
  std::string text{};      // for people
  // By number in the history, those of one key only: an order that is right, or its longest part;
  // and what could not be placed behind it.
  std::vector<std::size_t> order{};
  std::optional<std::size_t> misplaced{};

  [[nodiscard]] bool ok() const noexcept { return kind == Kind::linearizable; }
};

[[nodiscard]] std::string_view name_of(Linearizability::Kind kind) noexcept;

namespace detail {

template <class Model>
concept HasKeys = requires(const typename Model::Call& call) { call.key(); };

// The operations of one object, by number in the history.
struct Part {
  std::string key{};
  std::vector<std::size_t> operations{};
};

template <class Model>
[[nodiscard]] std::vector<Part> parts_of(const History<Model>& history) {
  const auto& operations = history.operations();
  std::vector<Part> parts;
  if constexpr (HasKeys<Model>) {
    std::map<std::remove_cvref_t<decltype(operations[0].call.key())>, std::size_t> places;
    for (std::size_t number = 0; number < operations.size(); ++number) {
      if (operations[number].withdrawn) continue;
      const auto& key = operations[number].call.key();
      const auto [place, fresh] = places.try_emplace(key, parts.size());
      if (fresh) parts.push_back({text_of(key)});
      parts[place->second].operations.push_back(number);
    }
  } else {
    parts.emplace_back();
    for (std::size_t number = 0; number < operations.size(); ++number) {
      if (!operations[number].withdrawn) parts[0].operations.push_back(number);
    }
  }
  return parts;
}

// What a counterexample is made of; linearize.cpp puts it in words.
struct Counterexample {
  std::string key{};
  std::size_t operations = 0;
  std::vector<std::string> prefix{};
  std::string state{};
  std::string misplaced{};
  std::string expected{};
  std::vector<std::string> under_way{};
};
[[nodiscard]] std::string describe(const Counterexample& example, bool undecided);

template <class Model>
[[nodiscard]] std::string explain(const LinearizeSearch<Model>& search, const Model& model,
                                  const Part& part, bool undecided) {
  const auto& best = search.best();
  const auto& end = search.plan().ends()[best.at];
  Counterexample example{.key = part.key, .operations = part.operations.size()};
  std::vector<bool> placed(part.operations.size());
  for (const auto index : best.order) {
    example.prefix.push_back(describe(search.operation(index)));
    placed[index] = true;
  }
  example.state = Model::text(best.state);
  example.misplaced = describe(search.operation(end.operation));
  auto state = best.state;
  example.expected = text_of(model.apply(state, search.operation(end.operation).call));
  for (std::size_t number = 1; number < search.plan().candidate_count(end); ++number) {
    const auto index = search.plan().candidate(end, number);
    if (!placed[index]) example.under_way.push_back(describe(search.operation(index)));
  }
  return describe(example, undecided);
}

template <class Model>
[[nodiscard]] Linearizability check_part(const History<Model>& history, const Part& part,
                                         std::size_t states_max) {
  using Kind = Linearizability::Kind;
  std::vector<const typename History<Model>::Operation*> operations;
  for (const std::size_t number : part.operations) {
    operations.push_back(&history.operations()[number]);
  }
  LinearizeSearch<Model> search(history.model(), std::move(operations));
  const SearchEnd end = search.run(states_max);
  Linearizability verdict;
  verdict.states = search.states();
  const bool found = end == SearchEnd::found;
  for (const auto index : found ? search.order() : search.best().order) {
    verdict.order.push_back(part.operations[index]);
  }
  if (found) return verdict;
  verdict.kind = end == SearchEnd::none ? Kind::not_linearizable : Kind::undecided;
  const auto& stopped = search.plan().ends()[search.best().at];
  if (end == SearchEnd::none) verdict.misplaced = part.operations[stopped.operation];
  verdict.text = explain(search, history.model(), part, verdict.kind == Kind::undecided);
  return verdict;
}

}  // namespace detail

// A part that is not linearizable decides at once; one that is undecided does so at the end.
template <class Model>
[[nodiscard]] Linearizability check_linearizable(const History<Model>& history,
                                                 LinearizeOptions options = {}) {
  using Kind = Linearizability::Kind;
  Linearizability verdict;
  std::size_t states = 0;
  for (const detail::Part& part : detail::parts_of(history)) {
    const std::size_t left = options.states - std::min(options.states, states);
    Linearizability one = detail::check_part(history, part, left);
    states += one.states;
    if (one.ok() && !verdict.ok()) continue;
    const bool decided = one.kind == Kind::not_linearizable;
    if (decided || verdict.ok()) verdict = std::move(one);
    if (decided) break;
  }
  verdict.states = states;
  if (verdict.ok()) verdict.text = "linearizable";
  return verdict;
}

}  // namespace sim
