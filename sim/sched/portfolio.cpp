#include "sim/sched/portfolio.hpp"

#include "sim/sched/calm_profile.hpp"
#include "sim/sched/pct.hpp"
#include "sim/sched/pos.hpp"
#include "sim/sched/surw.hpp"
#include "sim/sched/urw.hpp"

namespace sim {
namespace {

// Whose turn it is, by the order of the members.
constexpr std::array<std::size_t, 5> kTurns = {1, 2, 0, 3, 4};

// One run each at first, so that a bug that is easy for one of them is found soon; later so many
// that the processor has learnt whom a run asks before the next member comes.
constexpr std::uint64_t kSingleRuns = 100;
constexpr std::uint64_t kStretch = 16;

std::size_t whose_turn(std::uint64_t run) {
  const std::uint64_t turn = run < kSingleRuns ? run : (run - kSingleRuns) / kStretch;
  return kTurns[turn % kTurns.size()];
}

}  // namespace

Portfolio::Portfolio() {
  const auto known = std::make_shared<Knowledge>();
  members_[0] = std::make_unique<SurwStrategy>(SurwWeights::by_task, known);
  members_[1] = std::make_unique<SurwStrategy>(SurwWeights::by_kind, known);
  members_[2] = std::make_unique<PosStrategy>(known);
  members_[3] = std::make_unique<PctStrategy>(0, known);
  members_[4] = std::make_unique<UrwStrategy>(known);
  members_[calm] = std::make_unique<CalmProfile>(known);
}

void Portfolio::begin_run(std::uint64_t seed) {
  now_ = runs_ == 0 ? calm : whose_turn(runs_ - 1);
  ++runs_;
  now().begin_run(seed);
}

void Portfolio::set_fair_after(std::uint64_t steps) {
  for (const std::unique_ptr<Strategy>& member : members_) member->set_fair_after(steps);
}

}  // namespace sim
