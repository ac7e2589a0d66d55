#include "sim/explore/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace sim {
namespace {

std::string share(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2g", number);
  return text;
}

}  // namespace

void Coverage::add(std::uint64_t trace) {
  ++schedules_;
  species_.push_back({trace, 1});
  if (species_.size() > 2 * sorted_ + 1'024) sort();
}

void Coverage::add(const Coverage& other) {
  other.sort();
  schedules_ += other.schedules_;
  species_.insert(species_.end(), other.species_.begin(), other.species_.end());
  complete_ = other.complete_;
  traces_ = other.traces_;
  interleavings_ = other.interleavings_;
}

void Coverage::sort() const {
  if (sorted_ == species_.size()) return;
  std::sort(species_.begin(), species_.end(),
            [](const Species& a, const Species& b) { return a.trace < b.trace; });
  std::size_t last = 0;
  for (std::size_t index = 1; index < species_.size(); ++index) {
    if (species_[index].trace == species_[last].trace) {
      species_[last].times += species_[index].times;
    } else {
      species_[++last] = species_[index];
    }
  }
  species_.resize(last + 1);
  sorted_ = species_.size();
}

std::uint64_t Coverage::distinct() const {
  if (complete_) return traces_;
  sort();
  return species_.size();
}

std::uint64_t Coverage::seen(std::uint64_t times) const {
  sort();
  return static_cast<std::uint64_t>(std::count_if(
      species_.begin(), species_.end(), [&](const Species& kind) { return kind.times == times; }));
}

double Coverage::unseen() const {
  if (complete_) return 0.0;
  if (schedules_ == 0) return 1.0;
  return static_cast<double>(seen(1)) / static_cast<double>(schedules_);
}

double Coverage::richness() const {
  const auto known = static_cast<double>(distinct());
  if (complete_) return known;
  const auto once = static_cast<double>(seen(1));
  const auto twice = static_cast<double>(seen(2));
  if (twice > 0) return known + once * once / (2 * twice);
  return known + once * (once - 1) / 2;
}

double Coverage::failure_bound() const {
  if (complete_) return 0.0;
  return schedules_ < 3 ? 1.0 : 3.0 / static_cast<double>(schedules_);
}

std::string Coverage::text() const {
  if (complete_) {
    const std::string all =
        distinct() == 1 ? "the only trace" : "all " + with_commas(distinct()) + " traces";
    return interleavings_.known() ? all + " (of " + interleavings_.text() + ")" : all;
  }
  return with_commas(schedules_) + " schedules, " + with_commas(distinct()) +
         " different traces of about " +
         with_commas(static_cast<std::uint64_t>(std::llround(richness()))) +
         "; the next one is new with probability " + share(unseen());
}

}  // namespace sim
