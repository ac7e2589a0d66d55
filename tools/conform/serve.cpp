#include "tools/conform/serve.hpp"

#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>

#include "sim/scenario/load.hpp"
#include "sim/scenario/run.hpp"

namespace sim::conform {
namespace {

using Json = nlohmann::json;

std::string refusal(const std::string& why) { return Json{{"error", why}}.dump(); }

std::string answer(const std::string& line) {
  Json text = Json::parse(line, nullptr, false);
  if (!text.is_string()) return refusal("the line is no JSON string");
  const auto loaded = scenario::load("program", text.get<std::string>());
  if (!loaded) return refusal(scenario::render(loaded.diagnostics));
  const scenario::RunSettings settings;
  return to_json(*loaded.scenario, settings, run_scenario(*loaded.scenario, settings));
}

}  // namespace

int serve(std::istream& in, std::ostream& out) {
  for (std::string line; std::getline(in, line);) out << answer(line) << std::endl;
  return 0;
}

}  // namespace sim::conform
