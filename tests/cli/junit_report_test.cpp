// `fermata check --junit FILE`: what build servers read.

#include <gtest/gtest.h>

#include "tests/cli/program.hpp"

namespace sim::cli {
namespace {

// Why the text is no well-formed XML, or "": tags in pairs, values in quotes, no bare & or <.
class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : rest_(text) {}

  std::string problem() {
    if (!skip("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")) return "no declaration";
    while (!rest_.empty()) {
      const std::string wrong = rest_.front() == '<' ? tag() : text("<");
      if (!wrong.empty()) return wrong;
    }
    return open_.empty() ? "" : "open: " + open_.back();
  }

 private:
  bool skip(std::string_view what) {
    if (!rest_.starts_with(what)) return false;
    rest_.remove_prefix(what.size());
    return true;
  }

  std::string word() {
    const std::size_t end = rest_.find_first_not_of("abcdefghijklmnopqrstuvwxyz");
    const std::string word(rest_.substr(0, end));
    rest_.remove_prefix(word.size());
    return word;
  }

  std::string tag() {
    if (skip("</")) {
      if (open_.empty() || word() != open_.back() || !skip(">")) return "a wrong end";
      open_.pop_back();
      return "";
    }
    skip("<");
    const std::string name = word();
    while (skip(" ")) {
      if (word().empty() || !skip("=\"")) return "a wrong attribute in " + name;
      const std::string wrong = text("\"");
      if (!wrong.empty() || !skip("\"")) return "a wrong value in " + name + wrong;
    }
    if (skip("/>")) return "";
    open_.push_back(name);
    return skip(">") ? "" : "a tag that does not end: " + name;
  }

  // Up to `end`.
  std::string text(std::string_view end) {
    while (!rest_.empty() && !rest_.starts_with(end)) {
      const bool entity = skip("&amp;") || skip("&lt;") || skip("&gt;") || skip("&quot;") ||
                          skip("&#10;") || skip("&#9;") || skip("&#13;");
      if (entity) continue;
      const auto byte = static_cast<unsigned char>(rest_.front());
      if (byte == '&' || byte == '<') return "a bare & or <";
      if (byte < 0x20 && byte != '\n' && byte != '\t') return "a control character";
      rest_.remove_prefix(1);
    }
    return "";
  }

  std::string_view rest_;
  std::vector<std::string> open_;
};

class JunitReport : public ProgramTest {};

TEST_F(JunitReport, HasATestCaseForEachRun) {
  write("s/a.sim.yaml", scenario("a", "- print: x", "expect: {output: [x]}\n"));
  write("s/deep/b.sim.yaml", scenario("b", "- pass",
                                      "cases:\n"
                                      "  - seed: 7\n"
                                      "    expect: {elapsed: 1}\n"));
  EXPECT_EQ(fermata({"check", "-q", "s", "--junit", "out.xml"}).status, 1);
  const std::string wrong = "s/deep/b.sim.yaml:7:14: case 1, seed 7: elapsed: expected 1, got 0";
  EXPECT_EQ(read("out.xml"),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="fermata check" tests="3" failures="1" errors="0" skipped="0">
    <testcase name="a" classname="s" file="s/a.sim.yaml" line="1">
      <properties>
        <property name="seed" value="0"/>
        <property name="again" value="fermata run s/a.sim.yaml"/>
      </properties>
    </testcase>
    <testcase name="b" classname="s/deep" file="s/deep/b.sim.yaml" line="1">
      <properties>
        <property name="seed" value="0"/>
        <property name="again" value="fermata run --case 0 s/deep/b.sim.yaml"/>
      </properties>
    </testcase>
    <testcase name="b, case 1, seed 7" classname="s/deep" file="s/deep/b.sim.yaml" line="6">
      <properties>
        <property name="seed" value="7"/>
        <property name="again" value="fermata run --case 1 s/deep/b.sim.yaml"/>
      </properties>
      <failure message=")" +
                wrong + R"(">)" + wrong + R"(
again: fermata run --case 1 s/deep/b.sim.yaml
</failure>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_F(JunitReport, IsWellFormedWhateverAScenarioPrints) {
  write("a.sim.yaml", scenario("a",
                               "- let: {odd: '\"\\x01\\x1b\"'}\n"
                               "- print: '<a href=\"x\">&amp; ]]> {odd} caf\xC3\xA9'",
                               "expect: {output: [\"<>&'\"]}\n"));
  write("bad & <ugly>.sim.yaml", "scenario: \"<&>\"\n");
  write("known.sim.yaml",
        scenario("known", "- pass", "known_issue: \"<1> & 2\"\nexpect: {elapsed: 1}\n"));
  EXPECT_EQ(fermata({"check", ".", "--junit", "out.xml"}).status, 2);
  const std::string xml = read("out.xml");
  EXPECT_EQ(XmlReader(xml).problem(), "") << xml;
  EXPECT_NE(xml.find("tests=\"3\" failures=\"1\" errors=\"1\" skipped=\"1\""), std::string::npos)
      << xml;
  EXPECT_NE(xml.find("<skipped message=\"known issue: &lt;1&gt; &amp; 2\"/>"), std::string::npos)
      << xml;
}

TEST_F(JunitReport, IsRefusedWhereItCannotBeWritten) {
  write("a.sim.yaml", scenario("a", "- pass"));
  EXPECT_EQ(fermata({"check", "-q", "a.sim.yaml", "--junit", "no/out.xml"}),
            says("1 scenario, 1 run: all as expected\n",
                 "fermata: no/out.xml: cannot be written: No such file or directory\n", 70));
}

}  // namespace
}  // namespace sim::cli
