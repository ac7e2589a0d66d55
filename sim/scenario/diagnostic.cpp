#include "sim/scenario/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <utility>

namespace sim::scenario {
namespace {

// A longer line is shown as a window around the caret.
constexpr std::size_t shown_width_max = 120;
constexpr std::size_t shown_before_caret = 60;
// A longer help goes on in the next line.
constexpr std::size_t shown_columns_max = 100;

// One character as a terminal can show it: one column, no control character.
std::string_view harmless(std::string_view character, bool well_formed) {
  if (!well_formed) return "\xEF\xBF\xBD";
  if (character == "\t") return " ";
  const auto first = static_cast<unsigned char>(character.front());
  return first < 0x20 || first == 0x7F ? "?" : character;
}

// The characters [begin, end) of the line.
std::string shown(std::string_view line, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = 0; i < end && !line.empty(); ++i) {
    const std::size_t length = utf8_length(line);
    const std::size_t step = std::max<std::size_t>(1, length);
    if (i >= begin) out += harmless(line.substr(0, step), length != 0);
    line.remove_prefix(step);
  }
  return out;
}

void quote_line(Diagnostic& diagnostic, std::string_view line) {
  const std::size_t length = count_characters(line);
  const std::size_t caret = diagnostic.at.column - 1;
  std::size_t begin = 0;
  std::size_t end = std::max(length, caret + 1);
  if (length > shown_width_max) {
    begin = caret > shown_before_caret ? caret - shown_before_caret : 0;
    end = begin + shown_width_max;
  }
  diagnostic.line = begin > 0 ? "..." : "";
  diagnostic.caret = caret - begin + diagnostic.line.size();
  diagnostic.line += shown(line, begin, end);
  if (end < length) diagnostic.line += "...";
  diagnostic.underline = std::clamp<std::size_t>(diagnostic.underline, 1, end - caret);
}

std::string render_excerpt(const Diagnostic& diagnostic, const std::string& gutter) {
  std::string out = gutter + "|\n";
  out += std::to_string(diagnostic.at.line) + " | " + diagnostic.line + "\n";
  out += gutter + "| " + std::string(diagnostic.caret, ' ');
  out += std::string(diagnostic.underline, '^');
  if (!diagnostic.context.empty()) out += " in " + diagnostic.context;
  return out + "\n";
}

// Lines of at most 100 columns, broken at blanks.
std::string render_help(std::string_view help, const std::string& gutter) {
  std::string out;
  std::string start = gutter + "= help: ";
  while (!help.empty()) {
    const std::size_t room = shown_columns_max - start.size();
    std::size_t length = help.size();
    if (length > room) {
      const std::size_t blank = help.rfind(' ', room);
      length = std::min(blank == std::string_view::npos ? help.find(' ') : blank, help.size());
    }
    out += start + std::string(help.substr(0, length)) + "\n";
    help.remove_prefix(std::min(length + 1, help.size()));
    start.assign(start.size(), ' ');
  }
  return out;
}

// Names are short: 64 characters are compared, which bounds the work on hostile input.
constexpr std::size_t compared_max = 64;
using Row = std::array<unsigned, compared_max + 1>;
constexpr unsigned full_price = 3;

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

unsigned distance(std::string_view a, std::string_view b) {
  if (std::ranges::equal(a, b, same_letter)) return 1;
  Row before_last{};
  Row last{};
  Row row{};
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<unsigned>(j) * full_price;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = last;
    last = row;
    row[0] = static_cast<unsigned>(i) * full_price;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned change = a[i - 1] == b[j - 1]              ? 0
                              : same_letter(a[i - 1], b[j - 1]) ? 1
                                                                : full_price;
      row[j] = std::min({last[j] + full_price, row[j - 1] + full_price, last[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + full_price);
    }
  }
  return row[b.size()];
}

// A third of the longer word may be wrong, one letter in any word of three and more.
unsigned price_max(std::size_t length) {
  if (length < 3) return 1;
  return full_price * std::max(1U, static_cast<unsigned>(length / 3));
}

}  // namespace

