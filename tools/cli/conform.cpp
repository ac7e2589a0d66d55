#include "tools/cli/conform.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace sim::cli {

ExitStatus become_conform(const ConformArguments& arguments, const Console& console) {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  std::string program = (self.parent_path() / "fermata-conform").string();
  std::vector<std::string> words = arguments.words;
  std::vector<char*> pointers{program.data()};
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  console.out.flush();
  execv(program.c_str(), pointers.data());
  const std::string why = errno == ENOENT ? "was not built" : std::strerror(errno);
  console.say("fermata-conform, which compares with CPython, cannot be run: it " + why);
  return ExitStatus::internal;
}

}  // namespace sim::cli
