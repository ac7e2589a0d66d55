// tests/conform/answers.hpp
//
// Judges and programs as the tests here name them.

#pragma once

#include <string>
#include <vector>

#include "tools/conform/answer.hpp"
#include "tools/conform/judge.hpp"

namespace sim::conform {

// Fermata as a judge.
inline std::vector<std::string> fermata() { return {FERMATA_CONFORM, "--answer"}; }

// A Fermata that reads `from` as `to`: wrong on purpose.
inline std::vector<std::string> mutant(const std::string& from, const std::string& to) {
  return {"sh", "-c",
          "sed -u 's/" + from + "/" + to + "/g' | \"" + FERMATA_CONFORM + "\" --answer"};
}

inline Answer answer(const std::string& line) { return read_answer({line, ""}); }

// An answer with the fields that a test is about.
inline std::string answered(const std::string& outcome, const std::string& output,
                            const std::string& rest = R"("elapsed_ns": 0, "result": null)") {
  return R"({"outcome": ")" + outcome + R"(", "exception": null, "output": )" + output + ", " +
         rest + R"(, "final": {}})";
}

}  // namespace sim::conform
