#include "props/saved_failures.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "tests/props/temp_folder.hpp"

namespace sim {
namespace {

class SavedFailuresTest : public testing::Test {
 protected:
  const test::TempFolder temp{};
  const std::string& folder = temp.path();
};

TEST_F(SavedFailuresTest, AreThereTheNextTime) {
  EXPECT_TRUE(SavedFailures(folder, "Bank.Test").load().empty());
  EXPECT_EQ(SavedFailures(folder, "Bank.Test").add({"token1", "failed: bank.cpp:7"}), "");
  EXPECT_EQ(SavedFailures(folder, "Bank.Test").add({"token2", ""}), "");
  EXPECT_EQ(SavedFailures(folder, "Bank.Test").load(),
            (std::vector<SavedFailure>{{"token1", "failed: bank.cpp:7"}, {"token2", ""}}));
  EXPECT_TRUE(SavedFailures(folder, "Bank.Other").load().empty());
}

TEST_F(SavedFailuresTest, AreKeptOnce) {
  const SavedFailures saved(folder, "Bank.Test");
  EXPECT_EQ(saved.add({"token", "first"}), "");
  EXPECT_EQ(saved.add({"token", "second"}), "");
  EXPECT_EQ(saved.load(), (std::vector<SavedFailure>{{"token", "first"}}));
}

TEST_F(SavedFailuresTest, StandBesideWhatAPersonWroteThere) {
  const SavedFailures saved(folder, "Bank/Test.Name/3");
  EXPECT_EQ(saved.add({"token1", ""}), "");
  std::ofstream(saved.path(), std::ios::app) << "# this one is hard\n\n";
  EXPECT_EQ(saved.add({"token2", ""}), "");
  EXPECT_EQ(saved.load().size(), 2U);
  std::ostringstream text;
  text << std::ifstream(saved.path()).rdbuf();
  EXPECT_NE(text.str().find("# this one is hard"), std::string::npos);
  EXPECT_EQ(text.str().substr(0, 11), "# Schedules");
}

TEST_F(SavedFailuresTest, AreKeptNowhereWithoutAFolder) {
  const SavedFailures saved("", "Bank.Test");
  EXPECT_EQ(saved.add({"token", ""}), "");
  EXPECT_TRUE(saved.load().empty());
}

TEST_F(SavedFailuresTest, SayWhyTheyCannotBeKept) {
  std::ofstream(folder) << "a file";
  EXPECT_NE(SavedFailures(folder, "Bank.Test").add({"token", ""}), "");
}

}  // namespace
}  // namespace sim
