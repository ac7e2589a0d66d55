// props/script/shape.hpp
//
// What random scripts are made of: which features of the language, and how long they are.
//
//   Shape shape;                                    // everything
//   shape.features.reset(index_of(Feature::barrier));
//   for (Feature f : all_features()) std::cout << name_of(f) << '\n';
//
// A script uses a few of the features a lot, so that tasks meet in them, and most of the others
// not at all.

#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sim::props::script {

enum class Feature : std::uint8_t {
  core,  // print, sleep, spawn, await, if, for, while, try, raise, return, let, set
  cancel,
  uncancel,
  gather,
  wait,
  wait_for,
  shield,
  as_completed,
  timeout,
  task_group,
  future,
  lock,
  event,
  condition,
  semaphore,
  barrier,
  queue,
  priority_queue,
  lifo_queue,
  random,
  exception_group,
  misuse,  // wrong arguments, methods that the value lacks, values that cannot be awaited
  python,  // the rules of 3.10 and 3.12
};

inline constexpr std::size_t feature_count = static_cast<std::size_t>(Feature::python) + 1;

using FeatureSet = std::bitset<feature_count>;

[[nodiscard]] constexpr std::size_t index_of(Feature feature) noexcept {
  return static_cast<std::size_t>(feature);
}

[[nodiscard]] std::string_view name_of(Feature feature);
[[nodiscard]] std::optional<Feature> feature_named(std::string_view name);
[[nodiscard]] std::span<const Feature> all_features();

struct Shape {
  FeatureSet features = FeatureSet{}.set();  // `core` is always there
  int steps_max = 45;                        // about; what guards a step is not counted
};

}  // namespace sim::props::script
