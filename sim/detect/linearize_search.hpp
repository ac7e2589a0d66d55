// sim/detect/linearize_search.hpp
//
// The search behind check_linearizable(): an order of operations in which a model gives all their
// answers, and in which nobody comes before what had come back when it began.
//
//   detail::LinearizeSearch<QueueModel<int>> search(model, operations);
//   search.run(1'000'000);                 // states at most
//
// J. Wing, C. Gong, "Testing and verifying concurrent objects", JPDC 17, 1993: try every operation
// under way, go back where none fits. G. Lowe, "Testing for linearizability", CCPE 29(4), 2017:
// place an operation only when one comes back (just in time), and never search twice from the same
// place of the history with the same state and the same operations placed. Two kinds of orders are
// not tried because they cannot matter: a call that only reads, or was refused, is placed as soon
// as its answer is right, and of several calls that are the same and may never have happened the
// first comes first.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/detect/history.hpp"
#include "sim/detect/linearize_memo.hpp"
#include "sim/detect/linearize_plan.hpp"

namespace sim::detail {

enum class SearchEnd : std::uint8_t { found, none, budget_spent };

template <class Model>
class LinearizeSearch {
 public:
  using State = typename Model::State;
  using Operation = typename History<Model>::Operation;
  using Index = LinearizePlan::Index;

  // How far the best try came.
  struct Best {
    std::vector<Index> order{};
    std::size_t at = 0;  // the end at which it stopped
    State state;
  };

  // Of the operations of one object, in the order of their begin; none of them withdrawn.
  LinearizeSearch(const Model& model, std::vector<const Operation*> operations)
      : model_(model),
        operations_(std::move(operations)),
        plan_(intervals(operations_)),
        state_(model.initial()),
        best_{.state = model.initial()} {
    find_twins();
  }

  [[nodiscard]] SearchEnd run(std::size_t states_max) {
    for (;;) {
      pass_what_is_placed();
      if (at_ == plan_.ends().size()) return SearchEnd::found;
      place_what_changes_nothing();
      if (is_placed(plan_.ends()[at_].operation)) continue;
      if (memo_.insert(at_, placed_, state_)) {
        choices_.push_back({memo_.size() - 1, 0, order_.size()});
      }
      if (memo_.size() > states_max) {
        keep_if_best(choices_.back());
        return SearchEnd::budget_spent;
      }
      if (!go_on()) return SearchEnd::none;
    }
  }

  [[nodiscard]] std::size_t states() const noexcept { return memo_.size(); }
  [[nodiscard]] const std::vector<Index>& order() const noexcept { return order_; }
  [[nodiscard]] const Best& best() const noexcept { return best_; }
  [[nodiscard]] const LinearizePlan& plan() const noexcept { return plan_; }
  [[nodiscard]] const Operation& operation(Index index) const { return *operations_[index]; }

 private:
  static constexpr Index no_twin = ~Index{0};

  struct Choice {
    std::size_t entry;      // of the memo: where it is made
    std::size_t candidate;  // the next to be tried
    std::size_t placed;     // how many operations were placed before
  };

  [[nodiscard]] static std::vector<Interval> intervals(
      const std::vector<const Operation*>& operations) {
    std::vector<Interval> all;
    for (const Operation* operation : operations) {
      const bool open = operation->end == History<Model>::never;
      all.push_back({operation->begin, operation->end, operation->result.has_value(), open});
    }
    return all;
  }

  void find_twins() {
    twins_.assign(operations_.size(), no_twin);
    std::vector<Index> last;  // of each call that never ends
    for (const Index index : plan_.endless()) {
      const auto twin = std::find_if(last.begin(), last.end(), [&](Index other) {
        return operations_[other]->call == operations_[index]->call;
      });
      if (twin == last.end()) {
        last.push_back(index);
      } else {
        twins_[index] = std::exchange(*twin, index);
      }
    }
  }

  [[nodiscard]] bool is_placed(Index index) const noexcept {
    return placed_.has(plan_.slot(index));
  }

  void place(Index index) {
    placed_.add(plan_.slot(index));
    order_.push_back(index);
  }

  void pass_what_is_placed() {
    const auto& ends = plan_.ends();
    for (; at_ < ends.size() && is_placed(ends[at_].operation); ++at_) {
      placed_.remove(plan_.slot(ends[at_].operation));
    }
  }

  // Whether `index` may come next after `state`; then `after` is what it leaves.
  [[nodiscard]] bool fits(Index index, const State& state, State& after) const {
    const Operation& operation = *operations_[index];
    after = state;
    const auto answer = model_.apply(after, operation.call);
    return operation.result ? operation.result->allows(answer) : !answer.is_refused();
  }

  void place_what_changes_nothing() {
    const auto& end = plan_.ends()[at_];
    State after = state_;
    for (std::size_t number = 0; number <= end.open_count; ++number) {
      const Index index = plan_.candidate(end, number);
      if (!is_placed(index) && never_changes(index) && fits(index, state_, after)) place(index);
    }
  }

  // Whether it leaves the state as it is, wherever it takes place.
  [[nodiscard]] bool never_changes(Index index) const {
    const Operation& operation = *operations_[index];
    if (!operation.result) return false;
    if constexpr (requires { operation.call.reads(); }) {
      if (operation.call.reads()) return true;
    }
    return operation.result->is_refused();
  }

  [[nodiscard]] bool may_be_tried(Index index, const SlotSet& placed) const {
    if (placed.has(plan_.slot(index))) return false;
    return twins_[index] == no_twin || placed.has(plan_.slot(twins_[index]));
  }

  // The next candidate of the last choice that has one is placed. Returns false if none has.
  [[nodiscard]] bool go_on() {
    for (; !choices_.empty(); choices_.pop_back()) {
      Choice& choice = choices_.back();
      const auto& from = memo_[choice.entry];
      const auto& end = plan_.ends()[from.at];
      while (choice.candidate < plan_.candidate_count(end)) {
        const Index index = plan_.candidate(end, choice.candidate++);
        if (!may_be_tried(index, from.placed) || !fits(index, from.state, state_)) continue;
        go_back_to(choice);
        place(index);
        return true;
      }
      if (!end.certain && choice.candidate == plan_.candidate_count(end)) {
        ++choice.candidate;  // the last possibility: it was given up and has not happened
        go_back_to(choice);
        state_ = from.state;
        ++at_;
        return true;
      }
      keep_if_best(choice);
    }
    return false;
  }

  void go_back_to(const Choice& choice) {
    order_.resize(choice.placed);
    at_ = memo_[choice.entry].at;
    placed_ = memo_[choice.entry].placed;
  }

  // Of those that came as far the one that placed the least.
  void keep_if_best(const Choice& choice) {
    const auto& from = memo_[choice.entry];
    const bool further = from.at > best_.at;
    const bool shorter = from.at == best_.at && choice.placed <= best_.order.size();
    if (best_kept_ && !further && !shorter) return;
    best_kept_ = true;
    const auto end = order_.begin() + static_cast<std::ptrdiff_t>(choice.placed);
    best_ = {std::vector<Index>(order_.begin(), end), from.at, from.state};
  }

  const Model& model_;
  std::vector<const Operation*> operations_;
  LinearizePlan plan_;
  std::vector<Index> twins_;  // by operation: the one before that is the same
  LinearizeMemo<Model> memo_;
  std::vector<Choice> choices_;
  std::vector<Index> order_;
  std::size_t at_ = 0;  // among the ends
  SlotSet placed_;
  State state_;
  bool best_kept_ = false;
  Best best_;
};

}  // namespace sim::detail
