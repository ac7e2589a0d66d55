#include "tools/conform/answer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sim::conform {
namespace {

using Json = nlohmann::json;
using State = Answer::State;

Answer not_given(State state, std::string why) {
  Answer answer;
  answer.state = state;
  answer.why = std::move(why);
  return answer;
}

// Numbers and addresses aside, so that a smaller program may have other ones.
std::string type_of(const std::string& exception) {
  return exception.substr(0, exception.find_first_of(":["));
}

std::string both(std::string_view what, const std::string& ours, const std::string& theirs) {
  return std::string(what) + ": Fermata " + ours + ", CPython " + theirs;
}

Difference differ(std::string_view what, const std::string& kind, const std::string& ours,
                  const std::string& theirs) {
  return {std::string(what) + (kind.empty() ? "" : " " + kind), both(what, ours, theirs)};
}

std::string line_or_end(const std::vector<std::string>& lines, std::size_t at) {
  return at < lines.size() ? "'" + lines[at] + "'" : std::string("the end");
}

Difference compare_output(const std::vector<std::string>& ours,
                          const std::vector<std::string>& theirs) {
  const auto [left, right] = std::ranges::mismatch(ours, theirs);
  const auto at = static_cast<std::size_t>(left - ours.begin());
  std::string kind = "text";
  if (left == ours.end()) kind = "too short";
  if (right == theirs.end()) kind = "too long";
  if (std::ranges::is_permutation(ours, theirs)) kind = "order";
  return differ("output", kind, line_or_end(ours, at), line_or_end(theirs, at));
}

std::optional<Difference> compare_final(const Answer& ours, const Answer& theirs) {
  const auto [left, right] = std::ranges::mismatch(ours.final_values, theirs.final_values);
  const bool more = left != ours.final_values.end();
  if (!more && right == theirs.final_values.end()) return std::nullopt;
  const auto& name = more ? left->first : right->first;
  const auto value = [&](const Answer& answer) -> std::string {
    for (const auto& [key, found] : answer.final_values) {
      if (key == name) return found;
    }
    return "none";
  };
  return differ("final", "", name + " = " + value(ours), name + " = " + value(theirs));
}

// An exploration calls a run that goes well `failed` where something went wrong that nobody saw:
// without an exception, which an assertion has. CPython does not judge.
bool is_same_outcome(const Answer& result, const Answer& theirs) {
  if (result.outcome == theirs.outcome) return true;
  return result.outcome == "failed" && result.exception == "null" && theirs.outcome == "ok";
}

std::optional<Difference> look_for(const Answer& theirs, const std::vector<Answer>& results) {
  const bool found = std::ranges::any_of(results, [&](const Answer& result) {
    return is_same_outcome(result, theirs) && result.exception == theirs.exception &&
           result.output == theirs.output && result.final_values == theirs.final_values;
  });
  if (found) return std::nullopt;
  const std::string ours = std::to_string(results.size()) +
                           (results.size() == 1 ? " result, another" : " results, none of them");
  return differ("results", theirs.outcome, ours, summary(theirs));
}

Answer from_json(const Json& json) {
  Answer answer;
  answer.outcome = json.at("outcome").get<std::string>();
  answer.exception = json.at("exception").dump();
  answer.output = json.at("output").get<std::vector<std::string>>();
  answer.elapsed = json.at("elapsed_ns").dump();
  answer.turns = json.value("turns", std::uint64_t{0});
  answer.tasks = json.value("tasks", std::uint64_t{0});
  answer.result = json.at("result").dump();
  for (const auto& [name, value] : json.at("final").items()) {
    answer.final_values.emplace_back(name, value.dump());
  }
  return answer;
}

Answer from_results(const Json& results) {
  Answer answer;
  answer.state = State::searched;
  for (const Json& result : results) answer.results.push_back(from_json(result));
  return answer;
}

std::string sentence(const Answer& answer) {
  switch (answer.state) {
    case State::refused:
      return "refuses it (" + answer.why + ")";
    case State::missing:
      return "gives no answer (" + answer.why + ")";
    default:
      return "runs it";
  }
}

}  // namespace

Answer read_answer(const Verdict& verdict) {
  if (!verdict.fault.empty()) return not_given(State::missing, verdict.fault);
  try {
    const Json json = Json::parse(verdict.line);
    if (json.contains("error")) {
      return not_given(State::refused, json.at("error").get<std::string>());
    }
    if (json.contains("beyond")) {
      return not_given(State::beyond, json.at("beyond").get<std::string>());
    }
    return json.contains("results") ? from_results(json.at("results")) : from_json(json);
  } catch (const Json::exception& error) {
    return not_given(State::missing, error.what());
  }
}

std::optional<Difference> compare(const Answer& ours, const Answer& theirs) {
  if (ours.state == State::searched && theirs.state == State::given) {
    return look_for(theirs, ours.results);
  }
  if (ours.state != theirs.state) {
    return differ("answer", sentence(ours).substr(0, 8) + "/" + sentence(theirs).substr(0, 8),
                  sentence(ours), sentence(theirs));
  }
  if (ours.state != State::given) return std::nullopt;
  if (ours.outcome != theirs.outcome) {
    return differ("outcome", ours.outcome + "/" + theirs.outcome, summary(ours), summary(theirs));
  }
  if (ours.exception != theirs.exception) {
    return differ("exception", type_of(ours.exception) + "/" + type_of(theirs.exception),
                  ours.exception, theirs.exception);
  }
  if (ours.output != theirs.output) return compare_output(ours.output, theirs.output);
  if (ours.elapsed != theirs.elapsed) return differ("elapsed", "", ours.elapsed, theirs.elapsed);
  if (ours.result != theirs.result) return differ("result", "", ours.result, theirs.result);
  return compare_final(ours, theirs);
}

std::string summary(const Answer& answer) {
  if (answer.state != State::given) return sentence(answer);
  return answer.outcome + (answer.exception == "null" ? "" : " " + answer.exception) + " at " +
         answer.elapsed + " ns";
}

}  // namespace sim::conform
