#include "props/zoo/zoo.hpp"

#include <algorithm>

#include "props/zoo/buffers.hpp"
#include "props/zoo/locks.hpp"
#include "props/zoo/orders.hpp"
#include "props/zoo/windows.hpp"

namespace sim::zoo {
namespace {

template <int setters, int checkers>
Ending reorder_of(Loop& loop, Translation translation) {
  return reorder(loop, translation, setters, checkers);
}

template <int writers, int readers>
Ending twostage_of(Loop& loop, Translation translation) {
  return twostage(loop, translation, writers, readers);
}

template <int others>
Ending wronglock_of(Loop& loop, Translation translation) {
  return wronglock(loop, translation, others);
}

constexpr std::string_view kReorder =
    "a checker reads a after some setter has set it, and b before any setter has";
constexpr std::string_view kTwostage =
    "a reader comes after a writer's first stage, and before any writer's second";
constexpr std::string_view kWronglock =
    "the value is guarded by two locks, so an increment falls between reading and checking";
constexpr std::string_view kWasted =
    "a round of one side finds nothing to do and is lost, so values and rounds part";

}  // namespace

const std::vector<Kept>& programs() {
  static const std::vector<Kept> kept = {
      {"account", "the check comes last, and what it expects is wrong", account},
      {"carter01", "each takes m and then l; one holds l and wants m, the other the reverse",
       carter01},
      {"circular_buffer", kWasted, circular_buffer},
      {"deadlock01", "two tasks take two locks in opposite orders", deadlock01},
      {"lazy01", "the check comes after both additions", lazy01},
      {"queue", kWasted, queue},
      {"reorder_3", kReorder, reorder_of<2, 1>},
      {"reorder_4", kReorder, reorder_of<3, 1>},
      {"reorder_5", kReorder, reorder_of<4, 1>},
      {"reorder_10", kReorder, reorder_of<9, 1>},
      {"reorder_20", kReorder, reorder_of<10, 10>},
      {"reorder_50", kReorder, reorder_of<40, 10>},
      {"reorder_100", kReorder, reorder_of<99, 1>},
      {"stack", "a flag is never cleared, so there may be more pops than pushes", stack},
      {"sync01", "nobody takes anything out, so who waits for room waits for ever", sync01},
      {"twostage", kTwostage, twostage_of<1, 1>},
      {"twostage_20", kTwostage, twostage_of<10, 10>},
      {"twostage_50", kTwostage, twostage_of<40, 10>},
      {"twostage_100", kTwostage, twostage_of<99, 1>},
      {"wronglock", kWronglock, wronglock_of<7>},
      {"wronglock_3", kWronglock, wronglock_of<3>},
  };
  return kept;
}

const Kept* find(std::string_view name) {
  const std::vector<Kept>& all = programs();
  const auto found =
      std::find_if(all.begin(), all.end(), [name](const Kept& kept) { return kept.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace sim::zoo
