#include "sim/scenario/run.hpp"
#include "sim/scenario/snapshot.hpp"

namespace sim::scenario {
namespace {

std::string hexadecimal(std::uint64_t value) {
  std::string digits(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) digits[i] = "0123456789abcdef"[value & 15U];
  return digits;
}

std::string output_as_json(const std::vector<std::string>& lines) {
  std::string text = "[";
  for (const std::string& line : lines) {
    if (text.size() > 1) text += ", ";
    text += json_text(line);
  }
  return text + "]";
}

std::string final_as_json(const std::vector<FinalValue>& values) {
  std::string text = "{";
  for (const FinalValue& value : values) {
    if (!value.value.plain) continue;
    if (text.size() > 1) text += ", ";
    text += json_text(value.name) + ": " + value.value.json;
  }
  return text + "}";
}

}  // namespace

std::string to_json(const Scenario& scenario, const RunSettings& settings,
                    const RunResult& result) {
  std::string text = "{\"scenario\": " + json_text(scenario.name);
  text += ", \"seed\": " + std::to_string(seed_of(scenario, settings));
  text += ", \"outcome\": " + json_text(to_string(result.outcome));
  text += ", \"exception\": " + (result.exception ? json_text(*result.exception) : "null");
  text += ", \"output\": " + output_as_json(result.output);
  text += ", \"elapsed_ns\": " + std::to_string(result.elapsed.count());
  text += ", \"result\": " + result.result.json;
  text += ", \"final\": " + final_as_json(result.final_values);
  text += ", \"trace_hash\": " + json_text(hexadecimal(result.digest));
  if (settings.case_number) text += ", \"case\": " + std::to_string(*settings.case_number);
  return text + "}";
}

}  // namespace sim::scenario
