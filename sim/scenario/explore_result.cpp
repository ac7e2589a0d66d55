// What is made of an exploration: is it as expected, and as JSON.
#include <cstdio>

#include "sim/scenario/explore.hpp"
#include "sim/scenario/snapshot.hpp"

namespace sim::scenario {
namespace {

// "31 schedules", "all 6 traces"
std::string looked_at(const Exploration& exploration) {
  const bool all = exploration.traces != 0;
  const std::uint64_t count = all ? exploration.traces : exploration.schedules;
  return (all ? "all " : "") + std::to_string(count) + (all ? " trace" : " schedule") +
         (count == 1 ? "" : "s");
}

// The shortest decimal that reads well: "0.25", "0", "0.0312".
std::string decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

std::string seconds(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

}  // namespace

std::string json_count(const Interleavings& interleavings) {
  if (!interleavings.known()) return "null";
  char text[512];
  std::snprintf(text, sizeof text, interleavings.count < 1e15 ? "%.0f" : "%.6g",
                interleavings.count);
  return text;
}

std::vector<ExploreProblem> compare(const Scenario& scenario, const Exploration& exploration) {
  std::vector<ExploreProblem> problems;
  const Explore* asked = scenario.explore ? &*scenario.explore : nullptr;
  const Place place = asked == nullptr ? scenario.name_place : asked->site.key;
  if (!exploration.parting.empty()) {
    problems.push_back({"the schedule does not fit: " + exploration.parting,
                        scenario.schedule_place});
  }
  if (asked != nullptr && asked->verdict == Explore::Verdict::fail) {
    if (exploration.failure) return problems;
    const std::string got = exploration.other
                                ? to_string(exploration.other->finding)
                                : "none of " + looked_at(exploration) + " fails";
    problems.push_back({"expected fail: " + asked->failure + ", got " + got, place});
    return problems;
  }
  if (exploration.failure) {
    problems.push_back({"expected pass, got " + to_string(exploration.failure->finding), place});
    return problems;
  }
  for (std::size_t i = 0; asked != nullptr && i < asked->sometimes.size(); ++i) {
    if (exploration.sometimes[i]) continue;
    problems.push_back({"expected sometimes " + asked->sometimes[i].text + ", got never in " +
                            looked_at(exploration),
                        asked->sometimes[i].value->place});
  }
  return problems;
}

std::string to_json(const Scenario& scenario, const Exploration& exploration, double elapsed) {
  const FoundFailure* failure = exploration.failure ? &*exploration.failure : nullptr;
  const auto number = [](std::uint64_t value) { return std::to_string(value); };
  std::string text = "{\"scenario\": " + json_text(scenario.name);
  text += ", \"strategy\": " + json_text(exploration.strategy);
  text += ", \"seed\": " + number(exploration.seed);
  text += ", \"schedules\": " + number(exploration.schedules);
  text += ", \"distinct\": " + number(exploration.distinct);
  text += std::string(", \"exhausted\": ") + (exploration.exhausted ? "true" : "false");
  text += ", \"traces\": " + (exploration.traces ? number(exploration.traces) : "null");
  text += ", \"interleavings\": " + json_count(exploration.interleavings);
  text += ", \"unseen\": " + decimal(exploration.unseen);
  text += ", \"first_failure\": " + (failure ? number(failure->number) : "null");
  text += ", \"finding\": ";
  if (failure == nullptr) {
    text += "null";
  } else {
    text += "{\"kind\": " + json_text(name_of(failure->finding.kind)) +
            ", \"message\": " + json_text(failure->finding.what) + "}";
  }
  text += ", \"deviations\": " + (failure ? number(failure->schedule.size()) : "null");
  text += std::string(", \"minimal\": ") + (failure && failure->minimal ? "true" : "false");
  text += ", \"deciding\": ";
  text += failure && failure->deciding
              ? json_text(failure->deciding->text(failure->schedule, failure->names))
              : "null";
  text += ", \"schedule\": " + (failure ? json_text(failure->schedule.token()) : "null");
  if (failure && failure->reversal) {
    const Reversal& found = *failure->reversal;
    text += ", \"reversal\": {\"verdict\": " + json_text(name_of(found.verdict)) +
            ", \"message\": " + json_text(found.text()) +
            ", \"schedule\": " + json_text(found.schedule.token()) + "}";
  }
  text += ", \"replays\": " + number(failure ? failure->replays : 0);
  return text + ", \"elapsed_s\": " + seconds(elapsed) + "}";
}

}  // namespace sim::scenario
