#include "sim/scenario/outcomes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/scenario/explore.hpp"
#include "sim/scenario/load.hpp"
#include "sim/sched/dfs.hpp"
#include "sim/sched/dpor.hpp"
#include "tests/scenario/running.hpp"

namespace sim::scenario {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// All results that a method sees; complete unless there were too many runs, or one was cut.
struct Seen {
  std::uint64_t runs = 0;
  bool complete = false;
  bool reduced = false;
  std::set<std::string> results{};
};

template <class Method>
Seen search(const Scenario& scenario, std::uint64_t runs_max) {
  Seen seen;
  OutcomeRuns runs;
  const OutcomesSettings settings{.steps_max = 500};
  const Program program = outcome_program(scenario, settings, runs);
  Method method;
  Loop loop;
  std::uint64_t answers = 0;  // long runs are not made often
  while (!method.exhausted() && seen.runs < runs_max && answers < 20 * runs_max) {
    method.begin_run(0);
    loop.set_chooser(&method);
    const Ending ending = program(loop);
    method.end_run(ending.ok());
    loop.reset();
    answers += method.log().picks.size() + method.log().answers.size();
    ++seen.runs;
    if (ending.kind == EndingKind::step_limit) return {};
    seen.results.insert(std::string(name_of(ending.kind)) + " " + ending.what);
  }
  seen.complete = method.complete() && !runs.hide;
  if constexpr (std::is_same_v<Method, DporStrategy>) seen.reduced = method.reduces();
  return seen;
}

std::set<std::filesystem::path> all_scenarios() {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(FERMATA_SCENARIO_DIR)) {
    if (entry.path().string().ends_with(".sim.yaml")) files.insert(entry.path());
  }
  return files;
}

TEST(Outcomes, OfAllScenariosAreTheSameWithReductionAndWithout) {
  constexpr std::uint64_t runs_max = 500;
  std::uint64_t compared = 0;
  std::uint64_t reduced = 0;
  std::uint64_t varied = 0;
  for (const std::filesystem::path& path : all_scenarios()) {
    SCOPED_TRACE(path.string());
    const LoadResult loaded = load_file(path.string());
    if (!loaded || !loaded.scenario->program.empty()) continue;
    if (loaded.scenario->name == "await-after-self-await") continue;  // see the test of that
    const Seen all = search<DfsStrategy>(*loaded.scenario, runs_max);
    if (!all.complete) continue;
    const Seen some = search<DporStrategy>(*loaded.scenario, 2 * runs_max);
    EXPECT_TRUE(some.complete);
    EXPECT_EQ(some.results, all.results);
    ++compared;
    reduced += some.reduced && some.runs < all.runs ? 1 : 0;
    varied += all.results.size() > 1 ? 1 : 0;
  }
  EXPECT_GE(compared, 200U);
  EXPECT_GE(reduced, 50U);
  EXPECT_GE(varied, 30U);
}

// Two tasks that meet in one thing alone; what `main` does first is its first steps.
struct Meeting {
  const char* name;
  const char* text;
};

std::string name_of_meeting(const testing::TestParamInfo<Meeting>& meeting) {
  return meeting.param.name;
}

class WhereTasksMeet : public testing::TestWithParam<Meeting> {};

