#include "tools/cli/find_scenarios.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "sim/scenario/diagnostic.hpp"

namespace sim::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it(folder, error), end; !error && it != end; it.increment(error)) {
    names.push_back(it->path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

// The longest part of the path that is there, and one name of that folder in place of the first
// that is not.
std::string nearest(const fs::path& path) {
  std::error_code error;
  if (fs::exists(path.string() + std::string(scenario_suffix), error)) {
    return path.string() + std::string(scenario_suffix);
  }
  fs::path folder;
  for (const fs::path& part : path) {
    if (fs::exists(folder / part, error)) {
      folder /= part;
      continue;
    }
    const std::vector<std::string> names = names_in(folder.empty() ? fs::path(".") : folder);
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::string_view meant = scenario::suggest(part.string(), candidates);
    return meant.empty() ? "" : (folder / meant).string();
  }
  return "";
}

std::string missing(const std::string& path) {
  const std::string hint = scenario::did_you_mean(nearest(path));
  return path + ": there is no such file or folder" + (hint.empty() ? "" : "; " + hint);
}

class Finder {
 public:
  void add(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
      found_.problems.push_back(path.empty() ? "an empty path names no file" : missing(path));
    } else if (fs::is_directory(status)) {
      add_folder(path);
    } else if (!path.ends_with(scenario_suffix)) {
      found_.problems.push_back(path + ": the name of a scenario file ends in " +
                                std::string(scenario_suffix));
    } else {
      add_file(path);
    }
  }

  FoundFiles take() { return std::move(found_); }

 private:
  void add_file(const std::string& path) {
    std::error_code error;
    const fs::path same = fs::weakly_canonical(path, error);
    if (seen_.insert(error ? path : same.string()).second) found_.files.push_back(path);
  }

  void add_folder(const std::string& folder) {
    std::vector<std::string> files;
    std::error_code error;
    fs::recursive_directory_iterator it(folder, error);
    for (const fs::recursive_directory_iterator end; !error && it != end; it.increment(error)) {
      const std::string name = it->path().filename().string();
      std::error_code ignored;
      const bool is_folder = it->is_directory(ignored);
      if (is_folder && name.starts_with('.')) it.disable_recursion_pending();
      if (!is_folder && name.ends_with(scenario_suffix)) files.push_back(it->path().string());
    }
    if (error) {
      found_.problems.push_back(folder + ": " + error.message());
    } else if (files.empty()) {
      found_.problems.push_back(folder + ": no file in this folder ends in " +
                                std::string(scenario_suffix));
    }
    std::ranges::sort(files);
    for (const std::string& file : files) add_file(file);
  }

  FoundFiles found_;
  std::set<std::string> seen_;
};

}  // namespace

FoundFiles find_scenarios(std::span<const std::string> paths) {
  Finder finder;
  for (const std::string& path : paths) finder.add(path);
  return finder.take();
}

std::string problem_with_file(const std::string& path) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (path.empty()) return "an empty path names no file";
  if (!fs::exists(status)) return missing(path);
  if (fs::is_directory(status)) return path + ": this is a folder; 'fermata check' takes folders";
  return "";
}

}  // namespace sim::cli