std::string render(const Diagnostic& diagnostic) {
  const bool placed = diagnostic.at.line != 0;
  std::string out = diagnostic.path;
  if (placed) {
    out += ':' + std::to_string(diagnostic.at.line) + ':' + std::to_string(diagnostic.at.column);
  }
  out += ": error: " + diagnostic.message + "\n";
  const std::size_t digits = placed ? std::to_string(diagnostic.at.line).size() : 1;
  const std::string gutter(digits + 1, ' ');
  if (placed) out += render_excerpt(diagnostic, gutter);
  if (!diagnostic.help.empty()) out += render_help(diagnostic.help, gutter);
  return out;
}

std::string render(std::span<const Diagnostic> diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!out.empty()) out += "\n";
    out += render(diagnostic);
  }
  return out;
}

Diagnostics::Report& Diagnostics::Report::in(std::string context) {
  diagnostic_->context = std::move(context);
  return *this;
}

Diagnostics::Report& Diagnostics::Report::help(std::string help) {
  diagnostic_->help = std::move(help);
  return *this;
}

Diagnostics::Report Diagnostics::keep(Diagnostic diagnostic) {
  if (found_.size() < diagnostics_max) return Report(found_.emplace_back(std::move(diagnostic)));
  ++dropped_;
  return Report(spare_);
}

Diagnostics::Report Diagnostics::error(Place place, std::string message) {
  if (found_.size() >= diagnostics_max) return keep({});
  Diagnostic diagnostic;
  diagnostic.path = source_->path();
  diagnostic.at = source_->position(place.begin);
  diagnostic.place = place;
  diagnostic.message = std::move(message);
  const std::string_view line = source_->line(diagnostic.at.line);
  const std::size_t line_end = source_->line_begin(diagnostic.at.line) + line.size();
  const auto end = static_cast<std::uint32_t>(std::min<std::size_t>(place.end, line_end));
  diagnostic.underline = count_characters(source_->text({place.begin, end}));
  quote_line(diagnostic, line);
  return keep(std::move(diagnostic));
}

Diagnostics::Report Diagnostics::error(std::string message) {
  Diagnostic diagnostic;
  diagnostic.path = source_->path();
  diagnostic.at = {0, 0};
  diagnostic.message = std::move(message);
  return keep(std::move(diagnostic));
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  const auto where = [](const Diagnostic& d) { return std::pair(d.at.line, d.at.column); };
  // By place, then in the order of finding. (std::stable_sort needs what C++20 deprecates.)
  std::vector<std::size_t> order(found_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, {}, [&](std::size_t i) { return std::pair(where(found_[i]), i); });
  std::vector<Diagnostic> unique;
  for (const std::size_t i : order) {
    const Diagnostic& diagnostic = found_[i];
    auto earlier = unique.rbegin();
    while (earlier != unique.rend() && where(*earlier) == where(diagnostic) &&
           earlier->message != diagnostic.message) {
      ++earlier;
    }
    const bool fresh = earlier == unique.rend() || where(*earlier) != where(diagnostic);
    if (fresh) unique.push_back(diagnostic);
  }
  if (dropped_ > 0) {
    Diagnostic& rest = unique.emplace_back();
    rest.path = source_->path();
    rest.at = {0, 0};
    rest.message = "too many errors: " + std::to_string(dropped_) + " more are not shown";
  }
  return unique;
}

std::string_view suggest(std::string_view name, std::span<const std::string_view> candidates) {
  if (name.size() > compared_max) return {};
  std::string_view best;
  unsigned best_price = ~0U;
  for (const std::string_view candidate : candidates) {
    if (candidate.empty() || candidate.size() > compared_max || candidate == name) continue;
    const unsigned price = distance(name, candidate);
    if (price > price_max(std::max(name.size(), candidate.size())) || price >= best_price) continue;
    best = candidate;
    best_price = price;
  }
  return best;
}

std::string did_you_mean(std::string_view suggestion) {
  if (suggestion.empty()) return {};
  return "did you mean '" + std::string(suggestion) + "'?";
}

}  // namespace sim::scenario
