#include "tools/cli/determinism.hpp"

#include <algorithm>

#include "tools/cli/terminal.hpp"

namespace sim::cli {

ExitStatus tell(std::string_view path, const Determinism& found, const Console& console,
                Telling telling) {
  if (found.same && telling == Telling::only_what_differs) return ExitStatus::as_expected;
  console.out << (found.same ? console.paint.green("same") + "   " : console.paint.red("DIFFERS"))
              << ' ' << path << ": " << found.summary() << '\n';
  std::string_view lines = found.report;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    console.out << "  " << harmless(lines.substr(0, end)) << '\n';
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return found.same ? ExitStatus::as_expected : ExitStatus::nondeterministic;
}

}  // namespace sim::cli
