#include "sim/sched/pos.hpp"

namespace sim {

void PosStrategy::prepare() {
  line_.clear();
  for (std::vector<Place>& places : on_object_) places.clear();
}

void PosStrategy::joins(Place place, TaskId task) {
  const Footprint footprint = known().pending(arrive(place, task));
  const std::uint32_t object = footprint.object.value();
  line_.push(place, draws().next());
  if (pending_.size() <= place) [[unlikely]] pending_.resize(place + 1);
  pending_[place].footprint = footprint;
  if (object == 0) return;
  if (on_object_.size() <= object) [[unlikely]] on_object_.resize(object + 1);
  pending_[place].index = static_cast<std::uint32_t>(on_object_[object].size());
  on_object_[object].push_back(place);
}

void PosStrategy::withdraw(Place place) {
  line_.erase(place);
  const Pending& gone = pending_[place];
  if (!gone.footprint.object) return;
  std::vector<Place>& places = on_object_[gone.footprint.object.value()];
  pending_[places.back()].index = gone.index;
  places[gone.index] = places.back();
  places.pop_back();
}

Picker::Place PosStrategy::next() {
  const Place place = line_.top();
  withdraw(place);
  redraw_racing(pending_[place].footprint);
  depart(place);
  return place;
}

void PosStrategy::redraw_racing(Footprint footprint) {
  if (!footprint.object) return;
  for (const Place place : on_object_[footprint.object.value()]) {
    if (pending_[place].footprint.races(footprint)) line_.set(place, draws().next());
  }
}

}  // namespace sim
