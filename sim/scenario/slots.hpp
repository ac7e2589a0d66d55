// sim/scenario/slots.hpp
//
// The variables of a coroutine, by slot; nothing where one is not bound yet.
//
//   Slots locals(2);
//   locals[0] = 1;
//   Slots seen = locals.share();       // of a lambda: the same variables, not their values
//
// Promise: sharing costs those nothing who never do it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/loop/picker.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

class Slots {
 public:
  Slots() = default;
  explicit Slots(std::size_t count) : own_(count) {}

  [[nodiscard]] std::size_t size() const { return all().size(); }
  [[nodiscard]] std::optional<Value>& operator[](std::size_t slot) {
    if (shared_) [[unlikely]] shared_->tell(Deed::writes_cell);
    return all()[slot];
  }
  [[nodiscard]] const std::optional<Value>& operator[](std::size_t slot) const {
    if (shared_) [[unlikely]] shared_->tell(Deed::reads_cell);
    return all()[slot];
  }

  // The same, where nobody needs to be told; nullptr where the variables are shared.
  [[nodiscard]] const std::optional<Value>* unshared(std::size_t slot) const {
    return shared_ ? nullptr : &own_[slot];
  }

  // Slots that are these.
  [[nodiscard]] Slots share() const;

 private:
  using All = std::vector<std::optional<Value>>;

  // Those of a lambda may hold the lambda.
  class Shared final : public HeldValues {
   public:
    explicit Shared(All values);
    ~Shared() { drop(); }
    void let_go() override { drop(); }
    // Whoever calls the lambda reads them, in whatever task: a picker that minds hears of it.
    void tell(Deed deed) const;

    All all;

   private:
    void drop();

    std::uint32_t cell_ = 0;
  };

  [[nodiscard]] All& all() const { return shared_ ? shared_->all : own_; }

  mutable All own_;
  mutable std::shared_ptr<Shared> shared_;
};

}  // namespace sim::scenario
