#include "tools/cli/import.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

#include "tools/cli/find_scenarios.hpp"

namespace sim::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* script_name = "import_python.py";

// What ended, in the numbers of a shell: 128 and the signal where it was one. Below zero: errno.
int run_and_wait(std::vector<std::string> words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, pointers.front(), nullptr, nullptr, pointers.data(), environ);
  if (error != 0) return -error;
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

ExitStatus fail(const Console& console, const std::string& why) {
  console.say(why);
  return ExitStatus::internal;
}

}  // namespace

std::string find_import_script() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const std::array candidates{
      program.parent_path().parent_path() / "share" / "fermata" / "oracle" / script_name,
      fs::path(FERMATA_ORACLE_DIR) / script_name};
  for (const fs::path& candidate : candidates) {
    if (fs::is_regular_file(candidate, error)) return candidate.string();
  }
  return "";
}

ExitStatus import_program(const ImportArguments& arguments, const Console& console) {
  if (const std::string problem = problem_with_file(arguments.files.front()); !problem.empty()) {
    console.say(problem);
    return ExitStatus::bad_input;
  }
  const std::string script = find_import_script();
  if (script.empty()) {
    return fail(console, std::string(script_name) + " is missing: this fermata was installed " +
                             "without share/fermata/oracle");
  }
  // -B: nothing is left behind beside the script.
  std::vector<std::string> words{"python3", "-B", script};
  if (!arguments.python.empty()) words.insert(words.end(), {"--python", arguments.python});
  if (!arguments.output.empty()) words.insert(words.end(), {"--output", arguments.output});
  words.insert(words.end(), {"--", arguments.files.front()});
  console.out.flush();
  const int ended = run_and_wait(std::move(words));
  if (ended == -ENOENT) {
    return fail(console, "python3 is missing: 'import' reads Python with Python's own parser");
  }
  if (ended < 0) return fail(console, std::string("python3 cannot be run: ") + strerror(-ended));
  if (ended == 0) return ExitStatus::as_expected;
  if (ended == to_int(ExitStatus::bad_input)) return ExitStatus::bad_input;
  return fail(console, "python3 ended with status " + std::to_string(ended));
}

}  // namespace sim::cli
