// sim/sched/turn_counts.hpp
//
// TurnCounts count, for each track but that of the steps, how often each task was asked: the
// occurrence in the key of a deviation.
//
//   Turn turn = counts.next(lineup, choice);
//
// A question is that of its first candidate, or, where it has none, of the task that runs.

#pragma once

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "sim/loop/chooser.hpp"
#include "sim/sched/lineup.hpp"

namespace sim {

class TurnCounts {
 public:
  void begin_run() noexcept {
    for (std::vector<std::uint32_t>& counts : counts_) counts.clear();
  }

  // The task that this question is asked, and for the how-manieth time.
  std::pair<TaskTree::Node, std::uint32_t> next(Lineup& lineup, const Choice& choice) {
    const TaskTree::Node node = choice.ready.empty()
                                    ? lineup.running()
                                    : lineup.tree().node(choice.ready.front(), lineup.running());
    std::vector<std::uint32_t>& counts = counts_[static_cast<std::size_t>(choice.kind)];
    if (counts.size() <= node) counts.resize(lineup.tree().size());
    return {node, ++counts[node]};
  }

 private:
  std::array<std::vector<std::uint32_t>, 4> counts_;
};

}  // namespace sim
