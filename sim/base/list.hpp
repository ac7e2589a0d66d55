// sim/base/list.hpp
//
// A doubly linked list through nodes that lie inside the things it lists: no allocation, and
// whoever is listed can leave in O(1) without knowing which list it stands in.
//
//   struct Waiter : ListNode<> {};
//   List<Waiter> waiters;
//   waiters.push_back(waiter);
//   waiter.unlink();                       // from whichever list it is in
//
// A thing that stands in several lists at once has one node for each, told apart by a tag.
//
// Invariant: a node stands in at most one list; the list is a ring through its own head. What is
// behind a node that stands in none means nothing, and nobody writes it.

#pragma once

#include <cstddef>

#include "sim/base/check.hpp"

namespace sim {

template <class Tag>
class ListNode;
template <class T, class Tag>
class Pile;

// What a node stands behind: another node, or the head of what it stands in.
template <class Tag>
class ListLink {
 private:
  friend class ListNode<Tag>;
  template <class T, class ListTag>
  friend class List;
  template <class T, class ListTag>
  friend class Pile;

  ListNode<Tag>* next_;
};

template <class Tag = void>
class ListNode : private ListLink<Tag> {
 public:
  ListNode() noexcept : prev_(nullptr) {}
  ListNode(const ListNode&) = delete;
  ListNode& operator=(const ListNode&) = delete;

  [[nodiscard]] bool linked() const noexcept { return prev_ != nullptr; }

  // Leaves the list. Does nothing if it stands in none.
  void unlink() noexcept {
    if (prev_ == nullptr) return;
    prev_->next_ = this->next_;
    if (this->next_ != nullptr) this->next_->prev_ = prev_;  // the last of a pile has none
    prev_ = nullptr;
  }

 protected:
  // Of which is not known whether it stands in a list, before it is put there.
  struct Unknown {};
  explicit ListNode(Unknown) noexcept {}
  ~ListNode() = default;

 private:
  template <class T, class ListTag>
  friend class List;
  template <class T, class ListTag>
  friend class Pile;

  ListLink<Tag>* prev_;
};

template <class T, class Tag = void>
class List {
  using Node = ListNode<Tag>;

 public:
  List() noexcept { be_empty(); }
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() { clear(); }

  [[nodiscard]] bool empty() const noexcept { return head_.next_ == &head_; }
  [[nodiscard]] T& front() noexcept { return static_cast<T&>(*head_.next_); }
  [[nodiscard]] T& back() noexcept { return static_cast<T&>(*last()); }

  // Some that are to be put somewhere together. Only the last one has no end yet, and the first no
  // beginning, so that each needs to be written into but once.
  class Row {
   public:
    // All that is put into it stands nowhere.
    explicit Row(T& first) noexcept : first_(&first), last_(&first) {}
    void add(T& item) noexcept {
      Node* const node = &item;
      last_->next_ = node;
      node->prev_ = last_;
      last_ = node;
    }

   private:
    friend class List;
    Node* first_;
    Node* last_;
  };

  // Moves all of `row` to the end of this list.
  void splice_back(const Row& row) noexcept {
    row.first_->prev_ = head_.prev_;
    head_.prev_->next_ = row.first_;
    row.last_->next_ = &head_;
    head_.prev_ = row.last_;
  }

  // Goes through it in order, while nothing is taken out.
  class Walk {
   public:
    explicit Walk(List& list) noexcept : node_(list.head_.next_), end_(&list.head_) {}
    [[nodiscard]] bool left() const noexcept { return node_ != end_; }
    // Requires: left().
    [[nodiscard]] T& here() const noexcept { return static_cast<T&>(*node_); }
    void step() noexcept { node_ = node_->next_; }

   private:
    Node* node_;
    Node* end_;
  };

  void push_back(T& item) noexcept { insert_before(head_, item); }
  // The same of what may not know yet that it stands nowhere.
  void push_back_unknown(T& item) noexcept { link_before(head_, item); }
  // The same where there is no other, in half as many writes. Requires: empty().
  void push_only_unknown(T& item) noexcept {
    Node& node = item;
    node.next_ = &head_;
    node.prev_ = &head_;
    head_.next_ = &node;
    head_.prev_ = &node;
  }
  void push_front(T& item) noexcept { insert_before(*head_.next_, item); }

  T& pop_front() noexcept {
    Node* first = head_.next_;
    head_.next_ = first->next_;
    first->next_->prev_ = &head_;
    first->prev_ = nullptr;
    return static_cast<T&>(*first);
  }

