#include "tools/cli/rewrite_output.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "tools/cli/diff.hpp"

namespace sim::cli {
namespace {

using scenario::Place;
using scenario::Site;
using scenario::Style;

constexpr std::size_t width_max = 100;

std::size_t column_of(std::string_view text, std::size_t at) {
  const std::size_t line_break = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
  return line_break == std::string_view::npos ? at : at - line_break - 1;
}

bool is_block_scalar(Style style) {
  return style == Style::literal_block || style == Style::folded_block;
}

class OutputRewriter {
 public:
  OutputRewriter(const scenario::Source& source, const Site& site,
                 std::span<const std::string> before, std::span<const std::string> lines)
      : text_(source.text()), site_(site), before_(before), lines_(lines) {}

  Splice rewrite(YamlPlace place) const {
    const bool is_scalar = site_.style == Style::plain || site_.style == Style::single_quoted ||
                           site_.style == Style::double_quoted;
    if (is_scalar && lines_.size() == 1 && !lines_.front().empty()) {
      return {site_.value, yaml_scalar(lines_.front(), site_.style, place)};
    }
    if (place == YamlPlace::flow) return {site_.value, yaml_flow_list(lines_)};
    if (lines_.empty()) return after_key(" []" + rest());
    if (site_.style == Style::block_list) {
      return {{site_.value.begin, end_of_value_line()}, merged_list()};
    }
    if (site_.style == Style::flow_list && flow_list_fits()) {
      return {site_.value, yaml_flow_list(lines_)};
    }
    if (fits_block(lines_)) {
      const std::string block = yaml_block(lines_, block_indent(), line_break_of(text_));
      return after_key(" |" + rest() + block.substr(1));
    }
    return after_key(rest() + yaml_block_list(lines_, site_.indent + 2, line_break_of(text_)));
  }

 private:
  // Replaces the value and all that stands on its line.
  [[nodiscard]] Splice after_key(std::string value) const {
    return {{colon_end(), std::max(site_.value.end, end_of_value_line())}, std::move(value)};
  }

  [[nodiscard]] std::uint32_t colon_end() const {
    return static_cast<std::uint32_t>(text_.find(':', site_.key.end) + 1);
  }

  [[nodiscard]] std::uint32_t end_of_value_line() const {
    return is_block_scalar(site_.style) ? site_.value.end : end_of_line(text_, site_.value.end);
  }

  // The comment after the value, or after the header of a block, with the blanks before it.
  [[nodiscard]] std::string rest() const {
    if (site_.style == Style::block_list) return between();
    if (!is_block_scalar(site_.style)) {
      return std::string(text_.substr(site_.value.end, end_of_value_line() - site_.value.end));
    }
    const std::size_t end = end_of_line(text_, site_.value.begin);
    const std::string_view header = text_.substr(site_.value.begin, end - site_.value.begin);
    const std::size_t comment = std::min(header.find_first_of(" \t"), header.size());
    return std::string(header.substr(comment));
  }

  // The comment after `output:`, where the value begins on a line below.
  [[nodiscard]] std::string between() const {
    return std::string(text_.substr(colon_end(), end_of_line(text_, colon_end()) - colon_end()));
  }

  [[nodiscard]] bool flow_list_fits() const {
    return column_of(text_, site_.value.begin) + yaml_flow_list(lines_).size() <= width_max;
  }

  [[nodiscard]] std::size_t block_indent() const {
    if (is_block_scalar(site_.style)) {
      const std::size_t ink = text_.find_first_not_of(" \r\n", site_.content.begin);
      if (ink < site_.content.end)
        return std::max<std::size_t>(column_of(text_, ink), site_.indent + 1);
    }
    return site_.indent + 2;
  }

  // The bytes of each item, line breaks included; none where an item holds more than one line.
  [[nodiscard]] std::vector<std::string> items() const {
    const std::size_t indent = column_of(text_, site_.value.begin);
    const std::string dash = std::string(indent, ' ') + "-";
    std::vector<std::string> items;
    for (std::size_t at = site_.value.begin - indent; at < site_.value.end;) {
      const std::size_t end =
          std::min<std::size_t>(std::min(text_.find('\n', at), text_.size() - 1) + 1, text_.size());
      const std::string_view line = text_.substr(at, end - at);
      if (line.starts_with(dash)) items.emplace_back();
      if (!items.empty()) items.back() += line;
      at = end;
    }
    if (items.size() != before_.size()) items.clear();
    return items;
  }

  // Of an item that goes, the comments in it.
  static std::string comments_of(std::string_view item) {
    std::string comments;
    while (!item.empty()) {
      const std::size_t end = std::min(item.find('\n'), item.size() - 1) + 1;
      const std::size_t ink = item.find_first_not_of(' ');
      if (ink < end && item[ink] == '#') comments += item.substr(0, end);
      item.remove_prefix(end);
    }
    return comments;
  }

  [[nodiscard]] std::string merged_list() const {
    const std::size_t indent = column_of(text_, site_.value.begin);
    const std::string line_break(line_break_of(text_));
    const std::vector<std::string> old = items();
    if (old.empty()) {
      return yaml_block_list(lines_, indent, line_break).substr(line_break.size() + indent);
    }
    const char quote = old.front()[std::min(indent + 2, old.front().size() - 1)];
    const Style style = quote == '"'    ? Style::double_quoted
                        : quote == '\'' ? Style::single_quoted
                                        : Style::plain;
    std::string out;
    std::size_t from = 0;
    std::size_t to = 0;
    for (const Edit edit : edits(before_, lines_)) {
      if (edit == Edit::add) {
        if (!out.empty() && !out.ends_with('\n')) out += line_break;
        out += std::string(indent, ' ') + "- " + yaml_scalar(lines_[to], style, YamlPlace::block) +
               line_break;
      } else {
        out += edit == Edit::keep ? old[from] : comments_of(old[from]);
      }
      from += edit != Edit::add;
      to += edit != Edit::remove;
    }
    return without_edges(std::move(out), indent);
  }

  // The first line without its indentation, and up to where the value ended: the last line break
  // belongs to what comes after.
  static std::string without_edges(std::string list, std::size_t indent) {
    while (list.ends_with('\n') || list.ends_with('\r')) list.pop_back();
    return list.substr(indent);
  }

  std::string_view text_;
  const Site& site_;
  std::span<const std::string> before_;
  std::span<const std::string> lines_;
};

}  // namespace

std::string_view line_break_of(std::string_view text) {
  const std::size_t at = text.find('\n');
  return at != std::string_view::npos && at > 0 && text[at - 1] == '\r' ? "\r\n" : "\n";
}

std::uint32_t end_of_line(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  if (end > at && end < text.size() && text[end - 1] == '\r') --end;
  return static_cast<std::uint32_t>(end);
}

Splice rewrite_output(const scenario::Source& source, const Site& site,
                      std::span<const std::string> before, std::span<const std::string> lines,
                      YamlPlace place) {
  return OutputRewriter(source, site, before, lines).rewrite(place);
}

std::string new_output(std::span<const std::string> lines, std::size_t indent, YamlPlace place,
                       std::string_view line_break) {
  if (place == YamlPlace::flow || lines.empty()) return "output: " + yaml_flow_list(lines);
  if (fits_block(lines)) return "output: " + yaml_block(lines, indent + 2, line_break);
  return "output:" + yaml_block_list(lines, indent + 2, line_break);
}

}  // namespace sim::cli
