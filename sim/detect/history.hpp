// sim/detect/history.hpp
//
// A History is what was called on an object and what came back, by whom, in the order of the steps.
//
//   History<QueueModel<int>> history;      // outlives the tasks that write in it
//
//   Coro<> consumer(...) {
//     auto call = history.begin("consumer", QueueModel<int>::get());
//     const int item = co_await queue.get();
//     call.end(item);
//   }
//   EXPECT_TRUE(check_linearizable(history)) << ...           // sim/detect/linearize.hpp
//
// A call that is never ended, for its task was cancelled, timed out or still waits, may have
// happened at any time after it began, or not at all. Where more is known say so: abandon() if it
// happened before now or never, withdraw() if it never did.

#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/detect/answer.hpp"

namespace sim {

template <class Model>
class History {
 public:
  using Call = typename Model::Call;
  using Result = Answer<typename Model::Value>;

  static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

  // Moments count from 1: each call and each return is one.
  struct Operation {
    std::string who;
    Call call;
    std::uint64_t begin;
    std::uint64_t end = never;
    std::optional<Result> result{};  // none: nobody knows whether it happened
    bool withdrawn = false;
  };

  // A call under way. Copies are the same call; the history must outlive its use.
  class Pending {
   public:
    // It came back, with a value or without one.
    void end() { finish(Result::done()); }
    void end(typename Model::Value value) { finish(Result::of(std::move(value))); }
    // It came back and says that it could not: the queue was full, the key was absent.
    void refuse() { finish(Result::refused()); }
    // It was given up: it has happened before now, or never will.
    void abandon() { operation().end = ++history_->moments_; }
    // It was given up and certainly did not happen.
    void withdraw() {
      abandon();
      operation().withdrawn = true;
    }

   private:
    friend class History;
    Pending(History& history, std::size_t index) noexcept : history_(&history), index_(index) {}

    [[nodiscard]] Operation& operation() const { return history_->operations_[index_]; }
    void finish(Result result) {
      abandon();
      operation().result.emplace(std::move(result));
    }

    History* history_;
    std::size_t index_;
  };

  explicit History(Model model = Model()) : model_(std::move(model)) {}
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  [[nodiscard]] Pending begin(std::string_view who, Call call) {
    operations_.push_back({std::string(who), std::move(call), ++moments_});
    return Pending(*this, operations_.size() - 1);
  }

  [[nodiscard]] const std::vector<Operation>& operations() const noexcept { return operations_; }
  [[nodiscard]] const Model& model() const noexcept { return model_; }

 private:
  Model model_;
  std::vector<Operation> operations_;
  std::uint64_t moments_ = 0;
};

// "get() -> 7 by consumer, moments 3 to 8"
template <class Operation>
[[nodiscard]] std::string describe(const Operation& operation) {
  std::string text = operation.call.text();
  if (operation.result) {
    text += " -> " + detail::text_of(*operation.result);
  } else {
    text += operation.withdrawn ? " given up" : " and nobody knows whether it happened";
  }
  text += " by " + operation.who + ", moments " + std::to_string(operation.begin) + " to ";
  const bool open = operation.end == std::numeric_limits<std::uint64_t>::max();
  return text + (open ? "the end" : std::to_string(operation.end));
}

}  // namespace sim
