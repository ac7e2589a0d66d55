#include "tools/conform/serve.hpp"

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string>

#include "sim/base/check.hpp"
#include "sim/base/free_list.hpp"
#include "sim/loop/probe.hpp"
#include "sim/scenario/load.hpp"
#include "sim/scenario/outcomes.hpp"
#include "sim/scenario/run.hpp"

namespace sim::conform {
namespace {

using Json = nlohmann::json;

std::string refusal(const std::string& why) { return Json{{"error", why}}.dump(); }

class TaskCounter final : public Probe {
 public:
  void on_event(const ProbeEvent& event) override {
    if (event.kind == EventKind::spawn) tasks_ = std::max(tasks_, event.task.value());
  }
  [[nodiscard]] std::uint64_t tasks() const { return tasks_; }

 private:
  std::uint64_t tasks_ = 0;
};

// What a line asks for; no text where it asks for nothing.
struct Request {
  std::optional<std::string> text;
  std::optional<Interruption> cancel;
  TiePolicy ties = TiePolicy::fifo;
  std::uint64_t schedules = 0;
};

Request read_request(const std::string& line) {
  const Json json = Json::parse(line, nullptr, false);
  Request request;
  if (json.is_string()) request.text = json.get<std::string>();
  if (!json.is_object() || !json.contains("text")) return request;
  request.text = json.at("text").get<std::string>();
  if (json.contains("cancel")) {
    request.cancel = Interruption{json.at("cancel").at(0).get<std::uint64_t>(),
                                  TaskId{json.at("cancel").at(1).get<std::uint32_t>()}};
  }
  if (json.value("ties", "fifo") == "heapq") request.ties = TiePolicy::heapq;
  request.schedules = json.value("schedules", std::uint64_t{0});
  return request;
}

std::string run(const scenario::Scenario& scenario, const Request& request) {
  TaskCounter counter;
  scenario::RunSettings settings;
  settings.probe = &counter;
  settings.interruption = request.cancel;
  settings.ties = request.ties;
  const scenario::RunResult result = run_scenario(scenario, settings);
  std::string said = to_json(scenario, settings, result);
  said.pop_back();
  return said + ", \"turns\": " + std::to_string(result.turns) +
         ", \"tasks\": " + std::to_string(counter.tasks()) + "}";
}

// What main returns, and when, makes no result.
std::string search(const scenario::Scenario& scenario, const Request& request) {
  scenario::FoundOutcomes found =
      find_outcomes(scenario, {.model = Model::any, .schedules = request.schedules});
  if (!found.complete()) return Json{{"beyond", found.why_not}}.dump();
  std::string said;
  for (scenario::FoundOutcome& each : found.results) {
    each.result.result.json = "null";
    said += (said.empty() ? "" : ", ") + to_json(scenario, {}, each.result);
  }
  return "{\"results\": [" + said + "]}";
}

std::string answer(const Request& request) {
  if (!request.text) return refusal("the line is no JSON string");
  const auto loaded = scenario::load("program", *request.text);
  if (!loaded) return refusal(scenario::render(loaded.diagnostics));
  const std::size_t alive = FreeList::in_use();
  std::string said =
      request.schedules > 0 ? search(*loaded.scenario, request) : run(*loaded.scenario, request);
  SIM_CHECK(FreeList::in_use() == alive, "something of the run is still alive");
  return said;
}

// A program is searched once where it is asked about twice in a row: which of equal deadlines comes
// first is another question to CPython, and the same one here.
class Memory {
 public:
  const std::string& answer_to(Request request) {
    if (request.schedules == 0 || request.text != last_.text ||
        request.schedules != last_.schedules) {
      last_ = std::move(request);
      said_ = answer(last_);
    }
    return said_;
  }

 private:
  Request last_;
  std::string said_;
};

}  // namespace

int serve(std::istream& in, std::ostream& out) {
  Memory memory;
  for (std::string line; std::getline(in, line);) {
    out << memory.answer_to(read_request(line)) << std::endl;
  }
  return 0;
}

}  // namespace sim::conform
