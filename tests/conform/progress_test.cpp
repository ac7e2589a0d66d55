#include "tools/conform/progress.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <array>
#include <string>

namespace sim::conform {
namespace {

// What a Progress writes to a descriptor whose other end is `reader`. Closes the descriptor: a
// terminal hands over what it was given in its own time, and all of it only before its end.
std::string written(int descriptor, int reader) {
  {
    Progress progress(descriptor, 4);
    progress.show(2, "1 difference");
    progress.clear();
  }
  close(descriptor);
  std::string all;
  std::array<char, 1000> text{};
  for (ssize_t size = 0; (size = read(reader, text.data(), text.size())) > 0;) {
    all.append(text.data(), static_cast<std::size_t>(size));
  }
  return all;
}

TEST(ConformProgress, DrawsABarOnATerminal) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  ASSERT_EQ(grantpt(terminal) + unlockpt(terminal), 0);
  const int inside = open(ptsname(terminal), O_RDWR | O_NOCTTY);
  ASSERT_GE(inside, 0);
  const std::string drawn = written(inside, terminal);
  EXPECT_NE(drawn.find("[###############...............] 2 of 4, "), std::string::npos) << drawn;
  EXPECT_NE(drawn.find("/s, 1 difference"), std::string::npos) << drawn;
  EXPECT_TRUE(drawn.ends_with("\r\x1b[K")) << drawn;
  close(terminal);
}

TEST(ConformProgress, DrawsNothingIntoAPipe) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  EXPECT_EQ(written(ends[1], ends[0]), "");
  close(ends[0]);
}

}  // namespace
}  // namespace sim::conform
