#include "sim/explore/interleavings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "sim/loop/loop.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/urw.hpp"

namespace sim {
namespace {

// All orders of steps, once: the order in which timers fall due is one of the steps they make
// ready.
class EachOrder final : public DfsStrategy {
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override {
    return choice.kind == ChoiceKind::timer ? 0 : DfsStrategy::answer(choice);
  }
};

// A draw that knows how unlikely it was.
class Draw final : public UrwStrategy {
 public:
  Draw() { set_fair_after(~std::uint64_t{0}); }

  [[nodiscard]] double stands_for() const noexcept { return odds_; }

 private:
  void prepare() override {
    odds_ = 1.0;
    UrwStrategy::prepare();
  }
  [[nodiscard]] Place next() override {
    const Place place = draw();
    odds_ *= static_cast<double>(line().total()) / line().weight(place);
    take(place);
    return place;
  }
  [[nodiscard]] std::uint32_t answer(const Choice& choice) override {
    if (choice.kind == ChoiceKind::timer) return 0;
    odds_ *= choice.arity;
    return draws().below(choice.arity);
  }

  double odds_ = 1.0;
};

class Count {
 public:
  Count(const Program& program, const InterleavingsOptions& options)
      : program_(program), options_(options) {}

  Interleavings run() {
    EachOrder all;
    std::uint64_t made = 0;
    for (; made < options_.schedules && !all.exhausted(); ++made) {
      if (!run_once(all, 0)) return {};
    }
    loop_.set_chooser(nullptr);
    if (all.exhausted()) return {static_cast<double>(made), true};
    Interleavings about = estimate();
    loop_.set_chooser(nullptr);
    about.count = std::max(about.count, static_cast<double>(made));
    return about;
  }

 private:
  static constexpr std::uint64_t runs_to_learn = 16;
  static constexpr double error_wanted = 0.05;

  // Returns false if there is no time.
  bool run_once(PickingStrategy& strategy, std::uint64_t seed) {
    if (options_.keep_going && !options_.keep_going()) return false;
    strategy.begin_run(seed);
    loop_.set_chooser(&strategy);
    const Ending ending = program_(loop_);
    strategy.end_run(ending.ok());
    loop_.reset();
    return true;
  }

  Interleavings estimate() {
    Draw draw;
    std::uint64_t seed = 0;
    while (seed < runs_to_learn) {
      if (!run_once(draw, seed++)) return {};
    }
    double mean = 0.0;
    double squares = 0.0;  // of the differences to the mean
    double error = 1.0;
    const auto most = static_cast<double>(options_.draws);
    const double least = most / 10;
    for (double count = 1.0; count <= most && (count <= least || error > error_wanted);
         count += 1.0) {
      if (!run_once(draw, seed++)) return {};
      const double away = draw.stands_for() - mean;
      mean += away / count;
      squares += away * (draw.stands_for() - mean);
      error = std::sqrt(squares / count / count) / mean;
    }
    return {mean, false, error};
  }

  const Program& program_;
  const InterleavingsOptions& options_;
  Loop loop_;
};

// As many of its digits as count.
std::string rounded(double count, int digits) {
  const double power = std::floor(std::log10(count));
  const double unit = std::pow(10.0, power - digits + 1);
  const double round = std::round(count / unit) * unit;
  char text[32];
  if (round < 1e6) return with_commas(static_cast<std::uint64_t>(std::llround(round)));
  if (round < 1e9) {
    std::snprintf(text, sizeof text, digits > 1 && round < 1e7 ? "%.1f M" : "%.0f M", round / 1e6);
  } else {
    std::snprintf(text, sizeof text, "%.*e", digits - 1, round);
    const std::string sign = text;
    return sign.substr(0, sign.find('+')) + sign.substr(sign.find('+') + 1);
  }
  return text;
}

}  // namespace

std::string with_commas(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t end = text.size(); end > 3; end -= 3) text.insert(end - 3, ",");
  return text;
}

std::string Interleavings::text() const {
  if (!(count < 1e300)) return "more than 1e300 interleavings";
  if (!exact) {
    return (error < 0.3 ? "about " : "roughly ") + rounded(count, error < 0.1 ? 2 : 1) +
           " interleavings";
  }
  const auto whole = static_cast<std::uint64_t>(std::llround(count));
  return with_commas(whole) + (whole == 1 ? " interleaving" : " interleavings");
}

Interleavings count_interleavings(const Program& program, const InterleavingsOptions& options) {
  return Count(program, options).run();
}

}  // namespace sim
