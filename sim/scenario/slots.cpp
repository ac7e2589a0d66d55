#include "sim/scenario/slots.hpp"

namespace sim::scenario {

Slots Slots::share() const {
  if (!shared_) shared_ = std::make_shared<Shared>(std::move(own_));
  Slots same;
  same.shared_ = shared_;
  return same;
}

// As a tuple would, however deep the values are.
void Slots::Shared::drop() {
  Values values;
  for (std::optional<Value>& value : all) {
    if (value) values.push_back(std::move(*value));
    value.reset();
  }
  const TupleObject dropped(std::move(values));
}

}  // namespace sim::scenario
