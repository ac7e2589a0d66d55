// Prints what random programs do, one JSON object a line, and writes them down as scenario files.
//
//   fermata_props_programs SEED COUNT [FOLDER]
//
// tests/props/compare_oracle.py gives the files to CPython; determinism_test.cpp compares the
// digests of two processes.

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#include "props/execute.hpp"
#include "props/generate.hpp"
#include "props/show.hpp"

namespace sim::props {
namespace {

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string as_json(const std::string& name, const Execution& run) {
  std::string lines;
  for (const std::string& line : run.output) lines += (lines.empty() ? "" : ", ") + quoted(line);
  return "{\"scenario\": " + quoted(name) + ", \"outcome\": " + quoted(run.outcome) +
         ", \"exception\": " + (run.exception.empty() ? "null" : quoted(run.exception)) +
         ", \"output\": [" + lines + "], \"elapsed_ns\": " + std::to_string(run.elapsed.count()) +
         ", \"digest\": " + quoted(std::to_string(run.digest)) + "}";
}

// Each number has its own length and its own kind of trouble.
Shape shape_of(std::uint64_t number) {
  switch (number % 5) {
    case 0:
      return {};
    case 1:
      return {.steps_max = 80, .cancels = 15, .selves = 6};
    case 2:
      return {.steps_max = 60, .gathers = 15, .holds = 8, .cancels = 8, .raises = 8};
    case 3:
      return {.steps_max = 60, .waits = 15, .cancels = 8, .attempts = 12, .raises = 8};
    default:
      return {.steps_max = 150, .sleeps = 25, .spawns = 20, .awaits = 15};
  }
}

void tell(std::uint64_t number, const char* folder) {
  const int size = static_cast<int>(number % 101);
  const Program program = generate_program(number, size, shape_of(number));
  const Execution run = execute(program);
  const std::string name = "program-" + std::to_string(number);
  std::puts(as_json(name, run).c_str());
  if (folder == nullptr) return;
  std::ofstream file(std::string(folder) + "/" + name + ".sim.yaml");
  file << show(program, {.name = name, .about = {}, .expect = &run});
}

}  // namespace
}  // namespace sim::props

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: %s SEED COUNT [FOLDER]\n", argv[0]);
    return 2;
  }
  const std::uint64_t seed = std::strtoull(argv[1], nullptr, 10);
  const std::uint64_t count = std::strtoull(argv[2], nullptr, 10);
  for (std::uint64_t i = 0; i < count; ++i)
    sim::props::tell(seed + i, argc > 3 ? argv[3] : nullptr);
  return 0;
}
