#include "tools/cli/arguments.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <system_error>
#include <utility>

#include "sim/scenario/diagnostic.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/schedule.hpp"
#include "tools/cli/command_problems.hpp"

namespace sim::cli {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array subcommand_names{"run"sv,    "check"sv,    "explore"sv, "replay"sv,
                                      "shrink"sv, "outcomes"sv, "export"sv,  "import"sv,
                                      "conform"sv, "help"sv};

// A whole number of the type of `target`, in the range that it is given.
template <typename Number>
auto whole_number(std::optional<Number>& target, Number least, std::string_view what) {
  return [&target, least, what](const std::string& word) {
    Number number{};
    const char* end = word.data() + word.size();
    const auto [stop, error] = std::from_chars(word.data(), end, number);
    if (error != std::errc{} || stop != end || number < least) {
      throw CLI::ValidationError("'" + word + "' is not " + std::string(what));
    }
    target = number;
  };
}

// One subcommand, or the program itself: its flags, and where their values go.
class Parser {
 public:
  Parser(std::string_view topic, Arguments& arguments) : topic_(topic), arguments_(arguments) {
    app_.set_help_flag();
    flag("-h,--help", help_);
    app_.add_option_function<std::string>("--color",
                                          [this](const std::string& word) { read_color(word); });
  }

  void declare_program() {
    flag("--version", version_);
    app_.prefix_command();
  }

  void declare(RunArguments& run) {
    app_.allow_extras();
    app_.add_option("files", run.files);
    number("--seed", run.seed, std::numeric_limits<std::int64_t>::min(), "a whole number");
    number("--case", run.case_number, std::uint32_t{0}, "the number of a case, 0 for none of them");
    number("--max-steps", run.steps_max, std::int64_t{1}, "a whole number above zero");
    ties(run.ties);
    cancel(run.cancel);
    flag("--json", run.json);
    flag("--trace", run.trace);
  }

  void declare(CheckArguments& check) {
    app_.allow_extras();
    app_.add_option("paths", check.paths);
    number("-j,--jobs", check.jobs, 1U, "a whole number above zero");
    app_.add_option("--junit", check.junit);
    app_.add_option("--filter", check.filter);
    // One word a flag, so that the path after it stays a path.
    app_.add_option("--tag", check.tags)->allow_extra_args(false);
    ties(check.ties);
    app_.add_option("--save", check.save);
    number("--outcome-schedules", check.outcome_schedules, std::uint64_t{1},
           "a whole number above zero");
    flag("--update", check.update);
    flag("--check-determinism", check.check_determinism);
    flag("--fail-fast", check.fail_fast);
    flag("-q,--quiet", check.quiet);
  }

  void declare(ExploreArguments& explore) {
    app_.allow_extras();
    app_.add_option("files", explore.files);
    strategy(explore.strategy);
    word("--model", explore.model, {"any", "timing"});
    number("--seed", explore.seed, std::uint64_t{0}, "a whole number, not negative");
    number("--schedules", explore.schedules, std::uint64_t{1}, "a whole number above zero");
    number("--max-steps", explore.steps_max, std::int64_t{1}, "a whole number above zero");
    number("--replays", explore.replays, std::uint64_t{0}, "a whole number, not negative");
    number("-j,--jobs", explore.jobs, 1U, "a whole number above zero");
    app_.add_option("--save", explore.save);
    lookout(explore.lookout);
    flag("--check-determinism", explore.check_determinism);
    flag("--json", explore.json);
  }

  void declare(ReplayArguments& replay) {
    app_.allow_extras();
    app_.add_option("files", replay.files);
    schedule(replay.schedule);
    number("--max-steps", replay.steps_max, std::int64_t{1}, "a whole number above zero");
    app_.add_option_function<std::string>("--on-parting", [&replay](const std::string& word) {
      check_word("--on-parting", word, std::array{"stop"sv, "go-on"sv});
      replay.stop_on_parting = word == "stop";
    });
    lookout(replay.lookout);
    flag("--check-determinism", replay.check_determinism);
    flag("--trace", replay.trace);
  }

  void declare(ShrinkArguments& shrink) {
    app_.allow_extras();
    app_.add_option("files", shrink.files);
    schedule(shrink.schedule);
    number("--max-steps", shrink.steps_max, std::int64_t{1}, "a whole number above zero");
    number("--replays", shrink.replays, std::uint64_t{1}, "a whole number above zero");
    app_.add_option("--save", shrink.save);
    lookout(shrink.lookout);
  }

  void declare(OutcomesArguments& outcomes) {
    app_.allow_extras();
    app_.add_option("files", outcomes.files);
    word("--model", outcomes.model, {"any", "timing"});
    number("--schedules", outcomes.schedules, std::uint64_t{1}, "a whole number above zero");
    number("--max-steps", outcomes.steps_max, std::int64_t{1}, "a whole number above zero");
    flag("--json", outcomes.json);
    flag("--update", outcomes.update);
  }

