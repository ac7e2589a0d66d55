// sim/loop/loop.hpp
//
// A Loop runs handles on a virtual clock, in the order in which asyncio runs them.
//
//   Loop loop;
//   loop.call_later(2s, [] { std::puts("two"); });
//   loop.call_soon([] { std::puts("now"); });
//   loop.run();                            // prints "now", then "two"; takes no time at all
//
// One iteration (run_once) does what CPython 3.11's BaseEventLoop._run_once does: if nothing is
// ready the clock jumps to the earliest deadline; the timers due are put behind what is ready, by
// deadline and then in the order of scheduling, or as its TiePolicy says; and exactly what is ready
// then runs. What becomes ready meanwhile waits for the next iteration; a picker may have it run
// before. What a step of the iteration N makes ready belongs to N + 1, whenever that step was run:
// so who runs before an iteration ends does not depend on the order of steps that do not meet.
//
// A loop belongs to one thread, and shares nothing with the loops of others. It asks a Chooser and
// tells a Probe, and knows no coroutines.

#pragma once

#include <cstdint>
#include <exception>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/check.hpp"
#include "sim/base/ids.hpp"
#include "sim/base/time.hpp"
#include "sim/base/tls_model.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/event_log.hpp"
#include "sim/loop/handle.hpp"
#include "sim/loop/loop_context.hpp"
#include "sim/loop/loop_state.hpp"
#include "sim/loop/picker.hpp"
#include "sim/loop/probe.hpp"
#include "sim/loop/residents.hpp"
#include "sim/loop/runnable.hpp"
#include "sim/loop/tie_policy.hpp"
#include "sim/loop/turns.hpp"
#include "sim/loop/unhandled.hpp"

namespace sim {

class Loop : public LoopState {
 public:
  Loop() noexcept;
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // The loop that is running on this thread. Throws std::runtime_error if there is none.
  [[nodiscard]] static Loop& current() {
    if (current_ == nullptr) [[unlikely]] refuse_current();
    return *current_;
  }
  [[nodiscard]] static Loop* current_or_null() noexcept { return current_; }

  // What the time of the next iteration will be.
  [[nodiscard]] Instant next_time() noexcept;

  // Calls `function` in the next iteration; in `context`, or else in a copy of the current one.
  template <class F>
  Handle call_soon(F function, LoopContext* context = nullptr) {
    auto* call = new detail::CallOf<F>(*this, std::move(function));
    if (context != nullptr) call->share(*context);
    post(*call);
    return Handle(*call);
  }

  // Calls `function` once `delay` has passed; a delay of 0 or less is due in the next iteration.
  template <class F>
  TimerHandle call_later(Duration delay, F function, LoopContext* context = nullptr) {
    return call_at(saturating_add(now(), delay), std::move(function), context);
  }

  // Calls `function` at `deadline`, or in the next iteration if that is not in the future.
  template <class F>
  TimerHandle call_at(Instant deadline, F function, LoopContext* context = nullptr) {
    return at(new detail::CallOf<F>(*this, std::move(function)), deadline, context);
  }

  // One iteration. Returns false, and does nothing, if nothing is ready and no timer is pending.
  bool run_once();

  // Iterations until there is nothing to do in one, or one was left by halt().
  void run();

  // The same for as long as `goes_on()` says so, which is asked before each. Returns false if it
  // never said no.
  template <class F>
  bool run_while(F goes_on) {
    return run_while_told([](void* asked) { return (*static_cast<F*>(asked))(); }, &goes_on);
  }

  // Leaves the iteration under way after the handle that runs now; what is ready stays so.
  void halt() noexcept;

  // Ends everything that lives here, last made first, and begins a new run at time 0. The chooser,
  // the probe and the exception handler stay. Requires: it is not running.
  void reset() noexcept;

  // Those who stand in line are told to the new one's picker as if they came now. Requires: no
  // iteration is under way.
  void set_chooser(Chooser* chooser);
  [[nodiscard]] Chooser* chooser() const noexcept { return chooser_; }
  void set_probe(Probe* probe) noexcept;
  [[nodiscard]] Probe* probe() const noexcept { return probe_; }

