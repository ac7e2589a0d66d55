// sim/base/heapq.hpp
//
// Python's heapq, move by move: where two items are equal, or not ordered at all, they come out in
// the order in which CPython's heap gives them, which the heaps of the standard library do not
// promise.
//
//   std::vector<Job> heap;
//   heapq_push(heap, job);
//   Job first = heapq_pop(heap);
//
// The one comparison is `a < b`. Where it throws, the heap keeps all its items, where they stand by
// then; what was about to be popped is lost. Mirrors CPython 3.11's Modules/_heapqmodule.c
// (siftdown, siftup).

#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "sim/base/check.hpp"

namespace sim {

namespace detail {

// The place that an item was taken out of. It moves about, and the item goes back into it.
template <class T>
class HeapHole {
 public:
  HeapHole(std::vector<T>& heap, std::size_t place)
      : item(std::move(heap[place])), heap_(heap), place_(place) {}
  ~HeapHole() { heap_[place_] = std::move(item); }
  HeapHole(const HeapHole&) = delete;
  HeapHole& operator=(const HeapHole&) = delete;

  [[nodiscard]] std::size_t place() const { return place_; }
  void move_to(std::size_t place) {
    heap_[place_] = std::move(heap_[place]);
    place_ = place;
  }

  T item;

 private:
  std::vector<T>& heap_;
  std::size_t place_;
};

// Moves the item at `place` towards the root, not above `start`.
template <class T, class Less>
void heapq_sift_down(std::vector<T>& heap, std::size_t start, std::size_t place, Less less) {
  HeapHole<T> hole(heap, place);
  while (hole.place() > start) {
    const std::size_t parent = (hole.place() - 1) / 2;
    if (!less(hole.item, heap[parent])) break;
    hole.move_to(parent);
  }
}

// Moves a hole down to a leaf along the smaller children (the right one where neither is), puts
// the item there and lets it rise.
template <class T, class Less>
void heapq_sift_up(std::vector<T>& heap, std::size_t place, Less less) {
  const std::size_t start = place;
  {
    HeapHole<T> hole(heap, place);
    for (std::size_t child = 2 * place + 1; child < heap.size(); child = 2 * place + 1) {
      const std::size_t right = child + 1;
      if (right < heap.size() && !less(heap[child], heap[right])) child = right;
      hole.move_to(child);
      place = child;
    }
  }
  heapq_sift_down(heap, start, place, less);
}

}  // namespace detail

template <class T, class Less = std::less<>>
void heapq_push(std::vector<T>& heap, T item, Less less = {}) {
  heap.push_back(std::move(item));
  detail::heapq_sift_down(heap, 0, heap.size() - 1, less);
}

// Requires: the heap is not empty.
template <class T, class Less = std::less<>>
[[nodiscard]] T heapq_pop(std::vector<T>& heap, Less less = {}) {
  SIM_CHECK(!heap.empty(), "an item of an empty heap is asked for");
  T last = std::move(heap.back());
  heap.pop_back();
  if (heap.empty()) return last;
  T first = std::exchange(heap.front(), std::move(last));
  detail::heapq_sift_up(heap, 0, less);
  return first;
}

// Makes a heap of a list.
template <class T, class Less = std::less<>>
void heapq_heapify(std::vector<T>& heap, Less less = {}) {
  for (std::size_t i = heap.size() / 2; i-- > 0;) detail::heapq_sift_up(heap, i, less);
}

}  // namespace sim
