#include "props/coro_program.hpp"

#include <string_view>

#include "sim/aio/run.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/task.hpp"
#include "sim/explore/watched.hpp"

namespace sim {
namespace {

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

// "a: x\nb: y\n" becomes "a: x; b: y".
std::string on_a_line(std::string_view lines) {
  std::string text;
  for (const char c : lines) text += c == '\n' ? std::string("; ") : std::string(1, c);
  while (text.ends_with("; ")) text.resize(text.size() - 2);
  return text;
}

// "Task exception was never retrieved (Task-2): sim::ValueError: no"
std::string in_words(const Unhandled& lost) {
  std::string text = lost.context;
  if (!lost.task_name.empty()) text += " (" + lost.task_name + ")";
  if (lost.error) text += ": " + describe_exception(lost.error);
  return text;
}

Ending ending_of_exception(const std::exception_ptr& error, RunDetail* shown) {
  const std::string text = describe_exception(error);
  if (shown != nullptr) shown->text = text;
  return {EndingKind::raised, first_line(text)};
}

// What nobody took, and what is still pending: of a run that came to its end.
Ending ending_of_lost(Loop& loop, RunDetail* shown) {
  loop.report_untaken();
  for (const AnyTask& task : all_tasks(loop)) task.task_core().report_pending();
  if (loop.unhandled().empty()) return {};
  if (shown != nullptr) {
    for (const Unhandled& lost : loop.unhandled()) shown->text += in_words(lost) + "\n";
  }
  return {EndingKind::failed, first_line(in_words(loop.unhandled().front()))};
}

Ending ending_of_deadlock(const Loop& loop, RunDetail* shown) {
  const std::string waits = describe_waits(loop);
  if (shown != nullptr) shown->waits = waits;
  return {EndingKind::deadlock, on_a_line(waits)};
}

Ending make_run(Loop& loop, Coro<> main, const CoroOptions& options, RunDetail* shown) {
  Runner runner(loop, {.iterations_max = options.iterations_max, .time_max = options.time_max});
  const Task<> task = create_task_on(loop, std::move(main), options.name);
  RunEnd end = runner.drive(task.core());
  std::exception_ptr error;
  if (end == RunEnd::done) {
    error = detail::ending_error(task.core());
    end = runner.shut_down();
  }
  if (error) return ending_of_exception(error, shown);
  switch (end) {
    case RunEnd::done: return ending_of_lost(loop, shown);
    case RunEnd::deadlock: return ending_of_deadlock(loop, shown);
    case RunEnd::limit:
      return {EndingKind::step_limit,
              "more than " + std::to_string(options.iterations_max) + " iterations of the loop"};
    case RunEnd::halted: return {EndingKind::failed, "the run was stopped"};
  }
  return {};
}

}  // namespace

Ending run_to_its_end(Loop& loop, Coro<> main, const CoroOptions& options, RunDetail* shown) {
  const Program once = watched(
      [&](Loop& on) { return make_run(on, std::move(main), options, shown); }, options.detect);
  Ending ending = once(loop);
  if (shown != nullptr && !ending.details.empty()) shown->waits = ending.details;
  loop.reset();
  return ending;
}

}  // namespace sim
