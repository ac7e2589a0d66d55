#include "tools/cli/failure_report.hpp"

#include <algorithm>
#include <string_view>

#include "tools/cli/own_command.hpp"
#include "tools/cli/shell.hpp"
#include "tools/cli/terminal.hpp"

namespace sim::cli {

namespace {

void append_lines(std::vector<std::string>& lines, std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(harmless(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (std::size_t place = text.size(); place > 3; place -= 3) text.insert(place - 3, ",");
  return text;
}

std::string counted(std::uint64_t number, const std::string& word) {
  return grouped(number) + ' ' + word + (number == 1 ? "" : "s");
}

std::string all_of(std::uint64_t number, const std::string& word) {
  return number == 1 ? "the only " + word : "all " + counted(number, word);
}

std::string all_traces(const scenario::Exploration& exploration) {
  const std::string all = all_of(exploration.traces, "trace");
  if (!exploration.interleavings.known()) return all;
  return all + " (of " + exploration.interleavings.text() + ")";
}

std::vector<std::string> failure_lines(const scenario::FoundFailure& failure) {
  std::vector<std::string> lines;
  append_lines(lines, failure.result.report);
  lines.push_back("schedule: " + harmless(failure.schedule.describe(failure.names)));
  if (failure.deciding && failure.schedule.size() > 1) {
    lines.push_back("decides: " +
                    harmless(failure.deciding->text(failure.schedule, failure.names)));
  }
  if (failure.first != failure.schedule || failure.replays > 0) {
    lines.push_back("shrunk: " + counted(failure.first.size(), "deviation") + " to " +
                    grouped(failure.schedule.size()) + ", in " +
                    counted(failure.replays, "replay") +
                    (failure.minimal ? ", and fewer do not fail" : ""));
  }
  if (failure.reversal) lines.push_back("reversed: " + harmless(failure.reversal->text()));
  if (!failure.same_again) {
    lines.push_back("it is not deterministic: with the same answers it went another way; "
                    "--check-determinism says where");
  }
  append_lines(lines, failure.lanes);
  lines.push_back("token: " + failure.schedule.token());
  return lines;
}

std::string replay_command(const std::string& path, const Schedule& schedule,
                           std::optional<std::int64_t> steps_max, const Lookout& lookout) {
  const std::string limit =
      steps_max ? " --max-steps " + std::to_string(*steps_max) : std::string();
  return own_command() + " replay " + shell_quoted(path) + " --schedule " +
         shell_quoted(schedule.token()) + limit + flags_of(lookout);
}

}  // namespace sim::cli
