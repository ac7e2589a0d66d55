#include "props/zoo/actor.hpp"

namespace sim::zoo {
Ending Stage::play(Coro<> main) {
  const Task<> task = create_task_on(loop_, std::move(main), "main");
  while (!task.done()) {
    if (!loop_.run_once()) {
      return ending_.ok() ? Ending{EndingKind::deadlock, "main waits for ever"} : ending_;
    }
    if (loop_.halted()) return ending_;
    if (loop_.steps() > steps_max_) return {EndingKind::step_limit, "main does not end"};
  }
  return ending_;
}

Coro<> join(std::vector<Task<>> tasks) {
  for (const Task<>& task : tasks) co_await task;
}

}  // namespace sim::zoo
