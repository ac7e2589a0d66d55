// sim/sched/wakeup_tree.hpp
//
// A WakeupTree is what remains to be run from one point of a run: the beginnings of runs, none of
// which is the same as another but for the order of steps that do not depend on each other.
//
//   WakeupTree tree;
//   tree.insert({a, b, c});                // does nothing if the tree covers it
//   WakeupTree::Node first = tree.take_first();
//
// P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas, "Source sets: a foundation for optimal dynamic
// partial order reduction", JACM 64(4), 2017, section 6.

#pragma once

#include <vector>

#include "sim/sched/dpor_event.hpp"

namespace sim::dpor {

class WakeupTree {
 public:
  struct Node;

  [[nodiscard]] bool empty() const noexcept { return nodes_.empty(); }

  // Requires: !empty(). The first to come, with what comes after it.
  [[nodiscard]] Node take_first();

  // Returns whether anything was added. `due`: at the point that the tree belongs to.
  bool insert(std::vector<Event> row, Due due = {});

  void put(Node node);

  // Another way to answer what is asked in an event; not compared to others.
  void add(Event event);

 private:
  std::vector<Node> nodes_;
};

struct WakeupTree::Node {
  Event event{};
  WakeupTree after{};
};

}  // namespace sim::dpor
