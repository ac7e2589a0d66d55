// A picker that says that it is calm, beside one that is asked and always gives the calm answer,
// and beside none.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/xoshiro.hpp"
#include "sim/loop/loop.hpp"
#include "sim/loop/picker.hpp"

namespace sim {
namespace {

class First final : public Chooser, public Picker {
 public:
  explicit First(Order order) : Picker(order) {}

  std::uint32_t choose(const Choice&) override { return 0; }
  Picker* picker() noexcept override { return this; }
  void joins(Place, TaskId) override { ++asked; }
  void leaves(Place) override { ++asked; }
  Place pick() override {
    ++asked;
    return first_in_line;
  }

  int asked = 0;
};

// Calls that make further calls, and take calls back, at random.
class Churn {
 public:
  enum class Asked : std::uint8_t { yes, no };
  Churn(Picker::Order order, std::uint64_t seed, Asked is_asked = Asked::yes)
      : draws_(seed), first_(order), chooser_(is_asked == Asked::yes ? &first_ : nullptr) {
    loop_.set_chooser(chooser_);
    for (int i = 0; i < 4; ++i) make_call();
  }

  void run(bool halts) {
    halts_ = halts;
    for (int i = 0; i < 40; ++i) loop_.run();
    if (halts) loop_.set_chooser(chooser_);
    loop_.run();
    note("end");
  }
  void reset() {
    loop_.reset();
    note("reset");
    for (int i = 0; i < 4; ++i) make_call();
  }

  std::string text;
  [[nodiscard]] int asked() const { return first_.asked; }

 private:
  void note(const std::string& what) {
    text += what + "@" + std::to_string(loop_.iteration()) + "/" + std::to_string(loop_.steps()) +
            "/" + std::to_string(loop_.now().time_since_epoch().count()) + " ";
  }
  void make_call() {
    if (made_ == 300) return;
    const int number = ++made_;
    const auto call = [this, number] {
      note(std::to_string(number));
      act();
    };
    if (draws_.below(3) == 0) {
      handles_.emplace_back(loop_.call_later(Duration(draws_.below(4)), call));
    } else {
      handles_.push_back(loop_.call_soon(call));
    }
  }
  void act() {
    for (std::uint32_t count = draws_.below(4); count > 0; --count) make_call();
    if (draws_.below(3) == 0) handles_[draws_.below(size())].cancel();
    if (draws_.below(4) == 0) handles_.back().cancel();
    if (halts_ && draws_.below(8) == 0) loop_.halt();
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(handles_.size()); }

  Xoshiro draws_;
  First first_;
  First* chooser_;
  Loop loop_;
  std::vector<Handle> handles_;
  int made_ = 0;
  bool halts_ = false;
};

void expect_same(bool halts) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Churn calm(Picker::Order::calm, seed);
    Churn picked(Picker::Order::picked, seed);
    Churn unasked(Picker::Order::picked, seed, Churn::Asked::no);
    for (Churn* churn : {&calm, &picked, &unasked}) {
      churn->run(halts);
      churn->reset();
      churn->run(halts);
    }
    EXPECT_EQ(calm.text, picked.text) << seed;
    EXPECT_EQ(calm.text, unasked.text) << seed;
    EXPECT_EQ(calm.asked(), 0);
    EXPECT_GT(picked.asked(), 0);
  }
}

TEST(ACalmPicker, MakesTheSameRunUnasked) { expect_same(false); }

TEST(ACalmPicker, MakesTheSameRunWhereTheLoopIsHalted) { expect_same(true); }

}  // namespace
}  // namespace sim
