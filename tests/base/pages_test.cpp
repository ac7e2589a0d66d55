#include "sim/base/pages.hpp"

#include <gtest/gtest.h>

#include <cstddef>
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

}  // namespace
}  // namespace sim
