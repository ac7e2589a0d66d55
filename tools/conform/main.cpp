#include <sys/resource.h>

#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>
#include <vector>

#include "tools/conform/conform.hpp"
#include "tools/conform/options.hpp"
#include "tools/conform/serve.hpp"

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool maps_all_memory = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool maps_all_memory = true;
#else
constexpr bool maps_all_memory = false;
#endif
#else
constexpr bool maps_all_memory = false;
#endif

// A program that eats memory ends this process, not the machine.
void limit_memory() {
  const rlim_t most = rlim_t{4} << 30;
  const rlimit limit{most, most};
  if (!maps_all_memory) setrlimit(RLIMIT_AS, &limit);
}

}  // namespace

int main(int argc, char** argv) {
  using sim::conform::Task;
  const std::vector<std::string> words(argv + (argc > 0 ? 1 : 0), argv + argc);
  const auto options = sim::conform::read_options(words);
  if (!options.error.empty()) {
    std::cerr << "conform: " << options.error << "\nconform: '--help' tells what there is\n";
    return 2;
  }
  switch (options.task) {
    case Task::help:
      std::cout << sim::conform::help_text();
      return 0;
    case Task::answer:
      limit_memory();
      return sim::conform::serve(std::cin, std::cout);
    case Task::texts:
      return sim::conform::write_texts(options, std::cout);
    case Task::compare:
      break;
  }
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  return sim::conform::conform(options, self.string(), std::cout, std::cerr);
}
