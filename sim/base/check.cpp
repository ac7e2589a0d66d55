#include "sim/base/check.hpp"

#include <atomic>
#include <cstdlib>

namespace sim::detail {
namespace {

constinit std::atomic<RepeatPrinter> repeat_printer{nullptr};

}  // namespace

void set_repeat_printer(RepeatPrinter printer) noexcept {
  repeat_printer.store(printer, std::memory_order_relaxed);
}

void check_failed(const char* expression, const char* reason, const char* file,
                  int line) noexcept {
  std::fflush(stdout);
  std::fprintf(stderr, "%s:%d: a check of Fermata failed: %s\n  expected: %s\n", file, line,
               reason, expression);
  if (RepeatPrinter print = repeat_printer.load(std::memory_order_relaxed)) print(stderr);
  std::fprintf(stderr, "  This is a bug in Fermata. Please report it with the lines above.\n");
  std::fflush(stderr);
  std::abort();
}

}  // namespace sim::detail
