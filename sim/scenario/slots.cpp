#include "sim/scenario/slots.hpp"

#include "sim/loop/loop.hpp"

namespace sim::scenario {

Slots::Shared::Shared(All values) : all(std::move(values)) {
  if (Loop* loop = Loop::current_or_null()) cell_ = loop->next_cell();
}

void Slots::Shared::tell(Deed deed) const {
  if (cell_ == 0) return;
  if (Loop* loop = Loop::current_or_null()) loop->note(deed, cell_);
}

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
