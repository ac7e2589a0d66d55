#include "sim/aio/call_graph.hpp"

#include <cstdint>
#include <utility>

#include "sim/base/pointer_numbers.hpp"
#include "sim/coro/blocker.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/coro/task_core.hpp"

namespace sim {
namespace {

using Index = CallGraph::Index;

// Draws the graph, task by task.
class Drawing {
 public:
  Index add(Blocker& blocker) {
    const Index index = blockers_.size();
    const Index first = drawn_.first_number(&blocker, static_cast<std::uint32_t>(index));
    if (first != index) return first;
    blockers_.push_back(&blocker);
    const TaskCore* task = blocker.as_task();
    graph_.nodes.push_back({.name = blocker.title(),
                            .task = task == nullptr ? TaskId{} : task->id(),
                            .depth = task == nullptr ? 0 : task->depth(),
                            .awaits = {},
                            .awaited_by = {}});
    return index;
  }

  // What is added on the way gets its own turn: no recursion, however long the chain.
  CallGraph finish() {
    std::vector<Blocker*> awaited;
    for (Index i = 0; i < blockers_.size(); ++i) {
      awaited.clear();
      blockers_[i]->add_awaited(awaited);
      for (Blocker* blocker : awaited) {
        const Index part = add(*blocker);
        graph_.nodes[i].awaits.push_back(part);
        graph_.nodes[part].awaited_by.push_back(i);
      }
    }
    return std::move(graph_);
  }

 private:
  CallGraph graph_;
  std::vector<Blocker*> blockers_;  // by node
  PointerNumbers drawn_;
};

Drawing draw_tasks(const Loop& loop) {
  Drawing drawing;
  for (const AnyTask& task : all_tasks(loop)) drawing.add(task.core());
  return drawing;
}

// Marks what is reached from `from` along what it awaits; gives a ring if one closes on the way.
class Walk {
 public:
  explicit Walk(const CallGraph& graph) : graph_(graph), state_(graph.nodes.size()) {}

  [[nodiscard]] bool seen(Index node) const { return state_[node] != State::unseen; }

  std::vector<Index> from(Index start) {
    std::vector<Index> ring;
    enter(start);
    while (!path_.empty()) {
      Step& step = path_.back();
      const std::vector<Index>& awaits = graph_.nodes[step.node].awaits;
      if (step.next == awaits.size()) {
        state_[step.node] = State::left;
        path_.pop_back();
        continue;
      }
      const Index part = awaits[step.next++];
      if (state_[part] == State::unseen) {
        enter(part);
      } else if (state_[part] == State::on_path && ring.empty()) {
        ring = path_from(part);
      }
    }
    return ring;
  }

 private:
  enum class State : std::uint8_t { unseen, on_path, left };
  struct Step {
    Index node;
    std::size_t next = 0;
  };

  void enter(Index node) {
    state_[node] = State::on_path;
    path_.push_back({node});
  }

  [[nodiscard]] std::vector<Index> path_from(Index node) const {
    std::vector<Index> ring;
    for (const Step& step : path_) {
      if (!ring.empty() || step.node == node) ring.push_back(step.node);
    }
    return ring;
  }

  const CallGraph& graph_;
  std::vector<State> state_;
  std::vector<Step> path_;
};

// Writes the trees line by line.
class Printer {
 public:
  Printer(const CallGraph& graph, std::size_t depth_max)
      : graph_(graph), depth_max_(depth_max), printed_(graph.nodes.size()) {}

  std::string print() {
    const std::vector<Index> roots = graph_.roots();
    for (const Index& root : roots) print_tree({root, 0, 0, &root == &roots.back()});
    return std::move(text_);
  }

 private:
  struct Line {
    Index node;
    std::size_t level;
    std::size_t indent;  // how much of the margin stands before it
    bool last;
  };

  void print_tree(Line root) {
    open_.push_back(root);
    while (!open_.empty()) {
      const Line line = open_.back();
      open_.pop_back();
      indent_.resize(line.indent);
      write(line);
      if (printed_[line.node] || line.level == depth_max_) continue;
      printed_[line.node] = true;
      indent_ += line.last ? "    " : "│   ";
      const std::vector<Index>& awaits = graph_.nodes[line.node].awaits;
      for (std::size_t i = awaits.size(); i-- > 0;) {
        open_.push_back({awaits[i], line.level + 1, indent_.size(), i + 1 == awaits.size()});
      }
    }
  }

  void write(const Line& line) {
    const CallGraph::Node& node = graph_.nodes[line.node];
    text_ += indent_ + (line.last ? "└── " : "├── ");
    if (node.task) text_ += "(T) ";
    text_ += node.name;
    if (node.depth > 1) text_ += ", " + std::to_string(node.depth) + " coroutines deep";
    if (printed_[line.node] && !node.awaits.empty()) {
      text_ += " (as above)";
    } else if (line.level == depth_max_ && !node.awaits.empty()) {
      text_ += " ...";
    } else if (node.task && node.awaits.empty()) {
      text_ += ", ready";
    }
    text_ += "\n";
  }

  const CallGraph& graph_;
  std::size_t depth_max_;
  std::vector<bool> printed_;
  std::vector<Line> open_;
  std::string indent_;
  std::string text_;
};

// The part of a graph that leads to `start`, which becomes node 0.
CallGraph leading_to(const CallGraph& whole, Index start) {
  constexpr Index none = static_cast<Index>(-1);
  std::vector<Index> kept{start};
  std::vector<Index> place(whole.nodes.size(), none);
  place[start] = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    for (const Index waiter : whole.nodes[kept[i]].awaited_by) {
      if (place[waiter] != none) continue;
      place[waiter] = kept.size();
      kept.push_back(waiter);
    }
  }
  CallGraph part;
  const auto renumber = [&](const std::vector<Index>& nodes) {
    std::vector<Index> there;
    for (const Index node : nodes) {
      if (place[node] != none) there.push_back(place[node]);
    }
    return there;
  };
  for (const Index node : kept) {
    part.nodes.push_back(whole.nodes[node]);
    part.nodes.back().awaits = renumber(whole.nodes[node].awaits);
    part.nodes.back().awaited_by = renumber(whole.nodes[node].awaited_by);
  }
  return part;
}

}  // namespace

std::vector<Index> CallGraph::roots() const {
  std::vector<Index> roots;
  Walk walk(*this);
  for (Index node = 0; node < nodes.size(); ++node) {
    if (!nodes[node].awaited_by.empty()) continue;
    roots.push_back(node);
    walk.from(node);
  }
  for (Index node = 0; node < nodes.size(); ++node) {
    if (walk.seen(node)) continue;
    roots.push_back(node);
    walk.from(node);
  }
  return roots;
}

std::vector<Index> CallGraph::find_ring() const {
  Walk walk(*this);
  for (Index node = 0; node < nodes.size(); ++node) {
    if (walk.seen(node)) continue;
    std::vector<Index> ring = walk.from(node);
    if (!ring.empty()) return ring;
  }
  return {};
}

CallGraph capture_call_graphs(const Loop& loop) { return draw_tasks(loop).finish(); }

CallGraph capture_call_graph(const AnyFuture& future) {
  FutureCore& core = future.core();
  Drawing drawing = core.orphaned() ? Drawing() : draw_tasks(core.loop());
  const Index start = drawing.add(core);
  return leading_to(drawing.finish(), start);
}

std::string format_call_graph(const CallGraph& graph, std::size_t depth_max) {
  return Printer(graph, depth_max).print();
}

}  // namespace sim
