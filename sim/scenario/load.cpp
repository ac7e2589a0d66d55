#include "sim/scenario/load.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "sim/scenario/parse.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/schema.hpp"
#include "sim/scenario/validate.hpp"

namespace sim::scenario {
namespace {

constexpr std::string_view too_large = "the file is larger than 1 MiB";
constexpr std::string_view too_large_help = "long recordings belong into a file of their own";

// The first byte that no text file has: other than tab, line feed and carriage return before one.
std::optional<std::size_t> find_control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\t' || byte == '\n' || (byte >= 0x20 && byte != 0x7F)) continue;
    if (byte == '\r' && text.substr(i + 1, 1) == "\n") continue;
    return i;
  }
  return std::nullopt;
}

Place byte_at(std::size_t at) {
  return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
}

// Nothing further is read of what is no text.
bool is_text(Diagnostics& found) {
  const std::string_view text = found.source().text();
  if (const auto at = find_invalid_utf8(text)) {
    found.error(byte_at(*at), "the file is not UTF-8").help("save it with the encoding UTF-8");
    return false;
  }
  if (const auto at = find_control_character(text)) {
    found.error(byte_at(*at), "a control character").help("the file should be plain text");
    return false;
  }
  return true;
}

void fill(Scenario& scenario, Diagnostics& found) {
  if (!is_text(found)) return;
  const std::optional<Node> document = parse_yaml(found);
  if (!document) return;
  read_scenario(Reader(found), *document, scenario);
  validate(scenario, found);
}

LoadResult refused(const std::string& path, std::string_view message, std::string_view help) {
  const Source source(path, "");
  Diagnostics found(source);
  found.error(std::string(message)).help(std::string(help));
  return {nullptr, found.sorted()};
}

}  // namespace

LoadResult load(std::string path, std::string text) {
  if (text.size() > source_bytes_max) return refused(path, too_large, too_large_help);
  auto scenario = std::make_unique<Scenario>();
  scenario->source = std::make_shared<const Source>(std::move(path), std::move(text));
  Diagnostics found(*scenario->source);
  fill(*scenario, found);
  LoadResult result;
  result.diagnostics = found.sorted();
  if (result.diagnostics.empty()) result.scenario = std::move(scenario);
  return result;
}

LoadResult load_file(const std::string& path) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return refused(path, "there is no such file", "");
  if (std::filesystem::is_directory(status)) return refused(path, "this is a folder", "");
  std::ifstream file(path, std::ios::binary);
  if (!file) return refused(path, "the file cannot be opened", "");
  // One byte more than may be, so that a file without an end, a pipe, is refused as well.
  std::string text(source_bytes_max + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (file.bad()) return refused(path, "the file cannot be read", "");
  text.resize(static_cast<std::size_t>(file.gcount()));
  return load(path, std::move(text));
}

}  // namespace sim::scenario
