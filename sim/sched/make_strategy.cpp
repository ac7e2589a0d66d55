#include "sim/sched/make_strategy.hpp"

#include <charconv>
#include <cstdint>

#include "sim/sched/cancel.hpp"
#include "sim/sched/delay_bounded.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"
#include "sim/sched/fifo.hpp"
#include "sim/sched/pct.hpp"
#include "sim/sched/portfolio.hpp"
#include "sim/sched/pos.hpp"
#include "sim/sched/random.hpp"
#include "sim/sched/surw.hpp"
#include "sim/sched/ties.hpp"
#include "sim/sched/urw.hpp"

namespace sim {
namespace {

template <class Method>
std::unique_ptr<Strategy> make() {
  return std::make_unique<Method>();
}

struct Named {
  std::string_view name;
  std::unique_ptr<Strategy> (*make)();
};

constexpr Named kStrategies[] = {
    {"portfolio", make<Portfolio>}, {"surw", make<SurwStrategy>},
    {"pos", make<PosStrategy>},     {"pct", make<PctStrategy>},
    {"urw", make<UrwStrategy>},     {"random", make<RandomStrategy>},
    {"fifo", make<FifoStrategy>},   {"delay-bounded", make<DelayBoundedStrategy>},
    {"dfs", make<DfsStrategy>},     {"dpor", make<DporStrategy>},
    {"cancel", make<CancelStrategy>}, {"ties", make<TiesStrategy>},
};

std::unique_ptr<Strategy> make_pct(std::string_view depth) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(depth.data(), depth.data() + depth.size(), number);
  if (error != std::errc() || end != depth.data() + depth.size() || number == 0) return nullptr;
  return std::make_unique<PctStrategy>(number);
}

}  // namespace

std::unique_ptr<Strategy> make_strategy(std::string_view name) {
  for (const Named& strategy : kStrategies) {
    if (strategy.name == name) return strategy.make();
  }
  if (name == "surw-kind") return std::make_unique<SurwStrategy>(SurwWeights::by_kind);
  return name.starts_with("pct") ? make_pct(name.substr(3)) : nullptr;
}

const std::vector<std::string_view>& strategy_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Named& strategy : kStrategies) all.push_back(strategy.name);
    return all;
  }();
  return names;
}

}  // namespace sim
