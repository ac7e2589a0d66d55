// sim/sched/fifo.hpp
//
// The calm strategy: asyncio's own order and fair weather, in every run. One run tells all.

#pragma once

#include "sim/sched/calm_line.hpp"

namespace sim {

class FifoStrategy final : public CalmLine {
 public:
  [[nodiscard]] std::string_view name() const override { return "fifo"; }
  [[nodiscard]] bool exhausted() const override { return ended_; }
  void end_run(bool) override { ended_ = true; }

 private:
  void begin() override {}
  [[nodiscard]] std::uint32_t answer(const Choice&) override { return 0; }

  bool ended_ = false;
};

}  // namespace sim
