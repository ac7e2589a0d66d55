#include "sim/aio/print.hpp"

#include "sim/coro/task_core.hpp"
#include "sim/loop/loop.hpp"

namespace sim {

void print(std::string_view line) {
  Loop& loop = Loop::current();
  if (loop.probe() == nullptr) return;
  const TaskCore* task = TaskCore::current_or_null();
  loop.tell(EventKind::print, task == nullptr ? TaskId{} : task->id(), {}, line);
}

}  // namespace sim