TEST_P(WhereTasksMeet, NoResultIsLost) {
  const auto scenario = load_text(std::string("scenario: test\n") + GetParam().text);
  ASSERT_TRUE(scenario);
  const Seen all = search<DfsStrategy>(*scenario, 20'000);
  const Seen some = search<DporStrategy>(*scenario, 20'000);
  ASSERT_TRUE(all.complete);
  EXPECT_GT(all.results.size(), 1U);
  EXPECT_EQ(some.results, all.results);
  EXPECT_TRUE(some.complete);
}

const Meeting meetings[] = {
    {"InASharedVariable", R"(shared: {n: 1}
coroutines:
  a(): [{set: {n: n + 1}}]
  b(): [{set: {n: n * 3}}]
  main(): [{gather: [a(), b()]}]
)"},
    {"InALocalListOfMain", R"(coroutines:
  add(items, item): [{sleep: 0}, {call: items.append(item)}]
  main():
    - let: {items: []}
    - gather: ['add(items, 1)', 'add(items, 2)']
    - print: '{items}'
)"},
    {"InAListThatCameAsAResult", R"(shared: {list: Future()}
coroutines:
  add(item): [{await: list, as: items}, {sleep: 0}, {call: items.append(item)}]
  main():
    - let: {items: []}
    - call: list.set_result(items)
    - gather: [add(1), add(2)]
    - print: '{items}'
)"},
    {"InAVariableOfALambda", R"(coroutines:
  look(get): [{sleep: 0}, {sleep: 0}, {print: '{get()}'}]
  main():
    - let: {n: 1}
    - spawn: 'look(lambda: n)'
      as: task
    - sleep: 0
    - let: {n: 2}
    - await: task
)"},
    {"InACoroutineThatBothAwait", R"(coroutines:
  work(): [{sleep: 0}, {return: 1}]
  use(call, name):
    - try:
        - await: call
        - print: '{name} has it'
      except: {RuntimeError: [{print: '{name} is late'}]}
  main():
    - let: {call: work()}
    - gather: ['use(call, 1)', 'use(call, 2)']
)"},
    {"InTheNumbersOfNewTasks", R"(coroutines:
  work(): [pass]
  start(name):
    - spawn: work()
      as: task
    - print: '{name}: {task.get_name()}'
    - await: task
  main(): [{gather: [start(1), start(2)]}]
)"},
    {"InAFutureThatIsAskedWhetherItIsDone", R"(shared: {n: Future(), seen: None}
coroutines:
  give(): [{sleep: 0}, {call: n.set_result(1)}]
  look(): [{sleep: 0}, {set: {seen: n.done()}}]
  main(): [{gather: [give(), look()]}]
)"},
    {"InAFutureThatBothComplete", R"(shared: {n: Future(), late: None}
coroutines:
  give(value):
    - try: [{call: n.set_result(value)}]
      except: {InvalidStateError: [{set: {late: value}}]}
  main(): [{gather: [give(1), give(2)]}]
)"},
    {"InTheSetOfAllTasks", R"(shared: {alive: 0}
coroutines:
  work(): [{sleep: 0}]
  count(): [{sleep: 0}, {set: {alive: len(all_tasks())}}]
  main(): [{gather: [work(), work(), count()]}]
)"},
    {"InRandomNumbers", R"(shared: {a: 0, b: 0}
coroutines:
  draw_a(): [{set: {a: 'random.randint(1, 1000)'}}]
  draw_b(): [{set: {b: 'random.randint(1, 1000)'}}]
  main(): [{gather: [draw_a(), draw_b()]}]
)"},
    {"InWhatTheyPrint", R"(coroutines:
  say(text): [{sleep: 0}, {print: '{text}'}]
  main(): [{gather: [say(1), say(2)]}]
)"},
    {"InHowOftenOneWasAskedToStop", R"(shared: {asked: 0}
coroutines:
  work(): [{await: Future()}]
  stop(task): [{sleep: 0}, {cancel: task}]
  look(task): [{sleep: 0}, {set: {asked: task.cancelling()}}]
  main():
    - spawn: work()
      as: task
    - gather: [stop(task), look(task)]
)"},
    {"InATimeoutThatIsMoved", R"(shared: {limit: timeout(5), seen: None}
coroutines:
  hold(): [{with: limit, do: [{sleep: 0}, {sleep: 0}]}]
  move():
    - try: [{call: limit.reschedule(7)}]
      except: {RuntimeError: [{set: {seen: '"refused"'}}]}
  main(): [{gather: [hold(), move()]}]
)"},
    {"InAGenerator", R"(coroutines:
  work(n): [{sleep: n}, {return: n}]
  take(items, name):
    - for: each
      in: items
      do: [{await: each, as: n}, {print: '{name}: {n}'}]
  main():
    - let: {items: 'as_completed([work(1), work(2)])'}
    - gather: ['take(items, "a")', 'take(items, "b")']
)"},
    {"AtABarrierThatIsLookedAt", R"(shared: {gate: Barrier(2), seen: 0}
coroutines:
  go(): [{await: gate.wait()}]
  look(): [{sleep: 0}, {set: {seen: gate.n_waiting}}]
  main(): [{gather: [go(), go(), look()]}]
)"},
    {"WhereAGatherIsOverBeforeItsLastChild", R"(shared: {n: 0}
coroutines:
  slow(): [{sleep: 0}, {set: {n: 1}}]
  fails(): [{raise: ValueError("no")}]
  main():
    - try: [{gather: [slow(), fails()]}]
      except: {ValueError: [{set: {n: 2}}]}
    - sleep: 1
)"},
    {"WhereOneOfThemMayBeCancelled", R"(shared: {a: 0, b: 0}
coroutines:
  set_a(): [{sleep: 0}, {set: {a: 1}}]
  set_b(): [{sleep: 0}, {set: {b: 1}}]
  main(): [{gather: [set_a(), set_b()], return_exceptions: true}]
explore: {cancel: [set_a, set_b]}
)"},
};

// Who breaks it leaves things as they were, and meets nobody.
TEST(Outcomes, CountAnInvariantThatHoldsBetweenNoTwoStepsOfOneOrder) {
  const auto scenario = scenario_of(
      "raise_a(): [{set: {a: 1}}, {sleep: 0}, {set: {a: 0}}]\n"
      "raise_b(): [{set: {b: 1}}, {sleep: 0}, {set: {b: 0}}]\n"
      "main(): [{gather: [raise_a(), raise_b()]}]\n",
      "shared: {a: 0, b: 0}\nexplore: {always: a == 0 or b == 0}\n");
  const Seen all = search<DfsStrategy>(*scenario, 20'000);
  const Seen some = search<DporStrategy>(*scenario, 20'000);
  EXPECT_TRUE(all.complete);
  EXPECT_TRUE(some.complete);
  EXPECT_EQ(all.results.size(), 2U);
  EXPECT_EQ(some.results, all.results);
}

INSTANTIATE_TEST_SUITE_P(Outcomes, WhereTasksMeet, testing::ValuesIn(meetings), name_of_meeting);

// ---- what is found ---------------------------------------------------------------------------

constexpr const char* kRacy =
    "add(): [{let: {seen: n}}, {sleep: 0}, {set: {n: seen + 1}}]\n"
    "main(): [{gather: [add(), add()]}]\n";

std::vector<std::string> lines_of(const FoundOutcomes& found) {
  std::vector<std::string> lines;
  for (const FoundOutcome& each : found.results) lines.push_back(to_line(each.result));
  return lines;
}

std::string problems_of(const std::string& coroutines, const std::string& head,
                        const OutcomesSettings& settings = {}) {
  const auto scenario = scenario_of(coroutines, head);
  const FoundOutcomes found = find_outcomes(*scenario, settings);
  std::string text;
  for (const OutcomeProblem& problem : compare(*scenario, found)) text += problem.message + "\n";
  return text;
}

TEST(Outcomes, AreRepeatedByTheirWitnesses) {
  const auto scenario = scenario_of(kRacy, "shared: {n: 0}\n");
  const FoundOutcomes found = find_outcomes(*scenario);
  EXPECT_TRUE(found.complete());
  EXPECT_TRUE(found.reduced);
  EXPECT_THAT(lines_of(found), ElementsAre("ok, final: {n: 1}", "ok, final: {n: 2}"));
  for (const FoundOutcome& each : found.results) {
    const Schedule schedule = Schedule::parse(each.witness.token());
    const Replayed again = replay(*scenario, schedule, OnParting::stop);
    EXPECT_EQ(again.parting, "");
    EXPECT_EQ(again.result.final_values.at(0).value.python,
              each.result.final_values.at(0).value.python);
  }
}

TEST(Outcomes, AreWhatTheItemsName) {
  const std::string coroutines =
      "say(text): [{sleep: 0}, {print: '{text}'}, {set: {last: text}}]\n"
      "main(): [{gather: [say(1), say(2), say(3)]}]\n";
  const std::string shared = "shared: {last: 0}\n";
  EXPECT_EQ(find_outcomes(*scenario_of(coroutines, shared)).results.size(), 6U);
  EXPECT_EQ(problems_of(coroutines, shared + "outcomes: [{outcome: ok}]\n"), "");
  EXPECT_EQ(problems_of(coroutines,
                        shared + "outcomes: [{final: {last: 1}}, {final: {last: 2}}, "
                                 "{final: {last: 3}}]\n"),
            "");
}

TEST(Outcomes, ThatAreNotListedOrNeverComeAreTold) {
  EXPECT_EQ(problems_of(kRacy, "shared: {n: 0}\noutcomes: [{final: {n: 2}}, {final: {n: 3}}]\n"),
            "a result comes that is not listed: ok, final: {n: 1}\n"
            "result 2 never comes\n");
  EXPECT_EQ(problems_of("main(): [{raise: ValueError(\"no\")}]\n",
                        "outcomes: [{exception: 'ValueError: no'}]\n"),
            "");
  EXPECT_EQ(problems_of("main(): [{raise: ValueError(\"no\")}]\n", "outcomes: [{outcome: ok}]\n"),
            "a result comes that is not listed: raised\nresult 1 never comes\n");
}

TEST(Outcomes, ThatMayNotBeAllAreAProblemOfTheirOwn) {
  const std::string head = "shared: {n: 0}\noutcomes: [{final: {n: 1}}, {final: {n: 2}}]\n";
  EXPECT_THAT(problems_of(kRacy, head, {.schedules = 1}),
              HasSubstr("there may be more than 1 schedule have shown: there was no time or room"));
  EXPECT_THAT(problems_of("main(): [{while: true, do: [{sleep: 0}]}]\n",
                          "outcomes: [{outcome: step-limit}]\n", {.steps_max = 20}),
              HasSubstr("a run was cut at its limit of steps"));
}

TEST(Outcomes, MayNotBeAllWhereATaskAwaitsItself) {
  const auto scenario = scenario_of(
      "itself(): [{try: [{await: current_task()}], except: {RuntimeError: [pass]}}]\n"
      "main(): [{gather: [itself()]}]\n");
  EXPECT_EQ(find_outcomes(*scenario).why_not, "a task awaits itself, which is not seen through");
}

TEST(Outcomes, UnderTimingAloneKeepTheOrderOfSteps) {
  const std::string sleepers =
      "set_to(value): [{sleep: 1}, {set: {n: value}}]\n"
      "main(): [{gather: [set_to(1), set_to(2)]}]\n";
  const std::string shared = "shared: {n: 0}\nexplore: {model: timing}\n";
  EXPECT_THAT(lines_of(find_outcomes(*scenario_of(kRacy, shared))),
              ElementsAre("ok, final: {n: 1}"));
  EXPECT_THAT(lines_of(find_outcomes(*scenario_of(sleepers, shared))),
              ElementsAre("ok, final: {n: 1}", "ok, final: {n: 2}"));
  EXPECT_EQ(find_outcomes(*scenario_of(kRacy, shared), {.model = Model::any}).results.size(), 2U);
}

TEST(Outcomes, AreOneObjectAsJson) {
  const auto scenario = scenario_of("main(): [{print: hello}]\n");
  const std::string json = to_json(*scenario, find_outcomes(*scenario));
  EXPECT_THAT(json, HasSubstr("{\"scenario\": \"test\", \"model\": \"any\", \"complete\": true, "
                              "\"why_not\": null, \"reduced\": true, \"traces\": 1, "
                              "\"interleavings\": null, "
                              "\"results\": [{\"outcome\": \"ok\", \"exception\": null, "
                              "\"output\": [\"hello\"], \"final\": {}, \"traces\": 1, "
                              "\"schedule\": \"fermata1-any-"));
}

}  // namespace
}  // namespace sim::scenario
