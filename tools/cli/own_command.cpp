#include "tools/cli/own_command.hpp"

#include "tools/cli/shell.hpp"

namespace sim::cli {
namespace {

std::string& command() {
  static std::string words = "fermata";
  return words;
}

}  // namespace

void set_own_command(std::string_view called_as) {
  if (!called_as.empty()) command() = shell_quoted(called_as);
}

const std::string& own_command() { return command(); }

}  // namespace sim::cli
