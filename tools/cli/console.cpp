#include "tools/cli/console.hpp"

#include <algorithm>
#include <string>

namespace sim::cli {
namespace {

// The place bold, "error" red, the caret yellow.
std::string painted(const std::string& text, const Paint& paint) {
  constexpr std::string_view error = ": error: ";
  const std::size_t first_end = text.find('\n');
  const std::size_t at = text.find(error);
  if (!paint.enabled() || at == std::string::npos || at > first_end) return text;
  const std::size_t message = at + error.size();
  std::string out = paint.bold(text.substr(0, at + 2)) + paint.red("error:") + ' ';
  out += paint.bold(text.substr(message, first_end - message));
  std::string rest = text.substr(first_end);
  const std::size_t caret_line = rest.find("\n", rest.find("\n", rest.find('\n') + 1) + 1);
  const std::size_t caret = rest.find('^', caret_line);
  if (caret_line == std::string::npos || caret == std::string::npos) return out + rest;
  const std::size_t end = std::min(rest.find_first_not_of('^', caret), rest.size());
  return out + rest.substr(0, caret) + paint.yellow(rest.substr(caret, end - caret)) +
         rest.substr(end);
}

}  // namespace

void Console::say(std::string_view message) const {
  out.flush();
  err << err_paint.bold("fermata:") << ' ' << message << '\n';
}

void Console::show(std::span<const scenario::Diagnostic> diagnostics) const {
  out.flush();
  for (const scenario::Diagnostic& diagnostic : diagnostics) {
    err << painted(render(diagnostic), err_paint) << '\n';
  }
}

}  // namespace sim::cli
