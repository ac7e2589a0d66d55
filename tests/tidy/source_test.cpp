#include "tools/tidy/source.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

Language language(const std::string& path, const std::string& text = "") {
  return read_source(path, text).language;
}

TEST(ReadSource, KnowsTheLanguageByTheSuffix) {
  EXPECT_EQ(Language::cpp, language("sim/loop/loop.hpp"));
  EXPECT_EQ(Language::cmake, language("sim/loop/CMakeLists.txt"));
  EXPECT_EQ(Language::cmake, language("tools/cmake/fermata-config.cmake.in"));
  EXPECT_EQ(Language::python, language("tools/oracle/run.py"));
  EXPECT_EQ(Language::other, language("README.md"));
}

TEST(ReadSource, KnowsTheLanguageOfAScriptByItsFirstLine) {
  EXPECT_EQ(Language::shell, language("tools/test", "#!/usr/bin/env bash\n"));
  EXPECT_EQ(Language::python, language("tools/ask", "#!/usr/bin/env python3\n"));
}

TEST(ReadSource, TakesWhatItDoesNotKnowForData) {
  EXPECT_EQ(Language::data, language("tests/golden/digest.txt", "a\n"));
}

TEST(ReadSource, KeepsLinesAndCodeSideBySide) {
  const SourceFile file = read_source("a.cpp", "int a; // b\n\nint c;\n");
  ASSERT_EQ(3u, file.lines.size());
  ASSERT_EQ(3u, file.code.size());
  EXPECT_EQ("int a; // b", file.lines[0]);
  EXPECT_EQ("int a;     ", file.code[0]);
}

TEST(ReadSource, TellsHeadersFromSources) {
  EXPECT_TRUE(read_source("a.hpp", "").is_header());
  EXPECT_FALSE(read_source("a.cpp", "").is_header());
}

TEST(IsIn, DoesNotTakeALongerNameForTheFolder) {
  EXPECT_TRUE(is_in("sim/loop/loop.cpp", "sim/loop"));
  EXPECT_TRUE(is_in("sim/loop", "sim/loop"));
  EXPECT_FALSE(is_in("sim/loops/loop.cpp", "sim/loop"));
}

TEST(ToString, SaysWhereWhatWhyAndWhatInstead) {
  EXPECT_EQ("a.cpp:3: says x\n    why: it is bad\n    instead: y\n",
            to_string(Finding{"a.cpp", 3, "says x", "it is bad", "y"}));
  EXPECT_EQ("a: is empty\n    why: b\n    instead: c\n",
            to_string(Finding{"a", 0, "is empty", "b", "c"}));
}

}  // namespace
}  // namespace sim::tidy
