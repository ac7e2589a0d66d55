#include "props/zoo/pair.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include "sim/aio/sleep.hpp"
#include "sim/coro/exceptions.hpp"
#include "sim/coro/task.hpp"

namespace sim::zoo {
namespace {

// Of a program of some dozens of steps.
constexpr std::uint64_t kStepsMax = 100'000;

// "ann, bob wait for ever"
std::string all_do(const Loop& loop, std::string_view one, std::string_view many) {
  const std::vector<AnyTask> tasks = all_tasks(loop);
  std::string names;
  for (const AnyTask& task : tasks) names += (names.empty() ? "" : ", ") + task.name();
  return names + " " + std::string(tasks.size() == 1 ? one : many) + " for ever";
}

Ending ending_of(const Task<>& main) {
  try {
    main.result();
  } catch (const CancelledError&) {
    return {};
  } catch (const Exception& error) {
    return {EndingKind::raised, std::string(error.type_name()) + ": " + error.what()};
  } catch (const std::exception& error) {
    return {EndingKind::raised, error.what()};
  }
  return {};
}

// Until `done()`, or what ended the run before.
template <class F>
bool go_on_until(Loop& loop, const Check& check, Ending& ending, F done) {
  while (!done()) {
    if (!loop.run_once()) {
      ending = {EndingKind::deadlock, all_do(loop, "waits", "wait")};
    } else if (!check.ending().ok()) {
      ending = check.ending();
    } else if (loop.steps() > kStepsMax) {
      ending = {EndingKind::step_limit, all_do(loop, "goes on", "go on")};
    }
    if (!ending.ok()) return false;
  }
  return true;
}

// As asyncio.run.
Ending run_main(Loop& loop, PairMain main) {
  Check check(loop);
  const Task<> task = create_task_on(loop, main(check), "main");
  Ending ending;
  if (!go_on_until(loop, check, ending, [&] { return task.done(); })) return ending;
  ending = ending_of(task);
  if (!ending.ok()) return ending;
  std::vector<AnyTask> left = all_tasks(loop);
  for (AnyTask& other : left) other.cancel();
  go_on_until(loop, check, ending, [&] { return std::ranges::all_of(left, &AnyTask::done); });
  return ending;
}

Program program_of(PairMain main) {
  return [main](Loop& loop) { return run_main(loop, main); };
}

}  // namespace

void Check::that(bool holds, std::string_view what) {
  if (holds || !ending_.ok()) return;
  ending_ = {EndingKind::failed, std::string(what)};
  loop_.halt();
}

Program Pair::broken() const { return program_of(broken_main); }
Program Pair::correct() const { return program_of(correct_main); }

const std::vector<Pair>& pairs() {
  static const std::vector<Pair> all = [] {
    std::vector<Pair> each = detail::pairs_of_state();
    for (Pair& pair : detail::pairs_of_time()) each.push_back(pair);
    for (Pair& pair : detail::pairs_of_waiting()) each.push_back(pair);
    return each;
  }();
  return all;
}

const Pair* find_pair(std::string_view name) {
  const auto found = std::ranges::find(pairs(), name, &Pair::name);
  return found == pairs().end() ? nullptr : &*found;
}

Coro<> turns(int count) {
  for (int turn = 0; turn < count; ++turn) co_await sleep(Duration::zero());
}

Coro<> after(int count, Coro<> body) {
  co_await turns(count);
  co_await std::move(body);
}

}  // namespace sim::zoo
