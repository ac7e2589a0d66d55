#include "sim/base/sha512.hpp"

#include <gtest/gtest.h>

#include <string>

namespace sim::detail {
namespace {

std::string hex(std::string_view message) {
  std::string text;
  for (const std::uint8_t byte : sha512(message)) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text;
}

TEST(Sha512, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
      "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
      hex("abc"));
  EXPECT_EQ(
      "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
      "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909",
      hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
          "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"));
}

TEST(Sha512, HashesNothing) {
  EXPECT_EQ(
      "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
      "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e",
      hex(""));
}

// 111 bytes leave just room for the length in one block; 112 need a second, 128 a third.
TEST(Sha512, PadsAtTheEdgesOfABlock) {
  EXPECT_EQ(
      "9a2a120825c2319867758ec277924f6faa254968bf752046dacdd948d8ad299b"
      "10359fd04bfd7d3810b5fa1b16a294236138baff981cbb85248478053ac4d3dd",
      hex(std::string(111, 'x')));
  EXPECT_EQ(
      "a3722b515ef40c910f2419f6e0da8ca51d410114ce6272faae64045f9e9f630e"
      "7fa8dd5a3243c9860b899d148c3da4bc0f9e07454542604d030bb55531fe0d5b",
      hex(std::string(112, 'x')));
  EXPECT_EQ(
      "1d5a8893e7b7ed83d485d26f88cfb846f3760279916976fe538e539fc16f7cd1"
      "9ba3e1c2cd5fda78749a74205755cdf694e8fa90b2bfed8815f406af76c1d7bf",
      hex(std::string(127, 'x')));
  EXPECT_EQ(
      "e2e22f8422b54b06e35c3ea30a383d1de7a8fbc27992923074103117020d8dd7"
      "024c3ecf7d6d1a15a6de5a75ff32fb486b9e8ced4c02ffe05822bf2cb734d0e0",
      hex(std::string(128, 'x')));
}

TEST(Sha512, HashesAMillionLetters) {
  EXPECT_EQ(
      "e718483d0ce769644e2e42c7bc15b4638e1f98b13b2044285632a803afa973eb"
      "de0ff244877ea60a4cb0432ce577c31beb009c5c2c49aa2e4eadb217ad8cc09b",
      hex(std::string(1'000'000, 'a')));
}

TEST(Sha512, ReadsBytesAboveTheLettersAndZeros) {
  EXPECT_EQ(
      "4e299abd4d5679c532a3aeae45b3988929637f6ea5a3086de58dc413a990027c"
      "46651399eeaa1d717204632d6aa3334fe92699de86a167bc191cd0ef4e852389",
      hex(std::string_view("\x00\xff\x80\x00", 4)));
}

}  // namespace
}  // namespace sim::detail
