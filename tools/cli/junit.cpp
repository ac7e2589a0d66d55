#include "tools/cli/junit.hpp"

#include <algorithm>
#include <vector>

#include "sim/scenario/source.hpp"
#include "tools/cli/report.hpp"

namespace sim::cli {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "." : std::string(path.substr(0, slash));
}

std::string name_of(const FileVerdict& verdict, const RunVerdict& run) {
  const std::string title = run.title();
  return verdict.loaded.scenario->name + (title.empty() ? "" : ", " + title);
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + xml_escaped(value, XmlPlace::attribute) + "\"";
}

std::string property(std::string_view name, std::string_view value) {
  return "        <property" + attribute("name", name) + attribute("value", value) + "/>\n";
}

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class Writer {
 public:
  std::string write(std::span<const FileVerdict> verdicts) {
    for (const FileVerdict& verdict : verdicts) {
      if (!verdict.loaded) {
        bad_file(verdict);
      } else {
        for (std::size_t i = 0; i < verdict.runs.size(); ++i) run(verdict, i);
        if (verdict.explored) exploration(verdict, *verdict.explored);
        if (verdict.outcomes) outcomes(verdict, *verdict.outcomes);
      }
    }
    const std::string counts = attribute("tests", std::to_string(tests_)) +
                               attribute("failures", std::to_string(failures_)) +
                               attribute("errors", std::to_string(errors_)) +
                               attribute("skipped", std::to_string(skipped_));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites" + counts +
           ">\n  <testsuite name=\"fermata check\"" + counts + ">\n" + cases_ +
           "  </testsuite>\n</testsuites>\n";
  }

 private:
  void open(const FileVerdict& verdict, std::string_view name, std::uint32_t line) {
    ++tests_;
    cases_ += "    <testcase" + attribute("name", name) +
              attribute("classname", folder_of(verdict.path)) + attribute("file", verdict.path) +
              attribute("line", std::to_string(line)) + ">\n";
  }
  void close() { cases_ += "    </testcase>\n"; }

  void element(std::string_view tag, std::string_view message, std::string_view text) {
    cases_ += "      <" + std::string(tag) + attribute("message", message);
    cases_ += text.empty()
                  ? "/>\n"
                  : ">" + xml_escaped(text, XmlPlace::text) + "</" + std::string(tag) + ">\n";
  }

  void bad_file(const FileVerdict& verdict) {
    const std::vector<scenario::Diagnostic>& found = verdict.loaded.diagnostics;
    ++errors_;
    const std::size_t slash = verdict.path.rfind('/');
    open(verdict, verdict.path.substr(slash == std::string::npos ? 0 : slash + 1),
         found.front().at.line);
    element("error", found.front().message, render(found));
    close();
  }

  void run(const FileVerdict& verdict, std::size_t index) {
    const RunVerdict& run = verdict.runs[index];
    const scenario::Scenario& scenario = *verdict.loaded.scenario;
    open(verdict, name_of(verdict, run),
         scenario.source->position(place_of(scenario, run).begin).line);
    cases_ += "      <properties>\n" + property("seed", std::to_string(run.seed)) +
              property("again", again(verdict, index)) + "      </properties>\n";
    judge(verdict, index);
    close();
  }

  void exploration(const FileVerdict& verdict, const ExploreVerdict& explored) {
    const scenario::Scenario& scenario = *verdict.loaded.scenario;
    const scenario::Exploration& found = explored.exploration;
    open(verdict, scenario.name + ", explore",
         scenario.source->position(scenario.explore->site.key.begin).line);
    cases_ += "      <properties>\n" + property("strategy", found.strategy) +
              property("seed", std::to_string(found.seed)) +
              property("schedules", std::to_string(found.schedules)) +
              property("again", again(verdict, verdict.runs.size())) + "      </properties>\n";
    judge_whole(verdict, verdict.exploration_index(), !explored.problems.empty());
  }

  void outcomes(const FileVerdict& verdict, const OutcomesVerdict& outcomes) {
    const scenario::Scenario& scenario = *verdict.loaded.scenario;
    open(verdict, scenario.name + ", outcomes",
         scenario.source->position(scenario.outcomes_site.key.begin).line);
    cases_ += "      <properties>\n" +
              property("traces", std::to_string(outcomes.found.traces)) +
              property("again", again(verdict, verdict.outcomes_index())) +
              "      </properties>\n";
    judge_whole(verdict, verdict.outcomes_index(), !outcomes.problems.empty());
  }

  void judge_whole(const FileVerdict& verdict, std::size_t index, bool is_broken) {
    const std::vector<std::string> lines = failure_lines(verdict, index);
    if (is_broken && verdict.standing() == Standing::known_issue) {
      ++skipped_;
      element("skipped", "known issue: " + verdict.loaded.scenario->known_issue, "");
    } else if (!lines.empty()) {
      ++failures_;
      element("failure", lines.front(), text_of(lines));
    }
    close();
  }

  static scenario::Place place_of(const scenario::Scenario& scenario, const RunVerdict& run) {
    const std::uint32_t number = run.settings.case_number.value_or(0);
    return number == 0 ? scenario.name_place : scenario.cases[number - 1].place;
  }

  void judge(const FileVerdict& verdict, std::size_t index) {
    const RunVerdict& run = verdict.runs[index];
    const std::vector<std::string> lines = failure_lines(verdict, index);
    if (verdict.standing() == Standing::known_issue && run.is_broken()) {
      ++skipped_;
      element("skipped", "known issue: " + verdict.loaded.scenario->known_issue, "");
    } else if (!lines.empty()) {
      ++failures_;
      element("failure", lines.front(), text_of(lines));
    }
  }

  std::string cases_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
  std::size_t errors_ = 0;
  std::size_t skipped_ = 0;
};

// A character as XML writes it. Line breaks in an attribute would be read as blanks.
std::string_view escaped(std::string_view character, XmlPlace place) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character == "&") return "&amp;";
  if (character == "<") return "&lt;";
  if (character == ">") return "&gt;";
  if (character == "\"") return "&quot;";
  if (character == "\r") return "&#13;";
  if (character == "\n") return place == XmlPlace::text ? character : "&#10;";
  if (character == "\t") return place == XmlPlace::text ? character : "&#9;";
  const bool noncharacter = character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
  return first < 0x20 || noncharacter ? replacement : character;
}

}  // namespace

std::string xml_escaped(std::string_view text, XmlPlace place) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = scenario::utf8_length(text);
    out += length == 0 ? replacement : escaped(text.substr(0, length), place);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

std::string junit_xml(std::span<const FileVerdict> verdicts) { return Writer().write(verdicts); }

}  // namespace sim::cli
