#include "sim/sched/task_kinds.hpp"

#include <cstddef>
#include <map>

namespace sim {

void TaskKinds::sort() {
  const std::vector<std::uint32_t> users_of = users();
  std::map<Uses, std::uint32_t> numbers;
  kinds_.assign(uses_.size(), 0);
  some_alike_ = false;
  for (Node node = 0; node < uses_.size(); ++node) {
    Uses shared = uses_[node];
    for (std::size_t object = 0; object < shared.size(); ++object) {
      if (users_of[object] < 2) shared[object] = 0;
    }
    while (!shared.empty() && shared.back() == 0) shared.pop_back();
    const auto next = static_cast<std::uint32_t>(numbers.size());
    const auto [found, is_new] = numbers.try_emplace(shared, next);
    kinds_[node] = found->second;
    if (!is_new && !shared.empty()) some_alike_ = true;
  }
  count_ = static_cast<std::uint32_t>(numbers.size());
}

// By object: how many tasks touch it.
std::vector<std::uint32_t> TaskKinds::users() const {
  std::vector<std::uint32_t> users;
  for (const Uses& uses : uses_) {
    if (users.size() < uses.size()) users.resize(uses.size());
    for (std::size_t object = 0; object < uses.size(); ++object) {
      users[object] += uses[object] != 0 ? 1 : 0;
    }
  }
  return users;
}

}  // namespace sim
