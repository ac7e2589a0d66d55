// The search against one that tries every order of every subset: on random small histories, right
// ones and wrong ones, both say the same.

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/detect/linearize.hpp"
#include "sim/detect/models.hpp"

namespace sim {
namespace {

// Herlihy's and Wing's definition, word by word.
template <class Model>
class Definition {
 public:
  explicit Definition(const History<Model>& history) : history_(history) {
    placed_.assign(history.operations().size(), false);
  }
  bool holds() { return extend(history_.model().initial()); }

 private:
  using Operation = typename History<Model>::Operation;

  [[nodiscard]] static bool is_certain(const Operation& operation) {
    return operation.result && !operation.withdrawn;
  }

  [[nodiscard]] bool may_be_next(std::size_t number) const {
    const Operation& operation = history_.operations()[number];
    for (std::size_t other = 0; other < placed_.size(); ++other) {
      const Operation& before = history_.operations()[other];
      if (before.end < operation.begin && is_certain(before) && !placed_[other]) return false;
      // One that may have happened must not come after what began when it was given up.
      if (operation.end < before.begin && placed_[other]) return false;
    }
    return !placed_[number] && !operation.withdrawn;
  }

  bool extend(const typename Model::State& state) {
    bool complete = true;
    for (std::size_t number = 0; number < placed_.size(); ++number) {
      const Operation& operation = history_.operations()[number];
      complete = complete && (placed_[number] || !is_certain(operation));
      if (!may_be_next(number)) continue;
      auto after = state;
      const auto answer = history_.model().apply(after, operation.call);
      if (operation.result ? !operation.result->allows(answer) : answer.is_refused()) continue;
      placed_[number] = true;
      const bool found = extend(after);
      placed_[number] = false;
      if (found) return true;
    }
    return complete;
  }

  const History<Model>& history_;
  std::vector<bool> placed_;
};

// Calls of three tasks that begin and end at random, and answers most of which are right.
template <class Model, class Draw>
void play(History<Model>& history, Xoshiro& draws, Draw draw_call) {
  std::vector<std::optional<typename History<Model>::Pending>> callers(3);
  std::vector<std::optional<typename Model::Call>> calls(3);
  auto state = history.model().initial();
  for (int moment = 0; moment < 13; ++moment) {
    const std::uint32_t who = draws.below(3);
    if (!callers[who]) {
      calls[who] = draw_call(draws);
      callers[who] = history.begin("task", *calls[who]);
      continue;
    }
    const auto answer = history.model().apply(state, *calls[who]);
    const std::uint32_t fate = draws.below(10);
    if (fate == 0) {
      callers[who]->abandon();
    } else if (fate == 1) {
      callers[who]->withdraw();
    } else if (fate == 2 || answer.is_refused()) {
      callers[who]->refuse();
    } else if (fate == 3 || !answer.value()) {
      callers[who]->end();
    } else {
      callers[who]->end(*answer.value());
    }
    if (fate != 4) callers[who].reset();  // else it ends twice: the last answer counts
  }
}

template <class Model, class Draw>
void expect_agreement(Draw draw_call, Model model = Model()) {
  Xoshiro draws(1);
  int right = 0;
  int wrong = 0;
  for (int round = 0; round < 2'000; ++round) {
    History<Model> history(model);
    play(history, draws, draw_call);
    const bool expected = Definition(history).holds();
    const Linearizability verdict = check_linearizable(history);
    ASSERT_EQ(verdict.ok(), expected) << round << ": " << verdict.text;
    (expected ? right : wrong) += 1;
  }
  EXPECT_GT(right, 200);
  EXPECT_GT(wrong, 200);
}

TEST(LinearizeAgreement, OfRegisters) {
  using R = RegisterModel<int>;
  expect_agreement<R>([](Xoshiro& draws) {
    const int value = static_cast<int>(draws.below(3));
    const std::uint32_t kind = draws.below(3);
    if (kind == 0) return R::read();
    return kind == 1 ? R::write(value) : R::compare_and_set(value, value + 1);
  });
}

TEST(LinearizeAgreement, OfQueues) {
  using Q = QueueModel<int>;
  expect_agreement<Q>(
      [](Xoshiro& draws) {
        return draws.below(2) == 0 ? Q::put(static_cast<int>(draws.below(3))) : Q::get();
      },
      Q(2));
}

TEST(LinearizeAgreement, OfStacks) {
  using S = StackModel<int>;
  expect_agreement<S>([](Xoshiro& draws) {
    return draws.below(2) == 0 ? S::push(static_cast<int>(draws.below(3))) : S::pop();
  });
}

TEST(LinearizeAgreement, OfPriorityQueues) {
  using P = PriorityQueueModel<int>;
  expect_agreement<P>([](Xoshiro& draws) {
    return draws.below(2) == 0 ? P::put(static_cast<int>(draws.below(3))) : P::get();
  });
}

TEST(LinearizeAgreement, OfCounters) {
  expect_agreement<CounterModel>([](Xoshiro& draws) {
    return draws.below(2) == 0 ? CounterModel::add(1 + draws.below(2)) : CounterModel::get();
  });
}

}  // namespace
}  // namespace sim
