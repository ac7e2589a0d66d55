#include "tools/cli/diff.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sim::cli {
namespace {

using Lines = std::vector<std::string>;

// A line a letter.
Lines letters(std::string_view text) {
  Lines lines;
  for (const char c : text) lines.emplace_back(1, c);
  return lines;
}

// "a-b+c": keep a, remove b, add c.
std::string edited(std::string_view from, std::string_view to) {
  std::string out;
  std::size_t i = 0;
  std::size_t j = 0;
  const Lines a = letters(from);
  const Lines b = letters(to);
  for (const Edit edit : edits(a, b)) {
    if (edit == Edit::add) {
      out += "+" + b[j++];
    } else {
      out += (edit == Edit::remove ? "-" : "") + a[i++];
      j += edit == Edit::keep;
    }
  }
  EXPECT_EQ(i, a.size());
  EXPECT_EQ(j, b.size());
  return out;
}

std::size_t changes(std::string_view from, std::string_view to) {
  std::size_t count = 0;
  for (const Edit edit : edits(letters(from), letters(to))) count += edit != Edit::keep;
  return count;
}

TEST(Diff, SaysNothingOfEqualTexts) {
  EXPECT_EQ(unified_diff({}, {}), Lines{});
  EXPECT_EQ(unified_diff(letters("abc"), letters("abc")), Lines{});
}

TEST(Diff, KeepsWhatBothHave) {
  EXPECT_EQ(edited("abc", "axc"), "a-b+xc");
  EXPECT_EQ(edited("", "ab"), "+a+b");
  EXPECT_EQ(edited("ab", ""), "-a-b");
  EXPECT_EQ(edited("abc", "abcabc"), "abc+a+b+c");
}

TEST(Diff, FindsTheFewestChanges) {
  EXPECT_EQ(changes("abcabba", "cbabac"), 5U);  // the example of Myers' paper
  EXPECT_EQ(changes("abcdef", "fabcde"), 2U);
  EXPECT_EQ(changes("kitten", "sitting"), 5U);
}

// Every pair of short texts over two letters: as few changes as a table of all prefixes says.
std::size_t fewest(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
      } else if (a[i - 1] == b[j - 1]) {
        table[i][j] = table[i - 1][j - 1];
      } else {
        table[i][j] = 1 + std::min(table[i - 1][j], table[i][j - 1]);
      }
    }
  }
  return table[a.size()][b.size()];
}

TEST(Diff, IsRightOnAllShortTexts) {
  std::vector<std::string> texts{""};
  for (std::size_t i = 0; i < texts.size() && texts[i].size() < 5; ++i) {
    texts.push_back(texts[i] + "a");
    texts.push_back(texts[i] + "b");
  }
  for (const std::string& from : texts) {
    for (const std::string& to : texts) {
      EXPECT_EQ(changes(from, to), fewest(from, to)) << from << " " << to;
    }
  }
}

TEST(Diff, WritesWhatDiffWrites) {
  EXPECT_EQ(unified_diff(letters("abcdefgh"), letters("abcdEfgh")),
            (Lines{"--- expected", "+++ actual", "@@ -2,7 +2,7 @@", " b", " c", " d", "-e", "+E",
                   " f", " g", " h"}));
  EXPECT_EQ(unified_diff(letters("a"), letters("")),
            (Lines{"--- expected", "+++ actual", "@@ -1 +0,0 @@", "-a"}));
  EXPECT_EQ(unified_diff(letters(""), letters("ab")),
            (Lines{"--- expected", "+++ actual", "@@ -0,0 +1,2 @@", "+a", "+b"}));
}

TEST(Diff, ShowsChangesThatAreFarApartByThemselves) {
  const Lines lines = unified_diff(letters("abcdefghijklmnop"), letters("Abcdefghijklmnop!"));
  EXPECT_EQ(lines, (Lines{"--- expected", "+++ actual", "@@ -1,4 +1,4 @@", "-a", "+A", " b", " c",
                          " d", "@@ -14,3 +14,4 @@", " n", " o", " p", "+!"}));
}

TEST(Diff, TakesTextsThatHaveNothingInCommon) {
  const Lines from(edits_max + 5, "a");
  const Lines to(edits_max + 7, "b");
  const std::vector<Edit> all = edits(from, to);
  EXPECT_EQ(std::ranges::count(all, Edit::remove), std::ssize(from));
  EXPECT_EQ(std::ranges::count(all, Edit::add), std::ssize(to));
}

}  // namespace
}  // namespace sim::cli
