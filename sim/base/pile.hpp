// sim/base/pile.hpp
//
// The nodes of a List (sim/base/list.hpp) in half the room: a pointer to the last one that was put
// there. For the many of which most stay empty, or hold one.
//
//   Pile<Runnable> callbacks;
//   callbacks.push(runnable);
//   runnable.unlink();                     // O(1), as from a list
//   ready.splice_back(callbacks);          // all of them go to a List, in the order of push()
//
// It may stand on a ground: a node below all items, which is none, and which several piles may
// share. Until leave_ground() such a pile is only pushed to, and its items may unlink themselves.

#pragma once

#include <utility>

#include "sim/base/check.hpp"
#include "sim/base/list.hpp"

namespace sim {

template <class T, class Tag = void>
class Pile {
  using Node = ListNode<Tag>;

 public:
  Pile() noexcept { top_.next_ = nullptr; }
  Pile(const Pile&) = delete;
  Pile& operator=(const Pile&) = delete;

  [[nodiscard]] bool empty() const noexcept { return top_.next_ == nullptr; }

  // Whether there is one item and no more. Requires: it is not empty.
  [[nodiscard]] bool single() const noexcept { return top_.next_->next_ == nullptr; }

  void push(T& item) noexcept {
    Node& node = item;
    SIM_CHECK(!node.linked(), "a node is put into a second list");
    Node* below = top_.next_;
    node.prev_ = &top_;
    asm("" : "+m"(node.prev_));  // lest GCC joins both into a vector
    node.next_ = below;
    if (below != nullptr) [[unlikely]] below->prev_ = &node;
    top_.next_ = &node;
  }

  // The same of what stands nowhere. Requires: it is empty.
  void push_first(T& item) noexcept {
    Node& node = item;
    node.prev_ = &top_;
    asm("" : "+m"(node.prev_));  // as above
    node.next_ = nullptr;
    top_.next_ = &node;
  }

  // The one that was put there last. Requires: there is one.
  [[nodiscard]] T& last() noexcept { return static_cast<T&>(*top_.next_); }

  // Takes the one that was put there last. Requires: there is one.
  T& pop_last() noexcept {
    Node* last = top_.next_;
    Node* below = last->next_;
    top_.next_ = below;
    if (below != nullptr) [[unlikely]] below->prev_ = &top_;
    last->prev_ = nullptr;
    return static_cast<T&>(*last);
  }

  // Takes the only one. Requires: single().
  void pop_only() noexcept { give_only().prev_ = nullptr; }

  // Requires: it is empty.
  void stand_on(Node& ground) noexcept {
    ground.next_ = nullptr;
    top_.next_ = &ground;
  }

  // Gives the ground back. Requires: it stands on one.
  Node& leave_ground() noexcept {
    ListLink<Tag>* above = &top_;
    while (above->next_->next_ != nullptr) above = above->next_;
    return *std::exchange(above->next_, nullptr);
  }

 private:
  friend class List<T, Tag>;

  // Leaves it to the caller to say where it stands. Requires: single().
  Node& give_only() noexcept { return *std::exchange(top_.next_, nullptr); }

  ListLink<Tag> top_;
};

}  // namespace sim
