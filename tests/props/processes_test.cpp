// The same programs in another process.

#include <gtest/gtest.h>

#include <cstdio>
#include <memory>
#include <string>

#include "sim/base/hash.hpp"

namespace {

// What a command prints, as a digest.
std::uint64_t digest_of_output(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen(command.c_str(), "r"), &pclose);
  sim::Digest digest;
  char buffer[4096];
  std::size_t total = 0;
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe.get())) {
    digest.add(std::string_view(buffer, got));
    total += got;
  }
  EXPECT_GT(total, 1000U) << command;
  return digest.value();
}

// In quotes: the path may have a blank in it.
const std::string program = "'" FERMATA_PROPS_PROGRAMS "'";

TEST(Processes, GiveEqualProgramsEqualDigests) {
  EXPECT_EQ(digest_of_output(program + " 1 300"), digest_of_output(program + " 1 300"));
}

// Memory lies elsewhere and the environment is another one; nothing of that may be seen.
TEST(Processes, GiveEqualDigestsWhateverSurroundsThem) {
  EXPECT_EQ(digest_of_output(program + " 1 300"),
            digest_of_output("MALLOC_PERTURB_=85 PADDING=0123456789012345678901234567890123456789 "
                             "LC_ALL=C TZ=Asia/Tokyo " +
                             program + " 1 300"));
}

TEST(Processes, GiveOtherProgramsOtherDigests) {
  EXPECT_NE(digest_of_output(program + " 1 300"), digest_of_output(program + " 2 300"));
}

}  // namespace
