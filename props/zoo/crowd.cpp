#include "props/zoo/crowd.hpp"

#include <algorithm>
#include <ctime>
#include <deque>

#include "props/zoo/actor.hpp"

namespace sim::zoo {
namespace {

Coro<> take_turns(Stage& stage, int turns) {
  Actor me(stage);
  for (int turn = 0; turn < turns; ++turn) co_await me.turn();
}

Coro<> write_again_and_again(Stage& stage, Shared<int>& shared, int turns) {
  Actor me(stage);
  for (int turn = 0; turn < turns; ++turn) co_await me.add(shared, 1);
}

Coro<> main_of_crowd(Stage& stage, int count, int turns, bool touching) {
  std::deque<Shared<int>> shared;
  std::vector<Task<>> tasks;
  for (int task = 0; task < count; ++task) {
    if (task % 10 == 0) shared.emplace_back();
    Coro<> body = touching ? write_again_and_again(stage, shared.back(), turns)
                           : take_turns(stage, turns);
    tasks.push_back(create_task(std::move(body)));
  }
  co_await join(std::move(tasks));
}

}  // namespace

Program crowd(int tasks, int turns, bool touching) {
  return [=](Loop& loop) {
    Stage stage(loop, Translation::asy);
    stage.set_steps_max(~std::uint64_t{0});
    return stage.play(main_of_crowd(stage, tasks, turns, touching));
  };
}

double time_of_calm_crowd(int tasks, int turns, bool touching) {
  const Program program = crowd(tasks, turns, touching);
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    Loop loop;
    const std::clock_t start = std::clock();
    static_cast<void>(program(loop));
    const double took = 1e9 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    const double step = took / static_cast<double>(loop.steps());
    best = round == 0 ? step : std::min(best, step);
  }
  return best;
}

}  // namespace sim::zoo
