#include "tools/cli/selection.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "tools/cli/parallel.hpp"

namespace sim::cli {
namespace {

bool passes_filter(const LoadedFile& file, const std::string& filter) {
  if (filter.empty() || file.path.find(filter) != std::string::npos) return true;
  return file.loaded && file.loaded.scenario->name.find(filter) != std::string::npos;
}

bool passes_tags(const LoadedFile& file, std::span<const std::string> tags) {
  if (tags.empty() || !file.loaded) return true;
  return std::ranges::any_of(tags, [&](const std::string& tag) {
    return std::ranges::find(file.loaded.scenario->tags, tag) != file.loaded.scenario->tags.end();
  });
}

// A tag that no scenario has is a slip of the pen, whatever the others select.
std::string unknown_tag(const std::vector<LoadedFile>& files, std::span<const std::string> tags) {
  std::set<std::string_view> known;
  for (const LoadedFile& file : files) {
    if (file.loaded)
      known.insert(file.loaded.scenario->tags.begin(), file.loaded.scenario->tags.end());
  }
  for (const std::string& tag : tags) {
    if (known.contains(tag)) continue;
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const std::string hint = scenario::did_you_mean(scenario::suggest(tag, candidates));
    return "no scenario has the tag '" + tag + "'" + (hint.empty() ? "" : "; " + hint);
  }
  return "";
}

void refuse_name(LoadedFile& file, const LoadedFile& first) {
  const scenario::Scenario& scenario = *file.loaded.scenario;
  const scenario::Scenario& other = *first.loaded.scenario;
  const scenario::Position at = other.source->position(other.name_place.begin);
  scenario::Diagnostics found(*scenario.source);
  found.error(scenario.name_place, "the name '" + scenario.name + "' is taken")
      .help("by " + first.path + ":" + std::to_string(at.line) +
            "; a name stands for one scenario alone");
  file.loaded.diagnostics = found.sorted();
}

// Names are compared before any is refused, so that each refers to the first of its kind.
void refuse_double_names(std::vector<LoadedFile>& files) {
  std::map<std::string_view, const LoadedFile*> names;
  std::vector<LoadedFile*> refused;
  for (LoadedFile& file : files) {
    if (!file.loaded) continue;
    const auto [first, is_new] = names.try_emplace(file.loaded.scenario->name, &file);
    if (is_new) continue;
    refuse_name(file, *first->second);
    refused.push_back(&file);
  }
  for (LoadedFile* file : refused) file->loaded.scenario.reset();
}

}  // namespace

std::vector<LoadedFile> load_files(std::span<const std::string> paths, unsigned jobs) {
  std::vector<LoadedFile> files;
  in_order(
      paths.size(), jobs, [&](std::size_t i) { return scenario::load_file(paths[i]); },
      [&](std::size_t i, scenario::LoadResult&& loaded) {
        files.push_back({paths[i], std::move(loaded)});
        return true;
      });
  return files;
}

Selection select(std::vector<LoadedFile> files, const std::string& filter,
                 std::span<const std::string> tags) {
  Selection selection;
  selection.problem = unknown_tag(files, tags);
  if (!selection.problem.empty()) return selection;
  for (LoadedFile& file : files) {
    if (passes_filter(file, filter) && passes_tags(file, tags)) {
      selection.files.push_back(std::move(file));
    }
  }
  if (selection.files.empty()) {
    selection.problem = "no scenario is selected: none has '" + filter + "' in its name or path";
    if (!tags.empty()) selection.problem += " and one of these tags";
  }
  refuse_double_names(selection.files);
  return selection;
}

}  // namespace sim::cli
