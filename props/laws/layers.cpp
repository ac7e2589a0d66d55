#include "props/laws/layers.hpp"

#include <algorithm>
#include <utility>

namespace sim::props::laws {
namespace {

// A variable that the program does not have.
int fresh_variable(const Program& program) {
  int last = 0;
  for_each_step(program.main, [&](const Step& step) {
    last = std::max({last, step.var, step.other_var});
  });
  return last + 1;
}

Block in_a_coroutine(Block body, int fresh) {
  Step call{.verb = Verb::call, .var = fresh};
  call.body = std::move(body);
  Step back{.verb = Verb::give_back, .of = fresh};
  return {std::move(call), std::move(back)};
}

void wrap_inner(Block& block, int fresh) {
  for (Step& step : block) {
    for_each_block(step, [&](Block& inner) { wrap_inner(inner, fresh); });
    if (begins_coroutine(step.verb)) step.body = in_a_coroutine(std::move(step.body), fresh);
    for (Operand& operand : step.operands) {
      if (operand.var == 0) operand.body = in_a_coroutine(std::move(operand.body), fresh);
    }
  }
}

// The name counts the tasks, so it is another one in a layered run.
bool same_but_one_later(const Occurrence& a, const Occurrence& b) {
  const auto one_more = [](TaskId id) { return id ? TaskId(id.value() + 1) : id; };
  return a.kind == b.kind && a.time == b.time && a.iteration + 1 == b.iteration &&
         one_more(a.task) == b.task && (one_more(a.other) == b.other || !a.other);
}

std::vector<Occurrence> until_end(const Execution& run, TaskId main, TaskId outer) {
  std::vector<Occurrence> events;
  for (const Occurrence& e : run.events) {
    if ((!outer || e.task != outer) && e.kind != EventKind::clock) events.push_back(e);
    if (e.kind == EventKind::finish && e.task == main) break;
  }
  return events;
}

}  // namespace

Program in_coroutines(const Program& program, int depth) {
  const int fresh = fresh_variable(program);
  Program layered = program;
  for (int i = 0; i < depth; ++i) {
    wrap_inner(layered.main, fresh);
    layered.main = in_a_coroutine(std::move(layered.main), fresh);
  }
  return layered;
}

Program in_a_task(const Program& program) {
  const int task = fresh_variable(program);
  Step spawn{.verb = Verb::spawn, .var = task};
  spawn.body = program.main;
  Step await{.verb = Verb::await, .of = task};
  return {{std::move(spawn), std::move(await)}};
}

Program in_a_gather(const Program& program) {
  Step gather{.verb = Verb::gather};
  gather.operands.push_back({0, program.main});
  return {{std::move(gather)}};
}

Breach layer_costs(const Execution& plain, const Execution& layered, std::uint64_t iterations) {
  const std::vector<Occurrence> a = until_end(plain, TaskId(1), TaskId());
  const std::vector<Occurrence> b = until_end(layered, TaskId(2), TaskId(1));
  if (!std::equal(a.begin(), a.end(), b.begin(), b.end(), &same_but_one_later)) {
    return "the layer changes what is inside it";
  }
  const History history(layered);
  const std::uint64_t inner = history.find(TaskId(2))->finish->iteration;
  const std::uint64_t outer = history.find(TaskId(1))->finish->iteration;
  if (outer == inner + iterations) return holds;
  return "the layer takes " + std::to_string(outer - inner) + " iterations instead of " +
         std::to_string(iterations);
}

}  // namespace sim::props::laws
