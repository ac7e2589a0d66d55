// sim/scenario/document.hpp
//
// What YAML says, before anybody asks what it means: a tree of scalars, lists and mappings, every
// node with its exact bytes in the file.
//
//   for (const Node::Entry& entry : document.entries)
//     if (entry.key.text == "seed") read_seed(entry.value);
//
// Invariant: the tree is at most source_depth_max deep; keys are scalars.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/mapped_text.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {

struct Node {
  // `invalid` was reported already: whoever meets it says nothing and goes on.
  enum class Kind : std::uint8_t { invalid, null, scalar, list, map };
  struct Entry;

  Kind kind = Kind::null;
  Style style = Style::absent;
  Place place;               // empty where a value is missing
  Place content;             // of a scalar: its text, without quotes or block header
  std::uint32_t column = 0;  // bytes before it in its line
  bool in_flow = false;      // an item of [...] or a value of {...}
  std::string text;          // of a scalar
  std::vector<Node> items;
  std::vector<Entry> entries;

  [[nodiscard]] bool is_null() const { return kind == Kind::null; }
  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  [[nodiscard]] bool is_invalid() const { return kind == Kind::invalid; }
  [[nodiscard]] bool is_quoted() const;

  // The value of a key, or null where there is none. A linear search: for a few look-ups.
  [[nodiscard]] const Node* find(std::string_view key) const;
  // The whole entry.
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;
};

struct Node::Entry {
  Node key;
  Node value;
  bool duplicate = false;  // reported already
};

// "a list", "a mapping", "text", "nothing": for messages.
[[nodiscard]] std::string_view kind_name(const Node& node);

// The scalar's text with its places. Requires: node.is_scalar().
[[nodiscard]] MappedText mapped(const Source& source, const Node& node);

// Where the entry stands, as an expectation remembers it.
[[nodiscard]] Site site_of(const Node::Entry& entry);

}  // namespace sim::scenario
