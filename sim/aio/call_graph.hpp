// sim/aio/call_graph.hpp
//
// Who waits for what: through coroutines, tasks, gather, shield, wait, groups, locks.
//
//   std::puts(format_call_graph(capture_call_graphs()).c_str());
//
//   └── (T) Task-1
//       └── gather()
//           ├── (T) Task-2
//           │   └── sleep(1)
//           └── (T) Task-3
//               └── (T) Task-2 (as above)
//
// A picture of one moment, in words: it holds no part of the run. Its order is that of creation and
// of the arguments. A lock leads to the task that holds it, so a ring in the graph is a deadlock.
// Mirrors capture_call_graph and format_call_graph of CPython 3.14, and its `python -m asyncio
// pstree`. A coroutine has no name in C++: a task tells how many of its own stand on each other.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/ids.hpp"
#include "sim/coro/task.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

struct CallGraph {
  using Index = std::size_t;

  // A task, or what stands between tasks: a future, a gather, a wait, a place in a queue, a sleep.
  struct Node {
    std::string name;  // "Task-2", "gather()", "a lock"
    TaskId task{};     // 0 if it is none
    std::size_t depth = 0;          // how many coroutines await each other in the task
    std::vector<Index> awaits;      // in the order of the arguments
    std::vector<Index> awaited_by;  // in the order of creation

    friend bool operator==(const Node&, const Node&) = default;
  };

  std::vector<Node> nodes;

  // Where to begin reading: what nobody awaits, and one node of each ring that is reached from
  // nowhere else.
  [[nodiscard]] std::vector<Index> roots() const;
  // One ring of tasks that wait for each other; empty if there is none.
  [[nodiscard]] std::vector<Index> find_ring() const;
};

// All tasks of a loop that are not done, in the order of creation, and then what they wait for.
[[nodiscard]] CallGraph capture_call_graphs(const Loop& loop = Loop::current());

// A future, and who awaits it, and who awaits those: as capture_call_graph of asyncio. The future
// is node 0. Of a future that is done, or whose loop has ended, it is the only one.
[[nodiscard]] CallGraph capture_call_graph(const AnyFuture& future);

// From those who wait down to what they wait for, at most `depth_max` below each other; what stands
// there before is not repeated.
[[nodiscard]] std::string format_call_graph(const CallGraph& graph, std::size_t depth_max = 100);

}  // namespace sim
