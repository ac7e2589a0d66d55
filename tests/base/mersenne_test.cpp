#include "sim/base/mersenne.hpp"

#include <gtest/gtest.h>

#include <array>
#include <numeric>
#include <vector>

namespace sim {
namespace {

using Words = std::vector<std::uint32_t>;

Words draw(Mersenne& engine, std::size_t count) {
  Words words(count);
  for (std::uint32_t& word : words) word = engine.next();
  return words;
}

Words first_words(const Words& key, std::size_t count) {
  Mersenne engine(key);
  return draw(engine, count);
}

// The first line and the last word of the output that its authors publish beside mt19937ar.
TEST(Mersenne, GivesTheWordsOfItsAuthors) {
  Mersenne engine(Words{0x123, 0x234, 0x345, 0x456});
  EXPECT_EQ((Words{1067595299, 955945823, 477289528, 4107218783, 4228976476}), draw(engine, 5));
  EXPECT_EQ(3460025646u, draw(engine, 995).back());
}

TEST(Mersenne, GivesTheWordsOfPythonForAnIntegerSeed) {
  EXPECT_EQ((Words{2746317213, 478163327, 107420369}), first_words({42}, 3));
}

// Longer than the state, a key goes round more than once.
TEST(Mersenne, ReadsEveryWordOfALongKey) {
  Words key(1000);
  std::iota(key.begin(), key.end(), 1u);
  EXPECT_EQ((Words{54400238, 1485006970, 2700842289}), first_words(key, 3));
  Words other = key;
  other.back() ^= 1;
  EXPECT_NE(first_words(key, 3), first_words(other, 3));
}

TEST(Mersenne, TellsAZeroAtTheEndOfAKey) { EXPECT_NE(first_words({2}, 3), first_words({2, 0}, 3)); }

TEST(Mersenne, GoesOnFromBlockToBlock) {
  Mersenne engine(Words{42});
  const Words words = draw(engine, 3 * 624);
  EXPECT_EQ(767303988u, words[226]);
  EXPECT_EQ(2180476188u, words[227]);
  EXPECT_EQ(2929454134u, words[623]);
  EXPECT_EQ(1071722055u, words[624]);
  EXPECT_EQ(2864457210u, words[625]);
  EXPECT_EQ(3190649866u, words[1247]);
  EXPECT_EQ(2301518177u, words[1248]);
  EXPECT_EQ(1571346130u, words[1871]);
}

TEST(Mersenne, GoesOnInACopyAsInTheOriginal) {
  Mersenne engine(Words{42});
  draw(engine, 600);
  Mersenne copy = engine;
  EXPECT_EQ(draw(engine, 100), draw(copy, 100));
}

TEST(Mersenne, StartsAfreshWhenItIsSeeded) {
  Mersenne engine(Words{1});
  draw(engine, 700);
  engine.seed(Words{42});
  EXPECT_EQ(first_words({42}, 700), draw(engine, 700));
}

}  // namespace
}  // namespace sim
