// tests/cli/process.hpp
//
// A program run to its end, with all that it said.
//
//   Process::Result result = Process{{"run", "a.sim.yaml"}}.run(program, folder);
//   EXPECT_EQ(result.out, "hello\n");
//
// The environment is that of the test without the variables that `fermata` listens to, and with
// those that are given.

#pragma once

#include <map>
#include <string>
#include <vector>

namespace sim::cli {

struct Process {
  enum class Output { pipe, terminal, closed_pipe, full_device };
  struct Result {
    std::string out;
    std::string err;
    int status = 0;  // 128 + its number where a signal ended the program
  };

  std::vector<std::string> words;
  std::map<std::string, std::string> environment{};
  std::string called_as = "fermata";
  std::string input{};
  Output output = Output::pipe;
  bool ignores_broken_pipes = false;

  [[nodiscard]] Result run(const std::string& program, const std::string& folder) const;
};

}  // namespace sim::cli