  // Whether nobody is told, nor asked but for the order of timers due at once, and ties are FIFO.
  [[nodiscard]] bool plain() const noexcept { return plain_; }
  // Whether somebody wants to know that a task suspends, and may have it cancelled.
  [[nodiscard]] bool watches_waits() const noexcept { return hitch_.told; }
  // The same, or the loop is not plain.
  [[nodiscard]] bool waits_warily() const noexcept { return hitch_.wary; }
  // What runs has begun a context, or was told to stop: who sees it suspend next ends the watch.
  void watch_next_wait() noexcept;
  [[nodiscard]] bool watches_next_wait() const noexcept { return watches_next_wait_; }
  void end_watch_of_wait() noexcept;
  // Where a step, or a wait, is to be written, if somebody wants to know of it or it has to do with
  // a context: the log of the probe, or, where that is not all, one that takes nothing. nullptr: no
  // step is.
  [[nodiscard]] EventLog* step_log() const noexcept { return step_log_; }
  [[nodiscard]] EventLog& wait_log() const noexcept { return *wait_log_; }
  // Whether a log has heard that what it knows to step waits for its next turn.
  [[nodiscard]] bool near_yields() noexcept { return wait_log_->near_yields(); }
  // Whether the loop would be plain but for a probe that has a log.
  [[nodiscard]] bool lone_log() const noexcept { return lone_log_ != nullptr; }
  // The chooser's answer to whether this task, which suspends, is cancelled.
  [[nodiscard]] bool strikes(TaskId task);

  // Which of several timers with the same deadline comes first. Requires: none is pending.
  void set_ties(TiePolicy ties);
  [[nodiscard]] TiePolicy ties() const noexcept { return timers_.ties(); }

  // By what fraction of its length a wait for a time may take longer, as the chooser answers: a
  // Choice of kind `delay` each time a timer is armed, whose last answer is all of it. With 0, as
  // without a chooser, nothing is asked.
  void set_jitter(double fraction) noexcept;
  [[nodiscard]] double jitter() const noexcept { return jitter_; }
  // When a wait that begins now ends if it is to last until `deadline`.
  [[nodiscard]] Instant delayed(Instant deadline) {
    if (asks_delays_) [[unlikely]] return ask_delay(deadline);
    return deadline;
  }

  // The answer of the chooser, or 0 where there is none.
  [[nodiscard]] std::uint32_t choose(const Choice& choice);

  // The same with those of the runs before the last reset().
  [[nodiscard]] std::uint64_t steps_of_all_runs() const noexcept {
    return earlier_steps_ + steps();
  }
  [[nodiscard]] std::size_t timers() const noexcept { return timers_.size(); }
  // Those included that are cancelled and still take up room.
  [[nodiscard]] std::size_t timers_kept() const noexcept { return timers_.kept(); }

  // Who is told of exceptions that nobody took; nullptr: default_exception_handler(), which keeps
  // them. The handler must outlive the loop, or be taken away before.
  void set_exception_handler(ExceptionHandler* handler) noexcept { handler_ = handler; }
  [[nodiscard]] ExceptionHandler* exception_handler() const noexcept { return handler_; }
  void call_exception_handler(const Unhandled& what);
  void report(std::exception_ptr error, std::string_view context);
  void default_exception_handler(Unhandled what) { unhandled_.push_back(std::move(what)); }
  [[nodiscard]] const std::vector<Unhandled>& unhandled() const noexcept { return unhandled_; }

  // What failed and has not been taken yet. At the end of a run report_untaken() gives it up: the
  // handler is told, in the order in which it failed.
  void await_taker(detail::Untaken& untaken) noexcept { untaken_.push_back(untaken); }
  void report_untaken();

  // What is shared by tasks gets a number when it is made, if there is a picker or a probe that
  // watches objects, and says when it is touched, or that the running task will touch it when it
  // steps again.
  [[nodiscard]] ObjectId next_object_id(std::string_view what = "object",
                                        std::uint64_t count = 0) {
    if (!numbers_objects_) [[likely]] return {};
    return make_object(what, count);
  }
  void touch(ObjectId object, Access access) {
    if (picker_ != nullptr) [[unlikely]] picker_->touches(object, access);
  }
  void intend(ObjectId object, Access access) {
    if (picker_ != nullptr) [[unlikely]] picker_->intends(object, access);
  }
  // The same for a deed, where the picker minds; 0 stands for a cell that nobody knows.
  void note(Deed deed, std::uint64_t subject = 0) {
    if (minded_ != nullptr) [[unlikely]] minded_->notes(deed, subject);
  }
  [[nodiscard]] bool minds() const noexcept { return minded_ != nullptr; }
  [[nodiscard]] std::uint32_t next_cell() noexcept;

