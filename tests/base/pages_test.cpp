#include "sim/base/pages.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace sim {
namespace {

TEST(Pages, AreAskedForWithoutATraceInWhatTheyHold) {
  for (const std::size_t bytes : {0U, 1U, 4095U, 8192U, 100'001U}) {
    std::vector<unsigned char> piece(bytes, 7);
    populate_pages(piece.data(), piece.size());
    for (const unsigned char byte : piece) ASSERT_EQ(byte, 7);
  }
  populate_pages(nullptr, 0);
}

TEST(Pages, AreAskedToBeLargeWithoutATraceInWhatTheyHold) {
  struct alignas(large_page) Piece {
    std::array<unsigned char, large_page> bytes;
  };
  const auto piece = std::make_unique<Piece>();
  piece->bytes.back() = 7;
  prefer_large_pages(piece.get(), sizeof(Piece));
  piece->bytes.front() = 8;
  EXPECT_EQ(piece->bytes.back(), 7);
  EXPECT_EQ(piece->bytes.front(), 8);
}

}  // namespace
}  // namespace sim
