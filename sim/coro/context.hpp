// sim/coro/context.hpp
//
// A ContextVar is a variable that each task has for itself.
//
//   ContextVar<int> request("request", 0);            // beside the functions that use it
//   request.set(7);
//   auto child = create_task(serve());                // sees 7; what it sets stays its own
//   int seven = request.get();
//
//   Context mine = copy_context();
//   mine.run([&] { request.set(8); });                // 8 in `mine`, 7 here
//
// A task runs in a copy of its creator's context, made when it is created, and a callback in one
// of the context that was current when it was registered; later changes go neither way. An awaited
// coroutine shares its caller's. A task or a callback that is given a Context runs in that itself.
// Mirrors contextvars: ContextVar, Token, Context, copy_context.
//
// A Context is a handle: copies of it are the same. Its variables stand in the order in which they
// were created. A program that sets none pays for none of this: there is no object then.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/coro/exceptions.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/loop/loop_context.hpp"

namespace sim {

// A variable has no value here, and no default.
class LookupError : public Exception {
 public:
  using Exception::Exception;
  [[nodiscard]] std::string_view type_name() const noexcept override { return "LookupError"; }
};

namespace detail {

// The values of the variables, by the number of the variable. Copies share one list until a value
// is set.
class ContextValues final : public LoopContext {
 public:
  using Value = std::shared_ptr<const void>;

  // The context of what runs now; one is begun, empty, where there is none.
  [[nodiscard]] static ContextValues& current();
  [[nodiscard]] static const ContextValues* current_or_null() noexcept {
    return static_cast<const ContextValues*>(LoopContext::current());
  }

  [[nodiscard]] LoopContext* copy() const override;

  // nullptr where there is none.
  [[nodiscard]] const Value* find(std::uint64_t variable) const noexcept;
  void set(std::uint64_t variable, Value value);  // an empty one: the variable has none
  [[nodiscard]] std::size_t size() const noexcept { return values_ ? values_->size() : 0; }

 private:
  struct Entry {
    std::uint64_t variable;
    Value value;
  };
  using Entries = std::vector<Entry>;

  Entries& own_entries();

  std::shared_ptr<Entries> values_;  // never changed while it is shared
};

[[nodiscard]] std::uint64_t next_context_variable() noexcept;

}  // namespace detail

template <class T>
class ContextVar;

class Context {
 public:
  // A new one, empty.
  Context() : values_(CorePtr<detail::ContextValues>::adopt(new detail::ContextValues)) {}

  // Calls `function` in this context, and gives what it gives. Throws RuntimeError if the context
  // is entered already: by a run() around this one, or by the task that runs in it.
  template <class F>
  decltype(auto) run(F&& function) const;

  // Another one with the same values.
  [[nodiscard]] Context copy() const;

  // The value of a variable that was set here; nothing where it was not.
  template <class T>
  [[nodiscard]] std::optional<T> get(const ContextVar<T>& variable) const;

  // How many variables were set here.
  [[nodiscard]] std::size_t size() const noexcept { return values_->size(); }

  // For Loop::call_soon() and its like.
  operator LoopContext*() const noexcept { return values_.get(); }

  // The same context; not: one with the same values.
  friend bool operator==(const Context& a, const Context& b) noexcept {
    return a.values_.get() == b.values_.get();
  }

 private:
  friend Context copy_context();
  explicit Context(CorePtr<detail::ContextValues> values) noexcept : values_(std::move(values)) {}

  CorePtr<detail::ContextValues> values_;
};

// A copy of the current context.
[[nodiscard]] Context copy_context();

template <class T>
class ContextVar {
 public:
  // What set() replaced.
  class Token {
   public:
    // The value before; nothing where there was none.
    [[nodiscard]] std::optional<T> old_value() const {
      if (!before_) return {};
      return *static_cast<const T*>(before_.get());
    }

   private:
    friend class ContextVar;
    Token(std::uint64_t variable, detail::ContextValues& context)
        : variable_(variable), context_(context) {
      if (const auto* value = context.find(variable)) before_ = *value;
    }

    std::uint64_t variable_;
    CorePtr<detail::ContextValues> context_;
    detail::ContextValues::Value before_;
    bool used_ = false;
  };

  explicit ContextVar(std::string name, std::optional<T> initial = {})
      : name_(std::move(name)), initial_(std::move(initial)) {}
  ContextVar(const ContextVar&) = delete;
  ContextVar& operator=(const ContextVar&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  // The value here, or else the default. Throws LookupError where there is neither.
  [[nodiscard]] T get() const {
    if (const T* value = find()) return *value;
    if (!initial_) throw LookupError(name_);
    return *initial_;
  }

  // The value here, or else `otherwise`.
  [[nodiscard]] T get(T otherwise) const {
    const T* value = find();
    return value == nullptr ? std::move(otherwise) : *value;
  }

  Token set(T value) const {
    auto& context = detail::ContextValues::current();
    Token token(id_, context);
    context.set(id_, std::make_shared<const T>(std::move(value)));
    return token;
  }

  // Takes a set() back. Throws RuntimeError the second time, ValueError if the token is that of
  // another variable, or of a set() in another context.
  void reset(Token& token) const {
    if (token.used_) throw RuntimeError("Token has already been used once");
    if (token.variable_ != id_) {
      throw ValueError("Token was created by a different ContextVar");
    }
    if (token.context_.get() != detail::ContextValues::current_or_null()) {
      throw ValueError("Token was created in a different Context");
    }
    token.used_ = true;
    token.context_->set(id_, token.before_);
  }

 private:
  friend class Context;

  [[nodiscard]] const T* find() const noexcept {
    const auto* context = detail::ContextValues::current_or_null();
    return context == nullptr ? nullptr : find_in(*context);
  }

  [[nodiscard]] const T* find_in(const detail::ContextValues& context) const noexcept {
    const auto* value = context.find(id_);
    return value == nullptr ? nullptr : static_cast<const T*>(value->get());
  }

  std::uint64_t id_ = detail::next_context_variable();
  std::string name_;
  std::optional<T> initial_;
};

template <class T>
std::optional<T> Context::get(const ContextVar<T>& variable) const {
  const T* value = variable.find_in(*values_);
  if (value == nullptr) return {};
  return *value;
}

template <class F>
decltype(auto) Context::run(F&& function) const {
  struct Entered : ContextTurn {
    using ContextTurn::ContextTurn;
    ~Entered() { static_cast<void>(end()); }
  };
  if (values_->entered()) throw RuntimeError("cannot enter context: it is already entered");
  const CorePtr<detail::ContextValues> keep = values_;
  const Entered entered(keep.get());
  return std::forward<F>(function)();
}

}  // namespace sim
