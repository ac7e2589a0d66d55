#include "props/zoo/asyncio/play.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/coro/exceptions.hpp"
#include "sim/coro/future.hpp"

namespace sim::zoo::asyncio {
namespace {

// Says yes to the n-th question whether somebody is cancelled.
class Striker final : public Chooser {
 public:
  explicit Striker(int which) : left_(which) {}
  std::uint32_t choose(const Choice& choice) override {
    return choice.kind == ChoiceKind::fault && --left_ == 0 ? 1 : 0;
  }

 private:
  int left_;
};

std::string ending(Coro<> (*client)(Play&), int strike = 0, std::uint32_t cancels = 1) {
  Loop loop;
  Striker striker(strike);
  loop.set_chooser(&striker);
  return Play(loop, {.cancels = cancels}).act(client).what;
}

Coro<> some_turns() {
  for (int turns = 0; turns < 3; ++turns) co_await turn();
}
Coro<> swallow() {
  try {
    co_await some_turns();
  } catch (const CancelledError&) {
  }
}
Coro<> wait_for_ever() {
  const Future<> never;
  co_await never;
}
Coro<> fail() {
  co_await turn();
  throw ValueError("no");
}
Coro<> cancel_itself() {
  current_task().cancel();
  co_await turn();
}
Coro<> ask_itself_in_vain() {
  current_task().cancel();
  try {
    co_await turn();
  } catch (const CancelledError&) {
  }
}

template <Coro<> (*body)()>
Coro<> one(Play& play) {
  play.worker("worker", body());
  co_await play.workers_end();
}

TEST(Play, PassesAClientThatKeepsTheLaws) {
  for (int strike = 0; strike < 6; ++strike) EXPECT_EQ(ending(one<some_turns>, strike), "");
}

TEST(Play, FindsACancellationThatIsSwallowed) {
  EXPECT_EQ(ending(one<swallow>), "");
  EXPECT_EQ(ending(one<swallow>, 2), "a cancellation is swallowed");
  EXPECT_EQ(ending(one<swallow>, 2, 0), "");
}

TEST(Play, FindsWhoWaitsForEver) {
  EXPECT_EQ(ending(one<wait_for_ever>), "somebody waits for ever");
  EXPECT_EQ(ending(one<wait_for_ever>, 2), "");
}

TEST(Play, FindsWhatIsRaised) { EXPECT_EQ(ending(one<fail>), "ValueError: no"); }

TEST(Play, FindsACancellationThatNobodyAskedFor) {
  EXPECT_EQ(ending(one<cancel_itself>), "somebody is cancelled whom nobody has cancelled");
}

TEST(Play, FindsARequestThatIsLeftOver) {
  EXPECT_EQ(ending(one<ask_itself_in_vain>), "a request to stop is left over");
}

Coro<> two_promises(Play& play) {
  play.broken("the first");
  play.broken("the second");
  co_return;
}

TEST(Play, SaysWhatWasBrokenFirst) { EXPECT_EQ(ending(two_promises), "the first"); }

Coro<> excused(Play& play) {
  play.may_wait_if([] { return true; });
  return one<wait_for_ever>(play);
}

TEST(Play, LetsWaitWhoIsExcused) { EXPECT_EQ(ending(excused), ""); }

}  // namespace
}  // namespace sim::zoo::asyncio
