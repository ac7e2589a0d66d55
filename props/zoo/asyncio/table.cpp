#include "props/zoo/asyncio/table.hpp"

#include <cstdio>
#include <utility>

#include "sim/explore/explorer.hpp"
#include "sim/explore/shrink.hpp"

namespace sim::zoo::asyncio {
namespace {

std::string number(std::uint64_t schedules) {
  return schedules == 0 ? "-" : std::to_string(schedules);
}

std::string mean(double schedules) {
  if (schedules == 0) return "-";
  char text[32];
  std::snprintf(text, sizeof text, "%.1f", schedules);
  return text;
}

}  // namespace

Found find(const Bug& bug, Client client, const std::string& strategy, std::uint64_t seed) {
  const Program program = bug.program(client);
  Explorer explorer(program, {.strategy = strategy,
                              .schedules = kSchedulesMax,
                              .seed = seed,
                              .model = bug.model});
  const Outcome outcome = explorer.run();
  if (!outcome.failure) return {};
  const Failure& failure = *outcome.failure;
  const Shrunk shrunk = Shrinker(program).shrink(failure.schedule, failure.ending);
  return {failure.number, shrunk.schedule.size(), failure.ending.what,
          shrunk.schedule.describe(failure.names)};
}

Row row(const Bug& bug) {
  Row row{.bug = &bug};
  const auto keep = [&row](Found found) {
    const bool first = row.example.schedules == 0;
    if (found.schedules == 0 || (!first && found.deviations >= row.deviations)) return;
    row.deviations = found.deviations;
    row.example = std::move(found);
  };
  std::uint64_t sum = 0;
  bool always = true;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const Found found = find(bug, bug.old, "portfolio", seed);
    sum += found.schedules;
    always = always && found.schedules != 0;
    keep(found);
  }
  if (always) row.portfolio = static_cast<double>(sum) / kSeeds;
  const Found sweep = find(bug, bug.old, "cancel", 1);
  row.sweep = sweep.schedules;
  keep(sweep);
  const Found ties = find(bug, bug.old, "ties", 1);
  row.ties = ties.schedules;
  keep(ties);
  return row;
}

std::string Row::text() const {
  std::string line = "| `" + std::string(bug->name) + "` | " + std::string(bug->id) + " | ";
  line += std::string(bug->versions) + " | " + example.what + " | " + mean(portfolio) + " | ";
  line += number(sweep) + " | " + number(ties) + " | " + std::to_string(deviations) + " | ";
  return line + (bug->kept ? "has it" : bug->shipped != nullptr ? "keeps it" : "-") + " |";
}

Exhausted exhaust(const Bug& bug, Client client, Model model, std::uint32_t cancels,
                  std::uint64_t schedules_max) {
  Bug asked = bug;
  asked.cancels = cancels;
  Explorer explorer(asked.program(client), {.strategy = "dfs",
                                            .schedules = schedules_max,
                                            .model = model});
  const Outcome outcome = explorer.run();
  return {outcome.schedules, outcome.exhausted, outcome.failure.has_value()};
}

}  // namespace sim::zoo::asyncio