  // For those who watch objects: what is done with one by what runs; that a task which suspends
  // next waits for one; that it suspends.
  [[nodiscard]] bool watches_objects() const noexcept { return watches_objects_; }
  void tell_deed(EventKind deed, ObjectId object, std::uint64_t count = 0) {
    if (watches_objects_) tell_watcher({deed, now(), iteration_, {}, {}, {}, object, count});
  }
  void about_to_wait(ObjectId object) noexcept {
    if (watches_objects_) waited_ = object;
  }
  [[nodiscard]] ObjectId about_to_wait() const noexcept { return waited_; }
  void tell_wait(TaskId task, TaskId other, std::string_view label, std::uint64_t count = 0);
  void tell_unhandled(const Unhandled& what);
  // A call to come waits for its deadline, or later if the chooser says so; and is taken back.
  [[gnu::always_inline]] void arm_call(Runnable& call, Instant deadline) {
    if (plain()) [[likely]] return arm_plainly(call, deadline);
    arm(call, delayed(deadline));
    if (watches_objects_) tell_arm(call);
  }
  // Requires: plain().
  [[gnu::always_inline]] void arm_plainly(Runnable& runnable, Instant deadline) {
    SIM_CHECK(!runnable.scheduled(), "what is scheduled is scheduled again");
    timers_.fifo().push(deadline, runnable);
  }
  // The same for what is no call.
  [[gnu::always_inline]] void arm_wait(Runnable& runnable, Instant deadline) {
    if (plain()) [[likely]] return arm_plainly(runnable, deadline);
    arm_wait_warily(runnable, deadline);
  }
  void tell_disarm(const Runnable& call);

  // For what runs on a loop: nothing below allocates. A runnable must be idle when it is given.
  void post(Runnable& runnable) noexcept { ready_.push(runnable); }
  void post_all(List<Runnable>& list) noexcept { ready_.push_all(list); }
  void post_all(const List<Runnable>::Row& row) noexcept { ready_.push_all(row); }
  void post_all(Pile<Runnable>& pile) noexcept { ready_.push_all(pile); }
  void post_only(Pile<Runnable>& pile) noexcept { ready_.push_only(pile); }  // needs single()
  // Instead of post(), for what would do nothing with its turn, on a plain loop; it is a step, too.
  void skip_step() noexcept {
    ++more_steps_;
    if (!ready_.any_incoming()) hitch_.stale = true;
  }
  void arm(Runnable& runnable, Instant deadline) {
    if (plain()) [[likely]] return arm_plainly(runnable, deadline);
    SIM_CHECK(!runnable.scheduled(), "what is scheduled is scheduled again");
    timers_.push(deadline, runnable);
    if (minded_ != nullptr) note_arm(runnable);
  }
  void cancel(Runnable& runnable) noexcept;  // idle again, wherever it stood
  // For who knows whether it waits for a deadline. Requires: plain().
  [[nodiscard]] TimerHeap& plain_timers() noexcept { return timers_.fifo(); }

  // As cancel(); but where ties fall as in CPython's heap, what stood for its deadline there stays
  // until forget_timer() is called with what is returned here.
  [[nodiscard]] std::uint32_t leave_timer(Runnable& runnable) noexcept;
  void forget_timer(std::uint32_t left);

  [[nodiscard]] TaskId next_task_id() noexcept { return TaskId{++tasks_}; }
  [[nodiscard]] std::uint64_t tasks_made() const noexcept { return tasks_; }

  // For who answers in place of the world's dice (sim/interpose): which answer of this run it is.
  [[nodiscard]] std::uint64_t next_draw() noexcept { return ++draws_; }

  // Residents live in the loop and must not outlive it: the tasks that are not done, and the
  // done-callbacks that were not called. When the loop ends, each is told to `evict`, last made
  // first.
  void settle(Runnable& runnable) { residents_.add(runnable); }
  // The same, and posted, of what was made as a newcomer, which needs one of the first two (true).
  [[nodiscard]] bool give_newest_a_place() noexcept { return residents_.give_newest_a_place(); }
  void make_place() { residents_.make_place(); }
  void settle_newcomer(Runnable& newcomer) noexcept {
    ready_.push_newcomer(newcomer);
    residents_.add_newcomer(newcomer);
  }
  void leave(Runnable& runnable) noexcept { residents_.remove(runnable); }
  void leave_for_good(Runnable& one) noexcept { residents_.remove_for_good(one); }
  [[nodiscard]] bool settled_last(const Runnable& one) const noexcept {
    return residents_.is_newest(one);
  }
  void leave_as_last() noexcept { residents_.remove_newest_for_good(); }  // needs settled_last()
  // In the order of arrival, with nullptr where one has left.
  [[nodiscard]] const Residents& residents() const noexcept { return residents_; }

  void tell(EventKind kind, TaskId task, TaskId other = {}, std::string_view label = {}) {
    if (probe_ != nullptr) [[unlikely]] {
      probe_->on_event({kind, now(), iteration_, task, other, label});
    }
  }

