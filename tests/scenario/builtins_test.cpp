#include "sim/scenario/builtins.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "sim/scenario/lexer.hpp"

namespace sim::scenario {
namespace {

TEST(Builtins, HaveEveryNameOnce) {
  std::set<std::string_view> names;
  for (const Builtin& builtin : builtins()) EXPECT_TRUE(names.insert(builtin.name).second);
  std::set<std::string> methods;
  for (const Member& member : members()) {
    EXPECT_TRUE(methods.insert(std::string(member.type) + "." + std::string(member.name)).second)
        << member.type << "." << member.name;
  }
}

TEST(Builtins, AreFoundByName) {
  for (const Builtin& builtin : builtins()) {
    EXPECT_EQ(builtins()[find_builtin(builtin.name).value()].name, builtin.name);
  }
  EXPECT_EQ(find_builtin("print"), std::nullopt);
  EXPECT_EQ(find_builtin("randint"), std::nullopt);
}

TEST(Builtins, HaveSignaturesThatCanBeRead) {
  for (const Builtin& builtin : builtins()) {
    for (const Parameter& parameter : parse_signature(builtin.signature)) {
      EXPECT_TRUE(is_name(parameter.name)) << builtin.name << ": " << builtin.signature;
    }
  }
  for (const Member& member : members()) {
    EXPECT_TRUE(member.is_method || member.signature.empty()) << member.name;
    for (const Parameter& parameter : parse_signature(member.signature)) {
      EXPECT_TRUE(is_name(parameter.name)) << member.name << ": " << member.signature;
    }
  }
}

TEST(Builtins, MayOnlyBeMethodsOrAttributesUnderOneName) {
  for (const Member& a : members()) {
    for (const Member& b : members()) {
      EXPECT_TRUE(a.name != b.name || a.is_method == b.is_method) << a.name;
    }
  }
}

TEST(Signatures, AreReadAsPythonWritesThem) {
  using Kind = Parameter::Kind;
  const Parameters parameters = parse_signature("a, b=None, /, c, *rest, key=1");
  ASSERT_EQ(parameters.size(), 5U);
  EXPECT_EQ(parameters[0].kind, Kind::positional_only);
  EXPECT_FALSE(parameters[0].optional);
  EXPECT_EQ(parameters[1].name, "b");
  EXPECT_TRUE(parameters[1].optional);
  EXPECT_EQ(parameters[2].kind, Kind::plain);
  EXPECT_EQ(parameters[3].kind, Kind::star);
  EXPECT_EQ(parameters[3].name, "rest");
  EXPECT_EQ(parameters[4].kind, Kind::keyword_only);
  EXPECT_EQ(parse_signature("a, *, b").at(1).kind, Kind::keyword_only);
  EXPECT_TRUE(parse_signature("").empty());
}

}  // namespace
}  // namespace sim::scenario
