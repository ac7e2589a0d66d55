// tests/cli/program.hpp
//
// The built program in a folder of its own: the language of the tests in this room.
//
//   class RunTest : public ProgramTest {};
//   TEST_F(RunTest, PrintsWhatTheProgramPrints) {
//     write("hello.sim.yaml", scenario("hello", "- print: hello"));
//     EXPECT_EQ(fermata({"run", "hello.sim.yaml"}), says("hello\n"));
//   }
//
// The folder is gone when the test is over.

#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli/process.hpp"

namespace sim::cli {

// All that a caller sees of a program.
struct Said {
  std::string out;
  std::string err;
  int status = 0;

  friend bool operator==(const Said&, const Said&) = default;
};

std::ostream& operator<<(std::ostream& stream, const Said& said);

[[nodiscard]] inline Said says(std::string out, std::string err = "", int status = 0) {
  return {std::move(out), std::move(err), status};
}

// A scenario of a few steps of `main`, each a line "- verb: what"; `rest` is what follows.
[[nodiscard]] std::string scenario(std::string_view name, std::string_view steps,
                                   std::string_view rest = "");

class ProgramTest : public testing::Test {
 protected:
  ProgramTest();
  ~ProgramTest() override;

  [[nodiscard]] Said fermata(Process process) const;
  [[nodiscard]] Said fermata(std::vector<std::string> words) const {
    return fermata(Process{std::move(words)});
  }

  void write(const std::string& path, std::string_view text) const;
  [[nodiscard]] std::string read(const std::string& path) const;
  // Every name in the folder, sorted.
  [[nodiscard]] std::vector<std::string> names() const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

}  // namespace sim::cli