 private:
  SIM_TLS_MODEL static thread_local constinit Loop* current_;

  class Running;
  template <int beside>
  class PlainWay;

  [[noreturn]] static void refuse_current();
  void arm_wait_warily(Runnable& runnable, Instant deadline);

  bool run_while_told(bool (*goes_on)(void*), void* asked);
  void see_who_watches_waits() noexcept;
  void see_who_watches_steps() noexcept;
  void see_if_plain() noexcept;
  [[nodiscard]] bool due_or_ready() {
    timers_.tidy();
    return !ready_.empty() || hitch_.stale || !timers_.empty();
  }
  void drained();
  void iterate();
  void iterate_plainly();
  void iterate_logged();
  void iterate_calmly();
  void run_plainly();
  void run_logged();
  void run_calmly();
  void iterate_watched();
  void iterate_by_choice();
  void advance();
  void collect_due_by_choice();
  void run_batch_by_choice();
  void run_by_pick(bool once);
  bool step_alone();
  void begin_turn();
  void step(Runnable& runnable) {
    step_in_a_row(runnable);
    running_ = nullptr;
  }
  // Leaves it to the caller to say that nothing runs any more.
  void step_in_a_row(Runnable& runnable) {
    ++more_steps_;
    run_only(runnable, run_op_);
  }
  // The same for the only one of its iteration, which is counted as that.
  void run_only(Runnable& runnable, RunnableOp op) {
    running_ = &runnable;
    runnable.act(op);
  }
  [[nodiscard]] TurnNumber this_turn() const noexcept { return TurnNumber(iteration_); }

  [[nodiscard]] Runnable& choose_ready();
  [[nodiscard]] Runnable& pick_ready();
  void join_line(Runnable& runnable, TurnNumber turn);
  void leave_line(Runnable& runnable) noexcept;
  void withdraw(Runnable& runnable) noexcept;
  void line_up(TurnNumber turn);
  void forget_line() noexcept;
  [[nodiscard]] ObjectId make_object(std::string_view what, std::uint64_t count);
  void tell_watcher(ProbeEvent event);
  void tell_timer(const Runnable& due);
  void tell_arm(const Runnable& call);
  void note_arm(const Runnable& runnable);
  void note_due(const Runnable& due);
  void tell_due(const Runnable& due);
  void collect_several(Runnable& due, Instant deadline);
  [[nodiscard]] Instant ask_delay(Instant deadline);
  TimerHandle at(detail::Call* call, Instant deadline, LoopContext* context);
  void take_back(Runnable& runnable) noexcept;
  void end_all() noexcept;
  void evict_residents() noexcept;
  void drop_scheduled() noexcept;

  Chooser* chooser_ = nullptr;
  Picker* picker_ = nullptr;  // the chooser's
  Picker* minded_ = nullptr;  // the same, if it minds what is done
  Probe* probe_ = nullptr;
  EventLog* log_ = nullptr;        // the probe's
  EventLog& deaf_ = DeafLog::one();
  EventLog* step_log_ = nullptr;
  EventLog* wait_log_ = &deaf_;
  ExceptionHandler* handler_ = nullptr;
  std::uint64_t tasks_ = 0;
  std::uint32_t objects_ = 0;
  std::uint32_t cells_ = 0;
  bool plain_ = true;
  bool calm_ = false;  // the chooser has a picker that need not be asked
  bool in_iteration_ = false;
  bool watches_next_wait_ = false;
  bool watches_objects_ = false;
  bool numbers_objects_ = false;
  bool in_context_ = false;  // of whoever runs it, which its handles find themselves in
  bool asks_delays_ = false;
  double jitter_ = 0.0;
  std::map<const Runnable*, std::uint64_t> armed_;  // the numbers of calls, for a watcher
  std::uint64_t arms_ = 0;
  std::uint64_t draws_ = 0;
  // The numbers of timers, for a picker that minds; of one that was cancelled, until it is armed
  // again.
  std::map<const Runnable*, std::uint64_t> numbered_;
  std::uint64_t timers_made_ = 0;
  ObjectId waited_;  // what the task that suspends next waits for, until it does
  Residents residents_;
  List<detail::Untaken> untaken_;
  std::vector<Unhandled> unhandled_;
  std::vector<TaskId> owners_;  // kept for the questions to the chooser, as what follows
  std::vector<Runnable*> due_now_;
  std::vector<Standing> line_;                // of the picker, by place
  Picker::Place free_ = Picker::first_in_line;  // the place that was left last; or none is free
  TurnNumber picked_turn_ = 0;                // of who left the line last
  Turns turns_;
};

}  // namespace sim
