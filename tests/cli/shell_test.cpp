#include "tools/cli/shell.hpp"

#include <gtest/gtest.h>

namespace sim::cli {
namespace {

TEST(ShellQuoted, LeavesPlainWordsAlone) {
  EXPECT_EQ(shell_quoted("scenarios/a-b_c.sim.yaml"), "scenarios/a-b_c.sim.yaml");
}

TEST(ShellQuoted, ProtectsWhatAShellWouldRead) {
  EXPECT_EQ(shell_quoted("a b"), "'a b'");
  EXPECT_EQ(shell_quoted(""), "''");
  EXPECT_EQ(shell_quoted("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_quoted("$(rm)"), "'$(rm)'");
}

}  // namespace
}  // namespace sim::cli
