#include "tools/cli/junit.hpp"

#include <gtest/gtest.h>

namespace sim::cli {
namespace {

TEST(XmlEscaped, WritesWhatMarkupMeansAsEntities) {
  EXPECT_EQ(xml_escaped("a < b && \"c\" > d", XmlPlace::text),
            "a &lt; b &amp;&amp; &quot;c&quot; &gt; d");
}

TEST(XmlEscaped, KeepsLineBreaksWhereverTheyStand) {
  EXPECT_EQ(xml_escaped("a\n\tb", XmlPlace::text), "a\n\tb");
  EXPECT_EQ(xml_escaped("a\n\tb", XmlPlace::attribute), "a&#10;&#9;b");
  EXPECT_EQ(xml_escaped("a\r", XmlPlace::text), "a&#13;");
}

TEST(XmlEscaped, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(xml_escaped("a\x1b[31m", XmlPlace::text), "a\xEF\xBF\xBD[31m");
  EXPECT_EQ(xml_escaped(std::string_view("\0", 1), XmlPlace::text), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_escaped("\xEF\xBF\xBF", XmlPlace::text), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_escaped("\xFF!", XmlPlace::text), "\xEF\xBF\xBD!");
  EXPECT_EQ(xml_escaped("\xC3\xA9\xE2\x82\xAC", XmlPlace::text), "\xC3\xA9\xE2\x82\xAC");
}

}  // namespace
}  // namespace sim::cli
