#include "sim/aio/task_group.hpp"

#include <memory>

#include "sim/base/free_list.hpp"
#include "sim/coro/exceptions.hpp"

namespace sim {

// A task of the group, listed until its end has been heard.
struct TaskGroup::Member : Runnable, ListNode<TaskGroup>, Pooled {
  Member(TaskGroup& owner, TaskCore& core) : Runnable(&Member::act), group(owner), task(core) {}
  static void act(Runnable& self, RunnableOp op) {
    if (!runs(op)) return;
    auto& member = static_cast<Member&>(self);
    member.group.member_done(member);
  }

  TaskGroup& group;
  CorePtr<TaskCore> task;
};

TaskGroup::~TaskGroup() {
  while (!members_.empty()) {
    Member* member = &members_.pop_front();
    static_cast<Runnable*>(member)->unlink();
    delete member;
  }
}

void TaskGroup::enter() {
  if (entered_) throw RuntimeError("TaskGroup <TaskGroup> has already been entered");
  TaskCore* parent = TaskCore::current_or_null();
  if (parent == nullptr) {
    throw RuntimeError("TaskGroup <TaskGroup> cannot determine the parent task");
  }
  parent_ = CorePtr<TaskCore>(*parent);
  entered_ = true;
  cell_ = parent->loop().next_cell();
}

void TaskGroup::check_open() const {
  if (!entered_) throw RuntimeError("TaskGroup <TaskGroup> has not been entered");
  note();
  if (exiting_ && unfinished_ == 0) throw RuntimeError("TaskGroup <TaskGroup> is finished");
  if (aborting_) throw RuntimeError("TaskGroup <TaskGroup> is shutting down");
}

void TaskGroup::adopt(TaskCore& task) {
  auto* member = new Member(*this, task);
  members_.push_back(*member);
  ++unfinished_;
  task.add_waiter(*member);
}

void TaskGroup::member_done(Member& member) {
  // It is what the loop runs now, and a cancellation asks the loop for that.
  const std::unique_ptr<Member> running(&member);
  note();
  const CorePtr<TaskCore> task = member.task;
  static_cast<ListNode<TaskGroup>&>(member).unlink();
  --unfinished_;
  if (unfinished_ == 0) completed_.wake_first();
  if (task->state() != BlockerState::failed) return;
  errors_.push_back(task->exception());
  if (parent_->done()) {
    parent_->loop().report(errors_.back(), "Task has errored out but its parent task is already "
                                           "completed");
    return;
  }
  if (aborting_ || parent_cancel_requested_) return;
  abort();
  parent_cancel_requested_ = true;
  parent_->cancel({});
}

// Those that are not done, in the order of creation.
void TaskGroup::add_awaited(const TaskCore&, std::vector<Blocker*>& awaited) {
  for (Member* member = members_.first(); member != nullptr; member = members_.next(*member)) {
    if (!member->task->done()) awaited.push_back(member->task.get());
  }
}

void TaskGroup::abort() {
  aborting_ = true;
  for (Member* member = members_.first(); member != nullptr; member = members_.next(*member)) {
    member->task->note(Deed::reads_cell);
    if (!member->task->done()) member->task->cancel({});
  }
}

Coro<std::exception_ptr> TaskGroup::exit(std::exception_ptr error) {
  exiting_ = true;
  note();
  std::exception_ptr cancellation = is_cancelled_error(error) ? error : nullptr;
  if (parent_cancel_requested_ && parent_->uncancel() == 0) cancellation = nullptr;
  if (error && !aborting_) abort();
  while (unfinished_ != 0) {
    try {
      co_await completed_.wait("a task group", this);
      note();
    } catch (const CancelledError&) {
      note();  // the last member to end would have woken it
      if (!aborting_) {
        cancellation = std::current_exception();
        abort();
      }
    }
  }
  co_return what_is_due(std::move(error), std::move(cancellation));
}

// A cancellation from outside goes on, except where there are other errors.
std::exception_ptr TaskGroup::what_is_due(std::exception_ptr error,
                                          std::exception_ptr cancellation) {
  if (cancellation && errors_.empty()) return cancellation;
  if (error && !is_cancelled_error(error)) errors_.push_back(std::move(error));
  if (errors_.empty()) return nullptr;
  return std::make_exception_ptr(
      ExceptionGroup("unhandled errors in a TaskGroup", std::exchange(errors_, {})));
}

}  // namespace sim
