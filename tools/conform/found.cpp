#include "tools/conform/found.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <system_error>

#include "props/script/show.hpp"

namespace sim::conform {
namespace {

using Json = nlohmann::json;
using State = Answer::State;

std::string in_quotes(const std::string& text) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

// "1.5" for 1500000000.
std::string seconds(const std::string& nanoseconds) {
  std::string digits = nanoseconds;
  if (digits.size() < 10) digits.insert(0, 10 - digits.size(), '0');
  std::string text = digits.substr(0, digits.size() - 9);
  std::string fraction = digits.substr(digits.size() - 9);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return text + (fraction.empty() ? "" : "." + fraction);
}

// A value of JSON as an expression; "" where the language could not say it.
std::string expression(const std::string& value) {
  const Json json = Json::parse(value);
  if (json.is_null()) return "None";
  if (json.is_boolean()) return json.get<bool>() ? "True" : "False";
  return json.is_structured() || json.is_string() ? "" : json.dump();
}

// The answer as the lines of an `expect`, each after `lead`.
std::string as_expect(const Answer& answer, const std::string& lead, bool whole = true) {
  std::ostringstream text;
  if (answer.state != State::given) {
    text << "# " << summary(answer) << '\n';
    return text.str();
  }
  text << lead << (answer.output.empty() ? "output: []\n" : "output:\n");
  for (const std::string& line : answer.output) text << lead << "  - " << in_quotes(line) << '\n';
  text << lead << "outcome: " << answer.outcome << '\n';
  if (answer.exception != "null") {
    const std::string exception = Json::parse(answer.exception).get<std::string>();
    text << lead << "exception: " << in_quotes(exception) << '\n';
  }
  if (whole) text << lead << "elapsed: " << seconds(answer.elapsed) << '\n';
  const std::string result = expression(answer.result);
  if (whole && !result.empty() && result != "None") text << lead << "result: " << result << '\n';
  std::string values;
  for (const auto& [name, value] : answer.final_values) {
    if (const std::string shown = expression(value); !shown.empty()) {
      values += (values.empty() ? "" : ", ") + name + ": " + shown;
    }
  }
  if (!values.empty()) text << lead << "final: {" << values << "}\n";
  return text.str();
}

// The answer as an item of `outcomes`.
std::string as_item(const Answer& answer) {
  return as_expect(answer, "    ", false).replace(2, 1, "-");
}

std::string commented(const std::string& said) {
  std::string text = "# ";
  for (const char c : said) text += c == '\n' ? std::string("\n# ") : std::string(1, c);
  return text + "\n";
}

// What follows the program: both answers.
std::string answers_text(const Trial& trial) {
  if (trial.ours.state == State::searched && trial.theirs.state == State::given) {
    std::string text = "\n# CPython's answer, then all that Fermata finds.\noutcomes:\n";
    text += as_item(trial.theirs);
    for (const Answer& result : trial.ours.results) text += as_item(result);
    return text;
  }
  std::string ending = "\n# CPython's answer.\n";
  if (trial.theirs.state == State::given) ending += "expect:\n";
  ending += as_expect(trial.theirs, "  ");
  std::string ours = as_expect(trial.ours, "  ");
  if (ours.ends_with('\n')) ours.pop_back();
  return ending + "\n" + commented("Fermata's answer.\n" + ours);
}

}  // namespace

std::string found_text(const Trial& trial) {
  std::string how;
  if (const auto& interruption = trial.script.interruption) {
    how = commented("With --cancel " + std::to_string(interruption->before) + ":" +
                    std::to_string(interruption->task.value()));
  }
  if (trial.script.heap_ties) how += commented("CPython with --ties heapq");
  return commented(trial.difference ? trial.difference->text : "No difference.") + how +
         show(trial.script, {.ending = answers_text(trial)});
}

std::string write_found(const std::string& folder, const Trial& trial) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  const std::string path =
      folder + "/" + trial.script.name + (trial.script.heap_ties ? "-heapq" : "") + ".sim.yaml";
  std::ofstream file(path);
  file << found_text(trial);
  file.flush();
  return file ? path : "";
}

}  // namespace sim::conform
