#include "tools/cli/terminal.hpp"

#include <unistd.h>

#include <cstdlib>

namespace sim::cli {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

bool is_on(const char* name) {
  const std::string_view value = environment(name);
  return !value.empty() && value != "0" && value != "false";
}

bool color_wanted(ColorWish wish, int descriptor) {
  if (wish != ColorWish::automatic) return wish == ColorWish::always;
  if (!environment("NO_COLOR").empty()) return false;
  const std::string_view force = environment("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  return isatty(descriptor) == 1 && environment("TERM") != "dumb";
}

std::string Paint::in(std::string_view code, std::string_view text) const {
  if (!enabled_) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::string harmless(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if ((code < 0x20 && byte != '\t') || code == 0x7F) {
      out += "\\x";
      out += digits[code >> 4];
      out += digits[code & 15];
    } else {
      out += byte;
    }
  }
  return out;
}

}  // namespace sim::cli