  // Takes out the first and gives it to `f`, until none is left; `f` may put in others, and take
  // any out. Who comes next is known before `f` is called and only compared with the list after
  // it, so that a processor need not wait for what it has just written there.
  template <class F>
  void take_each(F f) {
    Node* next = head_.next_;
    while (next != &head_) {
      Node* first = next;
      next = first->next_;
      head_.next_ = next;
      next->prev_ = &head_;
      first->prev_ = nullptr;
      f(static_cast<T&>(*first));
      Node* expected = next;
      asm("" : "+r"(expected));  // lest what is read is taken for `next` where both are the same
      if (head_.next_ != expected) [[unlikely]] {
        next = head_.next_;
        asm volatile("" : "+r"(next));  // nor in any case
      }
    }
  }

  // The same where there is no other: what it stands between need not be looked for, so that who
  // is put in next need not wait until it is found. Requires: single().
  T& pop_only() noexcept {
    Node* only = head_.next_;
    be_empty();
    only->prev_ = nullptr;
    return static_cast<T&>(*only);
  }

  // Takes out what stands in a list. Requires: it does, and in no pile.
  static void remove(T& item) noexcept {
    Node& node = item;
    ListLink<Tag>* before = node.prev_;
    before->next_ = node.next_;
    node.next_->prev_ = before;
    node.prev_ = nullptr;
  }
  // The same in two parts: the second may be left out if nobody asks any more.
  static void remove_unsaid(T& item) noexcept {
    Node& node = item;
    node.prev_->next_ = node.next_;
    node.next_->prev_ = node.prev_;
  }
  static void say_removed(T& item) noexcept { static_cast<Node&>(item).prev_ = nullptr; }

  // Whether there is one item and no more; whether there is none, or one.
  [[nodiscard]] bool single() const noexcept { return !empty() && at_most_single(); }
  [[nodiscard]] bool at_most_single() const noexcept { return head_.next_ == head_.prev_; }

  // Whether there is that one and no more.
  [[nodiscard]] bool holds_only(const T& item) const noexcept {
    return head_.next_ == &static_cast<const Node&>(item) && at_most_single();
  }

  // Moves all of `other` to the end of this list, in its order.
  void splice_back(List& other) noexcept {
    if (other.empty()) return;
    Node* first = other.head_.next_;
    Node* last = other.last();
    first->prev_ = head_.prev_;
    head_.prev_->next_ = first;
    last->next_ = &head_;
    head_.prev_ = last;
    other.be_empty();
  }

  // Moves all of `other` to the beginning of this list, in its order.
  void splice_front(List& other) noexcept {
    if (other.empty()) return;
    Node* first = other.head_.next_;
    Node* last = other.last();
    last->next_ = head_.next_;
    head_.next_->prev_ = last;
    first->prev_ = &head_;
    head_.next_ = first;
    other.be_empty();
  }

  // Moves all of `pile` to the end of this list, in the order in which they were put there.
  void splice_back(Pile<T, Tag>& pile) noexcept {
    Node* behind = &head_;
    while (!pile.empty()) {
      Node& item = pile.pop_last();
      insert_before(*behind, item);
      behind = &item;
    }
  }

  // The same of a pile of one, which goes from there to here without standing nowhere in between.
  // Requires: pile.single().
  void take_only(Pile<T, Tag>& pile) noexcept { link_before(head_, pile.give_only()); }

  // Unlinks every node; none is destroyed.
  void clear() noexcept {
    while (!empty()) head_.next_->unlink();
  }

  // The node after `item`, nullptr after the last one.
  [[nodiscard]] T* next(T& item) noexcept { return item_at(static_cast<Node&>(item).next_); }
  [[nodiscard]] T* first() noexcept { return item_at(head_.next_); }

  [[nodiscard]] std::size_t count() const noexcept {
    std::size_t n = 0;
    for (const Node* node = head_.next_; node != &head_; node = node->next_) ++n;
    return n;
  }

 private:
  struct Head : Node {};

  void be_empty() noexcept {
    head_.next_ = &head_;
    head_.prev_ = &head_;
  }
  [[nodiscard]] Node* last() noexcept { return static_cast<Node*>(head_.prev_); }

  [[nodiscard]] T* item_at(Node* node) noexcept {
    return node == &head_ ? nullptr : &static_cast<T&>(*node);
  }

  static void insert_before(Node& place, Node& item) noexcept {
    SIM_CHECK(!item.linked(), "a node is put into a second list");
    link_before(place, item);
  }
  static void link_before(Node& place, Node& item) noexcept {
    ListLink<Tag>* before = place.prev_;
    item.next_ = &place;
    before->next_ = &item;
    item.prev_ = before;
    place.prev_ = &item;
  }

  Head head_;
};

}  // namespace sim
