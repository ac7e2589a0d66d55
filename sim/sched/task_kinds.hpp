// sim/sched/task_kinds.hpp
//
// TaskKinds tell which tasks are of one kind: they touch the same shared objects in the same ways,
// and so may change places. Of a hundred tasks there may be two kinds.
//
//   kinds.note(node, {object, Access::write});    // whatever it touches, in any run
//   kinds.sort();
//   kinds.of(node) == kinds.of(other);
//
// What one task alone touches says nothing of its kind.

#pragma once

#include <cstdint>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/loop/picker.hpp"
#include "sim/sched/task_tree.hpp"

namespace sim {

class TaskKinds {
 public:
  using Node = TaskTree::Node;

  void note(Node node, ObjectId object, Access access) {
    if (uses_.size() <= node) uses_.resize(node + 1);
    if (uses_[node].size() <= object.value()) uses_[node].resize(object.value() + 1);
    uses_[node][object.value()] |= access == Access::write ? 2 : 1;
  }
  void sort();

  // Requires: node < size().
  [[nodiscard]] std::uint32_t of(Node node) const { return kinds_[node]; }
  [[nodiscard]] std::size_t size() const noexcept { return kinds_.size(); }
  // How many kinds there are, and whether one of them has several tasks.
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] bool some_alike() const noexcept { return some_alike_; }

 private:
  using Uses = std::vector<std::uint8_t>;  // by object: 1 it reads, 2 it writes

  [[nodiscard]] std::vector<std::uint32_t> users() const;

  std::vector<Uses> uses_;            // by node
  std::vector<std::uint32_t> kinds_;  // by node
  std::uint32_t count_ = 0;
  bool some_alike_ = false;
};

}  // namespace sim
