// sim/sched/portfolio.hpp
//
// The strategy to take where nothing is known of the bug: surw by kind, pos, surw, pct and urw in
// turn, after one calm run: one run each at first, sixteen each after a hundred. They share what
// they learn of the program.
//
// Each is blind to some bugs that another one finds at once, so even the best of them, surw by far
// (props/zoo), is not left alone.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "sim/sched/strategy.hpp"

namespace sim {

class Portfolio final : public Strategy {
 public:
  Portfolio();

  void begin_run(std::uint64_t seed) override;
  void end_run(bool passed) override { now().end_run(passed); }
  [[nodiscard]] std::string_view name() const override { return "portfolio"; }
  [[nodiscard]] const RunLog& log() const override { return now().log(); }
  void set_fair_after(std::uint64_t steps) override;

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override { return now().choose(choice); }
  [[nodiscard]] Picker* picker() noexcept override { return now().picker(); }

  // Whose turn it is.
  [[nodiscard]] Strategy& now() const noexcept { return *members_[now_]; }

 private:
  static constexpr std::size_t calm = 5;  // who makes the first run

  std::array<std::unique_ptr<Strategy>, 6> members_;
  std::size_t now_ = calm;
  std::uint64_t runs_ = 0;
};

}  // namespace sim
