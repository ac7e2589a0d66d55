#include "props/script/shape.hpp"

#include <algorithm>
#include <array>

namespace sim::props::script {
namespace {

constexpr std::array<std::string_view, feature_count> names{
    "core",      "cancel",   "uncancel",       "gather",     "wait",     "wait_for",
    "shield",    "as_completed", "timeout",    "task_group", "future",   "lock",
    "event",     "condition", "semaphore",     "barrier",    "queue",    "priority_queue",
    "lifo_queue", "random",  "exception_group", "misuse",    "python"};

constexpr std::array<Feature, feature_count> make_features() {
  std::array<Feature, feature_count> all{};
  for (std::size_t i = 0; i < feature_count; ++i) all[i] = static_cast<Feature>(i);
  return all;
}

constexpr std::array<Feature, feature_count> features = make_features();

}  // namespace

std::string_view name_of(Feature feature) { return names[index_of(feature)]; }

std::optional<Feature> feature_named(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return features[static_cast<std::size_t>(found - names.begin())];
}

std::span<const Feature> all_features() { return features; }

}  // namespace sim::props::script
