// sim/scenario/reader.hpp
//
// Asks a node of the document for what is needed there, an expression, a word, a number, and says
// what is wrong where it is something else.
//
//   Reader reader(found);
//   ExprPtr delay = reader.expression(node, "main(), step 2");
//   std::optional<std::int64_t> seed = reader.integer(node, "seed");
//
// Promise: nothing comes back exactly where a diagnostic was added, by this call or, for an invalid
// node, by an earlier one; of a list the items that are wrong are null.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/document.hpp"

namespace sim::scenario {

class Reader {
 public:
  explicit Reader(Diagnostics& found) : found_(found) {}

  [[nodiscard]] Diagnostics& found() const { return found_; }
  [[nodiscard]] const Source& source() const { return found_.source(); }

  // A scalar in Python's syntax, a YAML list of expressions, or null.
  [[nodiscard]] ExprPtr expression(const Node& node, const std::string& context) const;
  [[nodiscard]] std::optional<FString> fstring(const Node& node, const std::string& context) const;

  // A scalar as it stands; `what` names what is asked for: "a name", "text".
  [[nodiscard]] std::optional<std::string> text(const Node& node, const std::string& context,
                                                std::string_view what = "text") const;
  // One of `words`; others get a suggestion.
  [[nodiscard]] std::optional<std::string> word(const Node& node, const std::string& context,
                                                std::span<const std::string_view> words) const;
  [[nodiscard]] std::optional<std::string> name(const Node& node, const std::string& context) const;
  [[nodiscard]] std::optional<std::int64_t> integer(const Node& node,
                                                    const std::string& context) const;
  [[nodiscard]] std::optional<double> number(const Node& node, const std::string& context) const;
  // Seconds, not negative, as nanoseconds: round(d * 1e9), halves to even.
  [[nodiscard]] std::optional<std::int64_t> seconds(const Node& node,
                                                    const std::string& context) const;

  // False, and a diagnostic, where the node is no list or no mapping.
  [[nodiscard]] bool is_list(const Node& node, const std::string& context,
                             std::string_view of_what) const;
  [[nodiscard]] bool is_map(const Node& node, const std::string& context, std::string_view of_what,
                            std::string_view help = "") const;

  // "unknown key 'x'", with a suggestion from `known`.
  void unknown_key(const Node& key, const std::string& context,
                   std::span<const std::string_view> known) const;

 private:
  [[nodiscard]] ExprPtr list(const Node& node, const std::string& context) const;
  [[nodiscard]] ExprPtr scalar(const Node& node, const std::string& context) const;
  void wrong_kind(const Node& node, const std::string& context, std::string_view wanted,
                  std::string_view help = "") const;

  Diagnostics& found_;
};

}  // namespace sim::scenario
