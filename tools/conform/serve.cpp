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
  return request;
}

std::string answer(const std::string& line) {
  const Request request = read_request(line);
  if (!request.text) return refusal("the line is no JSON string");
  const auto loaded = scenario::load("program", *request.text);
  if (!loaded) return refusal(scenario::render(loaded.diagnostics));
  TaskCounter counter;
  scenario::RunSettings settings;
  settings.probe = &counter;
  settings.interruption = request.cancel;
  const std::size_t alive = FreeList::in_use();
  const scenario::RunResult result = run_scenario(*loaded.scenario, settings);
  SIM_CHECK(FreeList::in_use() == alive, "something of the run is still alive");
  std::string said = to_json(*loaded.scenario, settings, result);
  said.pop_back();
  return said + ", \"turns\": " + std::to_string(result.turns) +
         ", \"tasks\": " + std::to_string(counter.tasks()) + "}";
}

}  // namespace

int serve(std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) out << answer(line) << std::endl;
  return 0;
}

}  // namespace sim::conform
