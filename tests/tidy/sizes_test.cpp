#include "tools/tidy/sizes.hpp"

#include <gtest/gtest.h>

namespace sim::tidy {
namespace {

std::string repeated(std::size_t count, const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += line;
  }
  return text;
}

// "first-last" of each function, with blanks between.
std::string functions(const std::string& text, const std::string& path = "a.cpp") {
  std::string result;
  for (const Function& each : find_functions(read_source(path, text))) {
    result +=
        (result.empty() ? "" : " ") + std::to_string(each.first) + "-" + std::to_string(each.last);
  }
  return result;
}

std::string sizes(const std::string& text, const std::string& path = "a.cpp") {
  return to_string(check_sizes(read_source(path, text)));
}

TEST(FindFunctions, CountsFromTheSignatureToTheBrace) {
  EXPECT_EQ("2-5", functions("int a;\nint f(int a,\n      int b) {\n  return a;\n}\n"));
}

TEST(FindFunctions, FindsThemInNamespacesAndClasses) {
  EXPECT_EQ("4-4 5-7",
            functions("namespace a {\nclass B : C {\n public:\n  int d() const { return 1; }\n"
                      "  int e() {\n    return 2;\n  }\n};\n}\n"));
}

TEST(FindFunctions, TakesBlocksAndLambdasForPartsOfTheFunctionAroundThem) {
  EXPECT_EQ("1-5", functions("void f() {\n  if (a) {\n    g([](int b) { return b; });\n  }\n}\n"));
}

TEST(FindFunctions, FindsABodyBehindInitialisers) {
  EXPECT_EQ("1-1 1-3", functions("A::A() : b_{1}, c_(2) {\n  d();\n}\n"));
}

TEST(FindFunctions, TakesATableForNoFunction) {
  EXPECT_EQ("", functions("const int a[] = {\n  f(1),\n  2,\n};\nenum class B : int { c };\n"));
}

TEST(FindFunctions, SeesATestAsAFunction) {
  EXPECT_EQ("1-3", functions("TEST(A, Does) {\n  b();\n}\n"));
}

TEST(FindFunctions, ReadsNoBracesInDirectivesLiteralsAndComments) {
  EXPECT_EQ("3-6", functions("#define A {\\\n  {\nvoid f() {  // {\n  g('{');\n  h(\"{\");\n}\n"));
}

TEST(FindFunctions, FindsThoseOfPythonByTheirIndentation) {
  EXPECT_EQ("1-3 5-6",
            functions("def a():\n  b = 1\n  return b\n\nasync def c():\n  pass\n\nd()\n", "a.py"));
}

TEST(CheckSizes, FindsAFunctionThatIsTooLong) {
  const std::string fits = "void f() {\n" + repeated(kFunctionLinesMax - 2, "  g();\n") + "}\n";
  const std::string longer = "void f() {\n" + repeated(kFunctionLinesMax - 1, "  g();\n") + "}\n";
  EXPECT_EQ("", sizes(fits));
  EXPECT_NE(std::string::npos, sizes(longer).find("a.cpp:1: function of 71 lines"));
}

TEST(CheckSizes, FindsAFileThatIsTooLong) {
  EXPECT_EQ("", sizes(repeated(kFileLinesMax, "int a;\n")));
  EXPECT_NE(std::string::npos,
            sizes(repeated(kFileLinesMax + 1, "int a;\n")).find("a.cpp: 401 lines"));
}

TEST(CheckSizes, FindsALineThatIsTooLongInColumnsNotInBytes) {
  EXPECT_EQ("", sizes("// " + repeated(kLineColumnsMax - 3, "é") + "\n"));
  const std::string longer = "\n// " + repeated(kLineColumnsMax - 2, "é") + "\n";
  EXPECT_NE(std::string::npos, sizes(longer).find("a.cpp:2: line of 101 columns"));
}

TEST(CheckSizes, LeavesTextsAndScenariosAlone) {
  const std::string text = repeated(kFileLinesMax + 1, repeated(kLineColumnsMax + 1, "a") + "\n");
  EXPECT_EQ("", sizes(text, "README.md"));
  EXPECT_EQ("", sizes(text, "scenarios/a.sim.yaml"));
  EXPECT_NE("", sizes(text, "a.py"));
}

}  // namespace
}  // namespace sim::tidy
