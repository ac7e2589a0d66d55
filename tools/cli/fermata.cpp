#include "tools/cli/fermata.hpp"

#include <poll.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>
#include <variant>
#include <vector>

#include "tools/cli/arguments.hpp"
#include "tools/cli/check.hpp"
#include "tools/cli/conform.hpp"
#include "tools/cli/console.hpp"
#include "tools/cli/exit_status.hpp"
#include "tools/cli/explore.hpp"
#include "tools/cli/export.hpp"
#include "tools/cli/help.hpp"
#include "tools/cli/import.hpp"
#include "tools/cli/outcomes.hpp"
#include "tools/cli/own_command.hpp"
#include "tools/cli/replay.hpp"
#include "tools/cli/run.hpp"
#include "tools/cli/shrink.hpp"

namespace sim::cli {
namespace {

struct Dispatch {
  const Console& console;

  ExitStatus operator()(const RunArguments& arguments) const { return run(arguments, console); }
  ExitStatus operator()(const CheckArguments& arguments) const { return check(arguments, console); }
  ExitStatus operator()(const ExploreArguments& arguments) const {
    return explore(arguments, console);
  }
  ExitStatus operator()(const ReplayArguments& arguments) const {
    return replay(arguments, console);
  }
  ExitStatus operator()(const ShrinkArguments& arguments) const {
    return shrink(arguments, console);
  }
  ExitStatus operator()(const OutcomesArguments& arguments) const {
    return outcomes(arguments, console);
  }
  ExitStatus operator()(const ExportArguments& arguments) const {
    return export_scenario(arguments, console);
  }
  ExitStatus operator()(const ImportArguments& arguments) const {
    return import_program(arguments, console);
  }
  ExitStatus operator()(const ConformArguments& arguments) const {
    return become_conform(arguments, console);
  }
  ExitStatus operator()(const HelpArguments& arguments) const {
    console.out << help_text(arguments.topic);
    return ExitStatus::as_expected;
  }
  ExitStatus operator()(const VersionArguments&) const {
    console.out << version_text();
    return ExitStatus::as_expected;
  }
  ExitStatus operator()(const UsageError& error) const {
    console.say(error.message + (error.help.empty() ? "" : "; " + error.help));
    const std::string topic = error.topic.empty() ? "" : " " + std::string(error.topic);
    console.say("'" + own_command() + " help" + topic + "' tells what there is");
    return ExitStatus::bad_input;
  }
};

bool reader_is_gone() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0;
}

// A reader that went away, as `head` does, wants to hear nothing.
ExitStatus close_output(const Console& console, ExitStatus status) {
  console.out.flush();
  if (console.out || reader_is_gone()) return status;
  console.say("standard output cannot be written");
  return worse(status, ExitStatus::internal);
}

}  // namespace

int fermata(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  if (argc > 0) set_own_command(argv[0]);
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const Arguments arguments = parse_arguments(words);
  const Console console{std::cout, std::cerr, Paint(color_wanted(arguments.color, STDOUT_FILENO)),
                        Paint(color_wanted(arguments.color, STDERR_FILENO))};
  try {
    return to_int(close_output(console, std::visit(Dispatch{console}, arguments.command)));
  } catch (const std::exception& error) {
    console.say(std::string("a mistake in fermata itself: ") + error.what());
    return to_int(ExitStatus::internal);
  }
}

}  // namespace sim::cli
