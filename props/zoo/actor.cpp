#include "props/zoo/actor.hpp"

namespace sim::zoo {
Ending Stage::play(Coro<> main) {
  const Task<> task = create_task_on(loop_, std::move(main), "main");
  const bool left = loop_.run_while([&] { return !task.done() && loop_.steps() <= steps_max_; });
  if (left && !task.done()) return {EndingKind::step_limit, "main does not end"};
  if (left || loop_.halted() || !ending_.ok()) return ending_;
  return {EndingKind::deadlock, "main waits for ever"};
}

Coro<> join(std::vector<Task<>> tasks) {
  for (const Task<>& task : tasks) co_await task;
}

}  // namespace sim::zoo
