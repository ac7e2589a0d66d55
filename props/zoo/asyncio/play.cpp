#include "props/zoo/asyncio/play.hpp"

namespace sim::zoo::asyncio {
namespace {

constexpr std::uint64_t kStepsMax = 20'000;
constexpr double kChance = 0.05;

}  // namespace

Ending Play::act(Coro<> (*client)(Play&)) {
  const Task<> main = create_task_on(loop_, client(*this), "main");
  while (!main.done()) {
    strike();
    if (!loop_.run_once()) {
      judge_wait();
      break;
    }
    if (broken_) return ending_;
    if (loop_.steps() > kStepsMax) return {EndingKind::step_limit, "it does not end"};
  }
  for (const Worker& worker : workers_) judge(worker);
  if (main.done() && !main.cancelled() && main.exception()) {
    broken(describe_exception(main.exception()));
  }
  return ending_;
}

Task<> Play::worker(std::string_view name, Coro<> body) {
  workers_.push_back({create_task(std::move(body), name)});
  return workers_.back().task;
}

Coro<> Play::workers_end() {
  for (std::size_t worker = 0; worker < workers_.size(); ++worker) {
    const Task<> task = workers_[worker].task;
    try {
      co_await task;
    } catch (...) {
      if (!task.done()) throw;  // it is main that is cancelled
    }
  }
}

void Play::broken(std::string what) {
  if (broken_) return;
  broken_ = true;
  ending_ = {EndingKind::failed, std::move(what)};
  loop_.halt();
}

void Play::may_cancel_myself() {
  const TaskId id = current_task().id();
  for (Worker& worker : workers_) {
    if (worker.task.task_core().id() == id && strikes(worker)) worker.task.cancel(message);
  }
}

void Play::strike() {
  if (loop_.iteration() >= options_.iterations) return;
  for (Worker& worker : workers_) {
    if (!worker.task.done() && strikes(worker)) worker.task.cancel(message);
  }
}

bool Play::strikes(Worker& worker) {
  if (strikes_ == options_.cancels) return false;
  const TaskId id = worker.task.task_core().id();
  if (loop_.choose({ChoiceKind::fault, 2, "cancel", std::span(&id, 1), kChance}) == 0) return false;
  ++strikes_;
  worker.struck = true;
  return true;
}

void Play::judge_wait() {
  if (excuse_ && excuse_()) return;
  broken_ = true;
  ending_ = {EndingKind::deadlock, "somebody waits for ever"};
}

void Play::judge(const Worker& worker) {
  const Task<>& task = worker.task;
  if (broken_ || !task.done()) return;
  const bool others = strategy_cancels();
  const bool struck = worker.struck || (others && task.cancelling() > 0);
  if (task.cancelled()) {
    if (!struck && !others) broken("somebody is cancelled whom nobody has cancelled");
  } else if (task.exception()) {
    broken(describe_exception(task.exception()));
  } else if (struck) {
    if (!lets_swallow_) broken("a cancellation is swallowed");
  } else if (task.cancelling() > 0 && !others) {
    broken("a request to stop is left over");
  }
}

}  // namespace sim::zoo::asyncio
