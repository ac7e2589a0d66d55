#include "props/saved_failures.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <utility>

namespace sim {
namespace {

constexpr std::string_view kHead =
    "# Schedules under which this test failed, and what they showed. They are replayed before\n"
    "# anything else; delete a line to forget it.\n";

// Parameters of a test put '/' into its name.
std::string as_file_name(std::string_view test) {
  std::string name(test);
  std::replace_if(
      name.begin(), name.end(),
      [](char c) { return c == '/' || c == '\\' || c == ':' || c == '\0'; }, '_');
  return name + ".schedules";
}

}  // namespace

SavedFailures::SavedFailures(std::string folder, std::string_view test)
    : folder_(std::move(folder)) {
  if (!folder_.empty()) path_ = (std::filesystem::path(folder_) / as_file_name(test)).string();
}

std::vector<SavedFailure> SavedFailures::load() const {
  std::vector<SavedFailure> failures;
  if (path_.empty()) return failures;
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#') continue;
    const std::size_t blank = line.find(' ');
    failures.push_back({line.substr(0, blank),
                        blank == std::string::npos ? std::string() : line.substr(blank + 1)});
  }
  return failures;
}

std::string SavedFailures::add(const SavedFailure& failure) const {
  if (path_.empty()) return {};
  for (const SavedFailure& known : load()) {
    if (known.token == failure.token) return {};
  }
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) return folder_ + ": " + error.message();
  const bool is_new = !std::filesystem::exists(path_, error);
  std::ofstream file(path_, std::ios::app);
  if (is_new) file << kHead;
  file << failure.token << ' ' << failure.about << '\n';
  return file.flush() ? std::string() : path_ + ": cannot be written";
}

}  // namespace sim
