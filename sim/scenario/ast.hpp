// sim/scenario/ast.hpp
//
// A scenario as its file says it: names, defaults and every expectation with its place in the
// text. It is data; load.hpp makes it, compile/run give it life, and `check --update` uses the
// places to write new expectations into the file without touching anything else.
//
//   LoadResult loaded = load_file("hello.sim.yaml");   // load.hpp
//   if (!loaded.scenario) { print(render(loaded.diagnostics)); return 2; }
//   const Coroutine& main = loaded.scenario->coroutines[loaded.scenario->main];
//
// Invariant: in a Scenario that load() returned every name is bound, every call's arguments fit,
// and exactly one of `coroutines` and `program` is there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/ast_expression.hpp"
#include "sim/scenario/ast_step.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

// How a value is written, for those who rewrite it.
enum class Style : std::uint8_t {
  absent,
  plain,
  single_quoted,
  double_quoted,
  literal_block,
  folded_block,
  flow_list,
  block_list,
  flow_map,
  block_map
};

// Where `key: value` stands. No range includes the line break that ends its last line.
struct Site {
  Place key;
  Place value;  // empty, just after the colon, where the value is missing
  Place
      content;  // of a block scalar: its lines without the header `|`; of others the same as value
  std::uint32_t indent = 0;  // columns before the key
  Style style = Style::absent;
};

// NAME: EXPR
struct NamedExpr {
  std::string name;
  ExprPtr value;
  Site site;
};

enum class ExpectedOutcome : std::uint8_t { ok, raised, failed, deadlock, step_limit };

// What one run must give; every key is optional.
struct Expectation {
  struct Lines {
    std::vector<std::string> lines;
    Site site;
  };
  struct Outcome {
    ExpectedOutcome value = ExpectedOutcome::ok;
    Site site;
  };
  struct Text {
    std::string value;
    Site site;
  };
  struct Elapsed {
    std::int64_t nanoseconds = 0;
    Site site;
  };
  struct Result {
    ExprPtr value;
    Site site;
  };
  struct Final {
    std::vector<NamedExpr> variables;
    Site site;
  };

  std::optional<Lines> output;
  std::optional<Outcome> outcome;
  std::optional<Text> exception;
  std::optional<Elapsed> elapsed;
  std::optional<Result> result;
  std::optional<Final> final_values;

  // Of `expect:` itself, or of the item in a list of outcomes. site.value is the mapping;
  // site.style tells {flow} from block. In a block, keys stand at column `key_indent`.
  Site site;
  std::uint32_t key_indent = 0;
};

// A value that an expectation may hold is an expression of literals and operators alone.

enum class PythonVersion : std::uint8_t { v3_10, v3_11, v3_12 };

struct Limits {
  std::optional<std::int64_t> steps;
  std::optional<std::int64_t> time_ns;
};

struct SharedVariable {
  std::string name;
  Place place;
  ExprPtr value;  // sees the shared variables before it, coroutines and builtins
};

struct CoroutineParameter {
  LocalName local;
  ExprPtr default_value;  // may be null; evaluated once, after `shared` and before main starts
};

struct Coroutine {
  std::string name;
  Place place;  // of the key, "greet(name)"
  std::vector<CoroutineParameter> parameters;
  Block body;
  // False: the head cannot be read, so nothing is known of the parameters. Never so in a Scenario
  // that load() returned.
  bool readable = true;
  std::vector<std::string> locals;  // by slot; parameters first, then in order of first binding

  // The parameters as a call is matched against them.
  [[nodiscard]] Parameters signature() const;
};

struct Explore {
  enum class Model : std::uint8_t { any, timing };
  enum class Verdict : std::uint8_t { pass, fail };
  struct Condition {
    ExprPtr value;
    std::string text;
  };

  Model model = Model::any;
  double jitter = 0.0;
  std::vector<LocalName> cancel;  // names of coroutines; slot: index into Scenario::coroutines
  std::string strategy = "portfolio";
  std::int64_t schedules = 1000;
  bool races = false;      // whether happens-before races are looked for
  std::int64_t lasso = 0;  // so many rounds of the same state are a livelock; 0: any number
  std::vector<Condition> always;
  std::vector<Condition> finally_conditions;
  std::vector<Condition> sometimes;
  Verdict verdict = Verdict::pass;
  std::string failure;  // with Verdict::fail: the outcome, or a part of the message
  Site site;
};

// One more run of the same program, with some keys given anew.
struct Case {
  std::optional<std::int64_t> seed;
  std::optional<PythonVersion> python;
  std::optional<std::vector<NamedExpr>> args;
  std::optional<std::string> schedule;
  std::optional<Expectation> expect;
  Place place;
  std::uint32_t key_indent = 0;  // column of its keys
};

struct Scenario {
  std::shared_ptr<const Source> source;

  std::string name;
  Place name_place;
  std::string about;
  std::string origin;  // the key `source`
  std::vector<std::string> tags;
  std::int64_t seed = 0;
  PythonVersion python = PythonVersion::v3_11;
  std::vector<SharedVariable> shared;
  std::vector<Coroutine> coroutines;
  std::uint32_t main = 0;  // index into coroutines
  std::string program;     // "" where there are coroutines
  Place program_place;
  std::vector<NamedExpr> args;
  std::string schedule;  // "" for asyncio's own order
  Place schedule_place;
  Limits limits;
  std::string known_issue;
  std::optional<Expectation> expect;
  std::optional<Explore> explore;
  std::vector<Expectation> outcomes;
  Site outcomes_site;  // Style::absent where the file has no such key
  std::vector<Case> cases;
};

}  // namespace sim::scenario
