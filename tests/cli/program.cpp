#include "tests/cli/program.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace sim::cli {

namespace fs = std::filesystem;

std::ostream& operator<<(std::ostream& stream, const Said& said) {
  return stream << "exit status " << said.status << "\n--- out\n"
                << said.out << "--- err\n"
                << said.err << "---";
}

std::string scenario(std::string_view name, std::string_view steps, std::string_view rest) {
  std::string text = "scenario: " + std::string(name) + "\ncoroutines:\n  main():\n";
  while (!steps.empty()) {
    const std::size_t end = std::min(steps.find('\n'), steps.size());
    text += "    " + std::string(steps.substr(0, end)) + "\n";
    steps.remove_prefix(std::min(end + 1, steps.size()));
  }
  return text + std::string(rest);
}

ProgramTest::ProgramTest() {
  std::string pattern = (fs::temp_directory_path() / "fermata-cli-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp");
  folder_ = pattern;
}

ProgramTest::~ProgramTest() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

Said ProgramTest::fermata(Process process) const {
  const Process::Result result = process.run(FERMATA_PROGRAM, folder_.string());
  return {result.out, result.err, result.status};
}

void ProgramTest::write(const std::string& path, std::string_view text) const {
  fs::create_directories((folder_ / path).parent_path());
  std::ofstream(folder_ / path, std::ios::binary) << text;
}

std::string ProgramTest::read(const std::string& path) const {
  std::ifstream file(folder_ / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> ProgramTest::names() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace sim::cli