  void declare(ExportArguments& exported) {
    app_.allow_extras();
    app_.add_option("files", exported.files);
    word("--to", exported.to, {"python"});
    app_.add_option("-o,--output", exported.output);
  }

  void declare(ImportArguments& imported) {
    app_.allow_extras();
    app_.add_option("files", imported.files);
    word("--python", imported.python, {"3.10", "3.11", "3.12"});
    app_.add_option("-o,--output", imported.output);
  }

  // False, and an error in the arguments, where the words are none of ours.
  bool parse(std::span<const std::string> words) {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    try {
      app_.parse(std::move(reversed));
    } catch (const CLI::ArgumentMismatch& error) {
      return fail(wrong_count(error.what()));
    } catch (const CLI::ParseError& error) {
      return fail(error.what());
    }
    return app_.get_prefix_command() || check_extras();
  }

  [[nodiscard]] bool wants_help() const { return help_; }
  [[nodiscard]] bool wants_version() const { return version_; }
  [[nodiscard]] std::vector<std::string> rest() const { return app_.remaining(); }

  [[nodiscard]] std::vector<std::string> flags() const {
    std::vector<std::string> flags;
    for (const CLI::Option* option : app_.get_options()) {
      for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
    }
    return flags;
  }

  bool fail(std::string message, std::string help = "") {
    arguments_.command = UsageError{std::move(message), std::move(help), topic_};
    return false;
  }

  bool unknown_flag(const std::string& word) {
    const std::string flag = word.substr(0, word.find('='));
    const std::vector<std::string> known = flags();
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const std::string_view meant = scenario::suggest(flag, candidates);
    return fail("unknown flag '" + flag + "'", scenario::did_you_mean(meant));
  }

 private:
  template <typename Number>
  void number(const char* flag, std::optional<Number>& target, Number least,
              std::string_view what) {
    const std::string name = std::string(flag).substr(std::string(flag).find("--"));
    auto read = whole_number(target, least, what);
    app_.add_option_function<std::string>(flag, [name, read](const std::string& word) {
      try {
        read(word);
      } catch (const CLI::ValidationError& error) {
        throw CLI::ValidationError(name + ": " + error.what());
      }
    });
  }

  void word(const char* flag, std::string& target, std::vector<std::string_view> known) {
    app_.add_option_function<std::string>(flag, [flag, &target, known](const std::string& given) {
      check_word(flag, given, known);
      target = given;
    });
  }

  static void check_word(const char* flag, const std::string& given,
                         std::span<const std::string_view> known) {
    if (std::ranges::find(known, given) != known.end()) return;
    std::string all;
    for (const std::string_view each : known) all += (all.empty() ? "" : ", ") + std::string(each);
    const std::string what = known.size() == 1 ? " is not " : " is none of ";
    throw CLI::ValidationError(std::string(flag) + ": '" + given + "'" + what + all);
  }

  void strategy(std::string& target) {
    app_.add_option_function<std::string>("--strategy", [&target](const std::string& word) {
      if (make_strategy(word) == nullptr) check_word("--strategy", word, strategy_names());
      target = word;
    });
  }

  void schedule(std::string& target) {
    app_.add_option_function<std::string>("--schedule", [&target](const std::string& word) {
      try {
        static_cast<void>(Schedule::parse(word));
      } catch (const ScheduleError& error) {
        throw CLI::ValidationError(std::string("--schedule: ") + error.what());
      }
      target = word;
    });
  }

  void lookout(Lookout& target) {
    flag("--races", target.races);
    number("--lasso", target.lasso, std::int64_t{1}, "a whole number above zero");
  }

  void ties(TiePolicy& target) {
    app_.add_option_function<std::string>("--ties", [&target](const std::string& word) {
      check_word("--ties", word, std::array{"fifo"sv, "heapq"sv});
      target = word == "heapq" ? TiePolicy::heapq : TiePolicy::fifo;
    });
  }

  void cancel(std::optional<Interruption>& target) {
    app_.add_option_function<std::string>("--cancel", [&target](const std::string& word) {
      const std::size_t colon = word.find(':');
      std::optional<std::uint64_t> before;
      std::optional<std::uint32_t> task;
      try {
        whole_number(before, std::uint64_t{0}, "")(word.substr(0, colon));
        whole_number(task, std::uint32_t{1}, "")(word.substr(colon == word.npos ? 0 : colon + 1));
      } catch (const CLI::ValidationError&) {
        task.reset();
      }
      if (colon == word.npos || !task) {
        throw CLI::ValidationError("--cancel: '" + word + "' is not ITERATION:TASK, two numbers");
      }
      target = Interruption{*before, TaskId{*task}};
    });
  }

