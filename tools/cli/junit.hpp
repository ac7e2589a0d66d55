// tools/cli/junit.hpp
//
// The verdicts as JUnit XML, the form in which build servers read test results: a test case a run,
// `classname` its folder, with file, line, seed, and the command that repeats it.
//
//   std::string xml = junit_xml(verdicts);
//
// Promise: well-formed XML 1.0 whatever the scenarios print; equal verdicts give equal bytes, so
// there are no times in it.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "tools/cli/verdict.hpp"

namespace sim::cli {

[[nodiscard]] std::string junit_xml(std::span<const FileVerdict> verdicts);

enum class XmlPlace : std::uint8_t { text, attribute };

// What XML cannot hold becomes U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text, XmlPlace place);

}  // namespace sim::cli
