#include "sim/loop/loop.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <stdexcept>

#include "sim/base/check.hpp"

namespace sim {

thread_local constinit Loop* Loop::current_ = nullptr;

namespace {

// How much later than asked for a timer may go off: not at all, or so many quarters of the jitter.
constexpr std::uint32_t delay_answers = 5;

// Moves the item at `first + index` to `first`; those before it follow in their order. The calm
// answer moves none.
template <class T>
void bring_forward(std::vector<T>& items, std::size_t first, std::uint32_t index) {
  const auto begin = items.begin() + static_cast<std::ptrdiff_t>(first);
  std::rotate(begin, begin + index, begin + index + 1);
}

void print_repeat(std::FILE* out) {
  const Loop* loop = Loop::current_or_null();
  if (loop == nullptr) return;
  const Runnable* running = loop->running();
  std::fprintf(out, "  at %.9f s of virtual time, iteration %llu, step %llu, task %llu\n",
               loop->time(), static_cast<unsigned long long>(loop->iteration()),
               static_cast<unsigned long long>(loop->steps()),
               static_cast<unsigned long long>(running ? running->owner().value() : 0));
}

}  // namespace

// Makes a loop the current one of its thread for as long as it lives. A chooser may leave by
// throwing.
class Loop::Running {
 public:
  explicit Running(Loop& loop) noexcept : loop_(loop), outer_(std::exchange(current_, &loop)) {
    SIM_CHECK(!loop_.in_iteration_, "a loop is run from inside itself");
    loop_.in_iteration_ = true;
    const bool in_context = LoopContext::current() != nullptr;
    if (std::exchange(loop_.in_context_, in_context) == in_context) return;
    loop_.see_who_watches_steps();
  }
  ~Running() {
    loop_.in_iteration_ = false;
    loop_.running_ = nullptr;
    current_ = outer_;
    if (outer_ != nullptr && outer_->log_ != nullptr) outer_->log_->lose_track();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Loop& loop_;
  Loop* outer_;
};

Loop::Loop() noexcept { detail::set_repeat_printer(&print_repeat); }

Loop::~Loop() { end_all(); }

void Loop::refuse_current() { throw std::runtime_error("no running event loop"); }

void Loop::arm_wait_warily(Runnable& runnable, Instant deadline) {
  if (lone_log_ != nullptr) return arm_plainly(runnable, deadline);
  arm(runnable, delayed(deadline));
}

Instant Loop::next_time() noexcept {
  if (!ready_.empty() || hitch_.stale || timers_.empty()) return now();
  return std::max(timers_.earliest(), now());
}

void Loop::iterate() {
  if (!hitch_.watched) [[likely]] return iterate_plainly();
  if (lone_log_ != nullptr) return iterate_logged();
  if (calm_) return iterate_calmly();
  if (picker_ != nullptr) return run_by_pick(true);
  if (chooser_ != nullptr) return iterate_by_choice();
  iterate_watched();
}

// All step in their order, and the order of timers that are due at once is asked for.
void Loop::iterate_calmly() {
  ready_.begin_batch();
  if (!ready_.batch_left() && !hitch_.stale) advance();
  hitch_.stale = false;
  begin_counted_iteration();
  if (timers_.any_due(now())) {
    collect_due_by_choice();
    ready_.begin_batch();
  }
  while (ready_.batch_left()) step(ready_.take_first());
}

inline void Loop::iterate_watched() {
  ready_.begin_batch();
  if (!ready_.batch_left() && !hitch_.stale) advance();
  hitch_.stale = false;
  begin_counted_iteration();
  if (log_ != nullptr) log_->begin_turn(now(), iteration_);
  while (Runnable* due = timers_.pop_due(now())) {
    if (probe_ != nullptr) tell_timer(*due);
    ready_.push_to_batch(*due);
  }
  while (ready_.batch_left()) step(ready_.take_first());
}

bool Loop::run_once() {
  const Running here(*this);
  hitch_.halted = false;
  if (!due_or_ready()) {
    drained();
    return false;
  }
  iterate();
  return true;
}

void Loop::run() {
  const Running here(*this);
  hitch_.halted = false;
  while (due_or_ready()) {
    if (!hitch_.any() && !ready_.batch_left()) [[likely]] {  // a chooser may have been here before
      run_plainly();
    } else if (lone_log_ != nullptr && !hitch_.stops() && !ready_.batch_left()) {
      run_logged();
    } else if (plain() && !hitch_.stops() && !ready_.batch_left()) {
      run_calmly();
    } else if (picker_ != nullptr) {
      run_by_pick(false);
    } else {
      iterate();
    }
    if (hitch_.halted) [[unlikely]] return;
  }
  drained();
}

bool Loop::run_while_told(bool (*goes_on)(void*), void* asked) {
  const Running here(*this);
  hitch_.halted = false;
  while (goes_on(asked)) {
    if (!due_or_ready()) {
      drained();
      return false;
    }
    iterate();
    if (hitch_.halted) [[unlikely]] return false;
  }
  return true;
}

void Loop::drained() {
  note(Deed::drains);
  tell_deed(EventKind::idle, {});
}

// What is left of the batch waits for the next iteration, before what waits for that already; where
// a picker has its line, all stand in that.
void Loop::halt() noexcept {
  hitch_.halted = true;
  if (chooser_ == nullptr || calm_) ready_.end_batch();
  note(Deed::everything);
}

void Loop::iterate_by_choice() {
  if (ready_.empty() && !hitch_.stale) advance();
  hitch_.stale = false;
  begin_counted_iteration();
  if (timers_.any_due(now())) collect_due_by_choice();
  run_batch_by_choice();
}

void Loop::advance() {
  const Instant next = timers_.earliest();
  if (next <= now()) return;
  advance_to(next);
  if (log_ != nullptr) return log_->clock(next, iteration_);
  tell(EventKind::clock, {});
}

// What is due waits for no deadline any more.
inline void Loop::tell_due(const Runnable& due) {
  if (minded_ != nullptr) [[unlikely]] note_due(due);
  if (probe_ != nullptr) [[unlikely]] tell_timer(due);
}

// The order of equal deadlines is a question; deadlines that differ keep theirs. Requires: one is
// due.
void Loop::collect_due_by_choice() {
  do {
    const Instant deadline = timers_.earliest();
    Runnable& due = *timers_.pop_due(now());
    tell_due(due);
    if (!timers_.any_due(deadline)) {
      ready_.push(due);
    } else {
      collect_several(due, deadline);
    }
  } while (timers_.any_due(now()));
}

[[gnu::noinline]] void Loop::collect_several(Runnable& due, Instant deadline) {
  due_now_.assign(1, &due);
  owners_.assign(1, due.owner());
  while (Runnable* next = timers_.pop_due(deadline)) {
    tell_due(*next);
    due_now_.push_back(next);
    owners_.push_back(next->owner());
  }
  for (std::size_t first = 0; first < due_now_.size(); ++first) {
    const std::span<const TaskId> left = std::span(owners_).subspan(first);
    const std::uint32_t answer =
        choose({ChoiceKind::timer, static_cast<std::uint32_t>(left.size()), "timer", left});
    bring_forward(due_now_, first, answer);
    bring_forward(owners_, first, answer);
    ready_.push(*due_now_[first]);
  }
}

// As many as were ready when the iteration began, though some of them may be newer: so it ends,
// and timers get their turn, whatever the answers.
void Loop::run_batch_by_choice() {
  ready_.begin_batch();
  std::size_t left = ready_.count();
  for (; left > 0 && ready_.batch_left() && !hitch_.halted; --left) {
    step(choose_ready());
  }
}

Runnable& Loop::choose_ready() {
  ready_.list_owners(owners_);
  return ready_.take(
      choose({ChoiceKind::step, static_cast<std::uint32_t>(owners_.size()), "step", owners_}));
}

std::uint32_t Loop::choose(const Choice& choice) {
  if (chooser_ == nullptr || choice.arity == 1) return 0;
  const std::uint32_t answer = chooser_->choose(choice);
  SIM_CHECK(answer < choice.arity, "a chooser answers out of range");
  return answer;
}

bool Loop::strikes(TaskId task) {
  if (chooser_ == nullptr || !chooser_->cancels()) return false;
  return choose({ChoiceKind::fault, 2, "cancel", std::span(&task, 1)}) != 0;
}

// A fraction of the whole length, so that long waits may change places as short ones do.
Instant Loop::ask_delay(Instant deadline) {
  const Duration length = deadline - now();
  if (length <= Duration::zero()) return deadline;
  const std::uint32_t answer = choose({ChoiceKind::delay, delay_answers, "timer", {}});
  if (answer == 0) return deadline;
  const double part = jitter_ * answer / (delay_answers - 1);
  const double later = static_cast<double>(length.count()) * part;
  constexpr double longest = 4e18;  // nanoseconds; the clock's end is not far behind
  return saturating_add(deadline, Duration{std::llround(std::min(later, longest))});
}

void Loop::cancel(Runnable& runnable) noexcept {
  if (runnable.timer_ == Runnable::no_timer) return take_back(runnable);
  if (runnable.waits_for_deadline()) {
    timers_.cancel(runnable);
  } else {
    withdraw(runnable);
  }
}

// A cancelled handle stays where it is in asyncio: the iteration that it waits for comes, though
// there may be nothing else to do in it.
void Loop::take_back(Runnable& runnable) noexcept {
  const bool any_incoming = ready_.any_incoming();
  runnable.unlink();
  if (any_incoming && !ready_.any_incoming()) hitch_.stale = true;
}

std::uint32_t Loop::leave_timer(Runnable& runnable) noexcept {
  if (!runnable.waits_for_deadline()) {
    cancel(runnable);
    return Runnable::no_timer;
  }
  return timers_.leave(runnable);
}

void Loop::forget_timer(std::uint32_t left) {
  if (left != Runnable::no_timer) timers_.drop_left(left);
}

TimerHandle Loop::at(detail::Call* call, Instant deadline, LoopContext* context) {
  if (context != nullptr) call->share(*context);
  call->set_when(deadline);
  arm_call(*call, deadline);
  return TimerHandle(*call);
}

void Loop::report(std::exception_ptr error, std::string_view context) {
  call_exception_handler({std::move(error), std::string(context)});
}

void Loop::call_exception_handler(const Unhandled& what) {
  tell_unhandled(what);
  if (handler_ == nullptr) return default_exception_handler(what);
  try {
    handler_->on_unhandled(*this, what);
  } catch (...) {
    Unhandled second{std::current_exception(), "Unhandled error in exception handler"};
    second.original = std::make_shared<const Unhandled>(what);
    default_exception_handler(std::move(second));
  }
}

void Loop::report_untaken() {
  while (!untaken_.empty()) call_exception_handler(untaken_.pop_front().lost());
}

void Loop::reset() noexcept {
  end_all();
  timers_.clear();
  clock_.reset();
  untaken_.clear();
  unhandled_.clear();
  earlier_steps_ += steps();
  iteration_ = more_steps_ = tasks_ = 0;
  objects_ = cells_ = 0;
  waited_ = {};
  armed_.clear();
  numbered_.clear();
  arms_ = timers_made_ = draws_ = 0;
  hitch_.halted = hitch_.stale = false;
}

// Residents go first, so that the frames they destroy may still cancel what they scheduled. What
// goes may schedule more on its way out.
void Loop::end_all() noexcept {
  SIM_CHECK(!in_iteration_, "a loop is reset from inside itself");
  const Running here(*this);
  Picker* const picker = std::exchange(picker_, nullptr);  // which may be gone by now
  Picker* const minded = std::exchange(minded_, nullptr);
  forget_line();
  if (handler_ != nullptr) report_untaken();
  do {
    evict_residents();
    drop_scheduled();
  } while (!residents_.empty() || !ready_.empty() || !timers_.empty());
  picker_ = picker;
  minded_ = minded;
}

void Loop::evict_residents() noexcept {
  while (Runnable* last = residents_.last()) last->act(RunnableOp::evict);
}

void Loop::drop_scheduled() noexcept {
  while (Runnable* left = ready_.drain()) left->act(RunnableOp::drop);
  while (!timers_.empty()) timers_.drain()->act(RunnableOp::drop);
}

}  // namespace sim
