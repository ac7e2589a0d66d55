#include "sim/explore/trace_hash.hpp"

#include "sim/base/hash.hpp"

namespace sim {

void TraceHash::begin_run(Chooser& inner) {
  inner_ = &inner;
  inner_picker_ = inner.picker();
  lineup_.begin_run();
  accesses_.clear();
  objects_.clear();
  answers_ = sum_ = 0;
}

Picker::Place TraceHash::pick() {
  Place place = inner_picker_->pick();
  if (place == first_in_line) {
    place = lineup_.first();
    inner_picker_->leaves(place);
  }
  lineup_.steps(place);
  return place;
}

void TraceHash::touches(ObjectId object, Access access) {
  inner_picker_->touches(object, access);
  const TaskTree::Node node = lineup_.running();
  if (accesses_.size() <= node) accesses_.resize(lineup_.tree().size());
  if (objects_.size() <= object.value()) objects_.resize(object.value() + 1);
  Object& seen = objects_[object.value()];
  const std::uint64_t who = mix(name_of(node), ++accesses_[node], object.value());
  if (access == Access::read) {
    const std::uint64_t read = mix(who, seen.last_write, 1);
    seen.reads += read;
    sum_ += read;
  } else {
    seen.last_write = mix(who, seen.last_write, seen.reads + 2);
    seen.reads = 0;
    sum_ += seen.last_write;
  }
}

std::uint64_t TraceHash::name_of(TaskTree::Node node) {
  if (names_.size() <= node) names_.resize(lineup_.tree().size());
  if (names_[node] == 0) {
    Digest digest;
    for (const std::uint32_t ordinal : lineup_.tree().path(node)) digest.add(ordinal);
    names_[node] = digest.value() | 1;
  }
  return names_[node];
}

std::uint64_t TraceHash::mix(std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  Digest digest;
  digest.add(a);
  digest.add(b);
  digest.add(c);
  return digest.value();
}

}  // namespace sim
