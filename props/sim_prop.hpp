// props/sim_prop.hpp
//
// A SIM_TEST with inputs, which RapidCheck draws: each input is run under many schedules.
//
//   SIM_PROP(Bank, KeepsItsSum)(std::vector<int> amounts, bool eager) {
//     RC_PRE(!amounts.empty());
//     ...
//     SIM_ASSERT_EQ(account.balance(), 0);
//   }
//   SIM_PROP(Bank, ClosesInTime, .cases = 500, .schedules = 5)(int clients) { ... }
//
// Where a run fails the input is made small along RapidCheck's own steps; each smaller input is
// tried under the schedule that failed, whose turns are known by task and occurrence, and then
// under as many new ones as the input before. At last the schedule is made small. One failure is
// reported, with the input as RapidCheck shows it; --sim_input and --sim_schedule repeat it.
//
// The schedule is no value of RapidCheck's: it is drawn from one seed for each input, and shrunk by
// our own shrinker. Whatever has an rc::Arbitrary can be an input; a parameter may be a reference.
// RC_PRE, RC_ASSERT and the like may stand in the body. Flags: sim_flags.hpp.

#pragma once

#include <rapidcheck.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>

#include "props/coro_program.hpp"
#include "props/prop_search.hpp"
#include "props/sim_assert.hpp"
#include "props/sim_check.hpp"
#include "sim/coro/coro.hpp"

namespace sim::detail {

// Runs a body, and takes what RC_PRE and RC_ASSERT throw for what they mean.
inline Coro<> take_case_result(Coro<> body, bool& discarded) {
  try {
    co_await body;
  } catch (const rc::detail::CaseResult& result) {
    discarded = result.type == rc::detail::CaseResult::Type::Discard;
    const bool fails = result.type == rc::detail::CaseResult::Type::Failure;
    if (fails) ADD_FAILURE() << result.description;
  }
}

// One input: a node of RapidCheck's tree, whose children are smaller.
template <class... Inputs>
class DrawnFor final : public DrawnInput {
 public:
  using Body = Coro<> (*)(Inputs...);
  using Values = std::tuple<std::decay_t<Inputs>...>;

  DrawnFor(Body body, rc::Shrinkable<Values> node) : body_(body), node_(std::move(node)) {}

  [[nodiscard]] std::string show() const override {
    std::ostringstream text;
    rc::show(node_.value(), text);
    return text.str();
  }

  // What the body refers to outlives the tasks of its run.
  [[nodiscard]] Program program(const CoroOptions& options, RunDetail* shown) const override {
    const auto run = [values = node_.value(), body = body_, options, shown,
                      seen = seen_](Loop& loop) {
      Values mine = values;
      bool discarded = false;
      const auto call = [body](auto&... inputs) { return body(inputs...); };
      Coro<> main = take_case_result(std::apply(call, mine), discarded);
      Ending ending = run_to_its_end(loop, std::move(main), options, shown);
      if (discarded) seen->discarded = true;
      return ending;
    };
    return judged(run, shown);
  }

  [[nodiscard]] bool discarded() const override { return seen_->discarded; }

  [[nodiscard]] std::unique_ptr<Smaller> smaller() const override {
    return std::make_unique<SmallerFor>(body_, node_.shrinks());
  }

 private:
  struct Seen {
    std::atomic<bool> discarded = false;
  };

  class SmallerFor final : public Smaller {
   public:
    SmallerFor(Body body, rc::Seq<rc::Shrinkable<Values>> nodes)
        : body_(body), nodes_(std::move(nodes)) {}
    [[nodiscard]] std::unique_ptr<DrawnInput> next() override {
      rc::Maybe<rc::Shrinkable<Values>> node = nodes_.next();
      if (!node) return nullptr;
      return std::make_unique<DrawnFor>(body_, std::move(*node));
    }

   private:
    Body body_;
    rc::Seq<rc::Shrinkable<Values>> nodes_;
  };

  Body body_;
  rc::Shrinkable<Values> node_;
  std::shared_ptr<Seen> seen_ = std::make_shared<Seen>();
};

template <class... Inputs>
DrawInput draw_for(Coro<> (*body)(Inputs...)) {
  return [body](std::uint64_t seed, int size) -> std::unique_ptr<DrawnInput> {
    using Drawn = DrawnFor<Inputs...>;
    return std::make_unique<Drawn>(
        body, rc::gen::arbitrary<typename Drawn::Values>()(rc::Random(seed), size));
  };
}

template <class Prop, class... Inputs>
testing::TestInfo* register_prop_for(Coro<> (*body)(Inputs...)) {
  return register_prop({Prop::suite, Prop::name, Prop::file, Prop::line}, draw_for(body),
                       Prop::options());
}

}  // namespace sim::detail

// The inputs stand in parentheses of their own: they are taken by SIM_PROP_INPUTS_, which finds
// what SIM_PROP said by the number before its own.
#define SIM_PROP(Suite, Name, ...)                                                             \
  namespace {                                                                                  \
  struct Suite##_##Name##_SimProp {                                                            \
    static constexpr const char* suite = #Suite;                                               \
    static constexpr const char* name = #Name;                                                 \
    static constexpr const char* file = __FILE__;                                              \
    static constexpr int line = __LINE__;                                                      \
    static ::sim::SimPropOptions options() { return ::sim::SimPropOptions{__VA_ARGS__}; }      \
  };                                                                                           \
  }                                                                                            \
  [[maybe_unused]] static Suite##_##Name##_SimProp sim_prop_said(                              \
      ::std::integral_constant<int, __COUNTER__>) {                                            \
    return {};                                                                                 \
  }                                                                                            \
  SIM_PROP_INPUTS_

#define SIM_PROP_INPUTS_(...) SIM_PROP_NUMBERED_(__COUNTER__, __VA_ARGS__)
#define SIM_PROP_NUMBERED_(number, ...) SIM_PROP_BODY_(number, __VA_ARGS__)
#define SIM_PROP_BODY_(number, ...)                                                            \
  static ::sim::Coro<> sim_prop_##number(__VA_ARGS__);                                         \
  [[maybe_unused]] static ::testing::TestInfo* const sim_prop_info_##number =                  \
      ::sim::detail::register_prop_for<decltype(                                               \
          sim_prop_said(::std::integral_constant<int, number - 1>()))>(&sim_prop_##number);    \
  static ::sim::Coro<> sim_prop_##number(__VA_ARGS__)
