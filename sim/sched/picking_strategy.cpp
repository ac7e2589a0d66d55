#include "sim/sched/picking_strategy.hpp"

namespace sim {

void PickingStrategy::begin_run(std::uint64_t seed) {
  draws_ = Xoshiro(seed);
  log_.picks.clear();
  log_.answers.clear();
  log_.cancels = cancels();
  calm_pick_ = false;
  begin();
}

void PickingStrategy::make_room() { log_.picks.reserve(2 * log_.picks.size() + 16); }

std::uint32_t PickingStrategy::answer(const Choice& choice) {
  switch (choice.kind) {
    case ChoiceKind::step:
    case ChoiceKind::timer:
    case ChoiceKind::delay: return draws_.below(choice.arity);
    case ChoiceKind::fault: return draws_.chance(choice.chance) ? 1 : 0;
  }
  return 0;
}

}  // namespace sim