  void read_color(const std::string& word) {
    constexpr std::array words{"auto"sv, "always"sv, "never"sv};
    check_word("--color", word, words);
    arguments_.color = static_cast<ColorWish>(std::ranges::find(words, word) - words.begin());
  }

  void flag(const char* names, bool& target) {
    app_.add_flag(names, target)->disable_flag_override();
  }

  bool check_extras() {
    const std::vector<std::string> extras = app_.remaining();
    return extras.empty() || unknown_flag(extras.front());
  }

  std::string_view topic_;
  Arguments& arguments_;
  CLI::App app_;
  bool help_ = false;
  bool version_ = false;
};

void unknown_subcommand(Parser& parser, const std::string& word) {
  const std::string_view meant = scenario::suggest(word, subcommand_names);
  std::string help = scenario::did_you_mean(meant);
  if (help.empty() && word.find(".sim.yaml") != std::string::npos) {
    help = "'fermata run " + word + "' runs it, 'fermata check " + word + "' checks it";
  }
  parser.fail("unknown subcommand '" + word + "'", help);
}

template <typename Command>
void parse_command(std::string_view topic, std::span<const std::string> words,
                   Arguments& arguments) {
  Command command;
  Parser parser(topic, arguments);
  parser.declare(command);
  if (!parser.parse(words)) return;
  if (parser.wants_help()) {
    arguments.command = HelpArguments{topic};
  } else if (const std::string problem = problem_with(command); !problem.empty()) {
    parser.fail(problem);
  } else {
    arguments.command = std::move(command);
  }
}

void parse_help(Parser& program, std::span<const std::string> words, Arguments& arguments) {
  if (words.empty()) return;
  const auto topic = std::ranges::find(subcommand_names, words.front());
  if (topic == subcommand_names.end()) return unknown_subcommand(program, words.front());
  arguments.command = HelpArguments{*topic == "help" ? "" : *topic};
}

using Words = std::span<const std::string>;

struct CommandReader {
  std::string_view name;
  void (*parse)(std::string_view topic, Words words, Arguments& arguments);
};

constexpr CommandReader command_readers[] = {
    {"run", parse_command<RunArguments>},         {"check", parse_command<CheckArguments>},
    {"explore", parse_command<ExploreArguments>}, {"replay", parse_command<ReplayArguments>},
    {"shrink", parse_command<ShrinkArguments>},   {"export", parse_command<ExportArguments>},
    {"import", parse_command<ImportArguments>},   {"outcomes", parse_command<OutcomesArguments>},
};

void parse_rest(Parser& program, Words words, Arguments& arguments) {
  const std::string& first = words.front();
  const Words after = words.subspan(1);
  const auto reader = std::ranges::find(command_readers, first, &CommandReader::name);
  if (reader != std::end(command_readers)) {
    reader->parse(reader->name, after, arguments);
  } else if (first == "conform") {
    arguments.command = ConformArguments{{after.begin(), after.end()}};
  } else if (first == "help") {
    arguments.command = HelpArguments{};
    parse_help(program, after, arguments);
  } else if (first.starts_with('-') && first.size() > 1) {
    program.unknown_flag(first);
  } else {
    unknown_subcommand(program, first);
  }
}

}  // namespace

Arguments parse_arguments(std::span<const std::string> words) {
  Arguments arguments;
  arguments.command = HelpArguments{};
  Parser program("", arguments);
  program.declare_program();
  if (!program.parse(words) || program.wants_help()) return arguments;
  if (program.wants_version()) {
    arguments.command = VersionArguments{};
    return arguments;
  }
  const std::vector<std::string> rest = program.rest();
  if (rest.empty()) {
    program.fail("which subcommand?");
  } else {
    parse_rest(program, rest, arguments);
  }
  return arguments;
}

std::vector<std::string> flags_of(std::string_view subcommand) {
  Arguments arguments;
  Parser parser(subcommand, arguments);
  RunArguments run;
  CheckArguments check;
  ExploreArguments explore;
  ReplayArguments replay;
  ShrinkArguments shrink;
  OutcomesArguments outcomes;
  ExportArguments exported;
  ImportArguments imported;
  if (subcommand == "run") parser.declare(run);
  if (subcommand == "check") parser.declare(check);
  if (subcommand == "explore") parser.declare(explore);
  if (subcommand == "replay") parser.declare(replay);
  if (subcommand == "shrink") parser.declare(shrink);
  if (subcommand == "outcomes") parser.declare(outcomes);
  if (subcommand == "export") parser.declare(exported);
  if (subcommand == "import") parser.declare(imported);
  if (subcommand.empty()) parser.declare_program();
  return parser.flags();
}

std::span<const std::string_view> subcommands() { return subcommand_names; }

}  // namespace sim::cli
