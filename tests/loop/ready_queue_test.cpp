#include "sim/loop/ready_queue.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace sim {
namespace {

struct Item : Runnable {
  explicit Item(char letter) : Runnable([](Runnable&, RunnableOp) {}, id_of(letter)) {}
  static TaskId id_of(char letter) { return TaskId{static_cast<std::uint64_t>(letter)}; }
};

char letter_of(const Runnable& item) { return static_cast<char>(item.owner().value()); }

struct AReadyQueue : testing::Test {
  std::string take_batch() {
    std::string letters;
    while (queue.batch_left()) letters += letter_of(queue.take_first());
    return letters;
  }

  std::string owners() {
    std::vector<TaskId> ids;
    queue.list_owners(ids);
    std::string letters;
    for (const TaskId id : ids) letters += static_cast<char>(id.value());
    return letters;
  }

  Item a{'a'}, b{'b'}, c{'c'}, d{'d'};
  ReadyQueue queue;
};

TEST_F(AReadyQueue, ServesFirstWhoCameFirst) {
  for (Item* item : {&b, &a, &c}) queue.push(*item);
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "bac");
  EXPECT_TRUE(queue.empty());
}

TEST_F(AReadyQueue, KeepsWhatComesDuringABatchForTheNext) {
  queue.push(a);
  queue.begin_batch();
  queue.push(b);
  EXPECT_EQ(take_batch(), "a");
  EXPECT_FALSE(queue.batch_left());
  EXPECT_FALSE(queue.empty());
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "b");
}

TEST_F(AReadyQueue, TakesNewcomersInTheirOrder) {
  struct New : Runnable {
    explicit New(char letter)
        : Runnable([](Runnable&, RunnableOp) {}, Item::id_of(letter), Newcomer{}) {}
  };
  New x('x'), y('y'), z('z');
  queue.push_newcomer(x);
  EXPECT_TRUE(queue.is_only_incoming(x));
  queue.push_newcomer(y);
  queue.push(a);
  queue.push_newcomer(z);
  EXPECT_EQ(owners(), "xyaz");
  y.unlink();
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "xaz");
}

TEST_F(AReadyQueue, GivesTheOnlyOneThatWaitsWithoutABatch) {
  EXPECT_TRUE(queue.few_incoming());
  EXPECT_FALSE(queue.any_incoming());
  queue.push(a);
  queue.push(b);
  EXPECT_FALSE(queue.few_incoming());
  b.unlink();
  ASSERT_TRUE(queue.few_incoming());
  ASSERT_TRUE(queue.any_incoming());
  EXPECT_EQ(letter_of(queue.take_incoming()), 'a');
  EXPECT_TRUE(queue.empty());
}

TEST_F(AReadyQueue, KeepsWhatIsLeftOfABatchForTheNextOneBeforeWhatCameSince) {
  for (Item* item : {&a, &b, &c}) queue.push(*item);
  queue.begin_batch();
  EXPECT_EQ(letter_of(queue.take_first()), 'a');
  queue.push(d);
  queue.end_batch();
  EXPECT_FALSE(queue.batch_left());
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "bcd");
}

TEST_F(AReadyQueue, PutsWhatABatchLeftBeforeWhatCameSince) {
  queue.push(a);
  queue.push(b);
  queue.begin_batch();
  queue.push(c);
  EXPECT_EQ(letter_of(queue.take_first()), 'a');
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "bc");
}

TEST_F(AReadyQueue, IsLeftByUnlinking) {
  for (Item* item : {&a, &b, &c}) queue.push(*item);
  queue.begin_batch();
  b.unlink();
  EXPECT_EQ(take_batch(), "ac");
}

TEST_F(AReadyQueue, TakesAWholeListInItsOrder) {
  List<Runnable> list;
  list.push_back(b);
  list.push_back(c);
  queue.push(a);
  queue.push_all(list);
  queue.begin_batch();
  EXPECT_EQ(take_batch(), "abc");
  EXPECT_TRUE(list.empty());
}

TEST_F(AReadyQueue, ShowsAndGivesAnyOfThoseThatAreReady) {
  queue.push(a);
  queue.push(b);
  queue.begin_batch();
  queue.push(c);
  queue.push(d);
  EXPECT_EQ(owners(), "abcd");
  EXPECT_EQ(letter_of(queue.take(2)), 'c');
  EXPECT_EQ(letter_of(queue.take(1)), 'b');
  EXPECT_EQ(letter_of(queue.take(1)), 'd');
  EXPECT_EQ(owners(), "a");
  EXPECT_EQ(letter_of(queue.take(0)), 'a');
}

TEST_F(AReadyQueue, GivesAllThatIsLeftWhenDrained) {
  queue.push(a);
  queue.begin_batch();
  queue.push(b);
  std::string letters;
  while (Runnable* left = queue.drain()) letters += letter_of(*left);
  EXPECT_EQ(letters, "ab");
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace sim
