// Replays the small cases that the fuzz programs once found interesting: each must end in a result.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "tests/fuzz/expression_check.hpp"
#include "tests/fuzz/loader_check.hpp"

namespace sim::scenario {
namespace {

std::set<std::filesystem::path> files_in(const std::string& folder) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(FERMATA_CORPUS_DIR "/" + folder)) {
    if (entry.path().extension() != ".md") files.insert(entry.path());
  }
  return files;
}

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Corpus, OfTheLoaderEndsInAScenarioOrInDiagnostics) {
  const auto files = files_in("loader");
  ASSERT_GE(files.size(), 20U);
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    check_loader(bytes_of(file));
  }
}

TEST(Corpus, OfExpressionsEndsInATreeOrInADiagnostic) {
  const auto files = files_in("expression");
  ASSERT_GE(files.size(), 20U);
  for (const auto& file : files) {
    SCOPED_TRACE(file.filename().string());
    check_expression(bytes_of(file));
  }
}

}  // namespace
}  // namespace sim::scenario
