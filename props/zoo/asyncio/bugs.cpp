#include <algorithm>

#include "props/zoo/asyncio/bug.hpp"

namespace sim::zoo::asyncio {

const std::vector<Bug>& bugs() {
  static const std::vector<Bug> all = [] {
    std::vector<Bug> made;
    for (auto* add : {add_locks, add_conditions, add_semaphores, add_queues, add_wait_fors,
                      add_gathers, add_groups, add_timeouts}) {
      add(made);
    }
    return made;
  }();
  return all;
}

const Bug* find(std::string_view name) {
  const auto found =
      std::ranges::find_if(bugs(), [name](const Bug& bug) { return bug.name == name; });
  return found == bugs().end() ? nullptr : &*found;
}

}  // namespace sim::zoo::asyncio
