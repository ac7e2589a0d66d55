#include "tools/cli/write_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

namespace fs = std::filesystem;

class WriteFile : public ProgramTest {
 protected:
  [[nodiscard]] std::string write_to(const std::string& path) const {
    std::string problem = write_file((folder() / path).string(), "new\n");
    const std::string prefix = folder().string() + "/";
    return problem.starts_with(prefix) ? problem.substr(prefix.size()) : problem;
  }
};

TEST_F(WriteFile, MakesAFileOrReplacesIt) {
  EXPECT_EQ(write_to("a"), "");
  write("b", "a longer old text\n");
  EXPECT_EQ(write_to("b"), "");
  EXPECT_EQ(read("a"), "new\n");
  EXPECT_EQ(read("b"), "new\n");
  EXPECT_EQ(names(), (std::vector<std::string>{"a", "b"}));
}

TEST_F(WriteFile, KeepsThePermissions) {
  write("a", "");
  const fs::perms odd = fs::perms::owner_read | fs::perms::owner_write | fs::perms::others_exec;
  fs::permissions(folder() / "a", odd);
  EXPECT_EQ(write_to("a"), "");
  EXPECT_EQ(fs::status(folder() / "a").permissions(), odd);
}

TEST_F(WriteFile, WritesThroughALink) {
  write("real/a", "old\n");
  fs::create_symlink("real/a", folder() / "link");
  EXPECT_EQ(write_to("link"), "");
  EXPECT_TRUE(fs::is_symlink(folder() / "link"));
  EXPECT_EQ(read("real/a"), "new\n");
}

TEST_F(WriteFile, SaysWhyItCannot) {
  write("folder/a", "");
  EXPECT_EQ(write_to("folder"), "folder: cannot be written: it is a folder");
  EXPECT_EQ(write_to("no/folder"), "no/folder: cannot be written: No such file or directory");
  EXPECT_EQ(write_file("/dev/full", "x"), "/dev/full: cannot be written: No space left on device");
  EXPECT_EQ(names(), std::vector<std::string>{"folder"});
}

}  // namespace
}  // namespace sim::cli
