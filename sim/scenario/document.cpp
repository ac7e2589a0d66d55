#include "sim/scenario/document.hpp"

#include <algorithm>

namespace sim::scenario {

bool Node::is_quoted() const {
  return style == Style::single_quoted || style == Style::double_quoted;
}

const Node::Entry* Node::find_entry(std::string_view key) const {
  const auto found =
      std::ranges::find_if(entries, [&](const Entry& entry) { return entry.key.text == key; });
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

std::string_view kind_name(const Node& node) {
  switch (node.kind) {
    case Node::Kind::list:
      return "a list";
    case Node::Kind::map:
      return "a mapping";
    case Node::Kind::scalar:
      return "text";
    case Node::Kind::null:
    case Node::Kind::invalid:
      break;
  }
  return "nothing";
}

MappedText mapped(const Source& source, const Node& node) {
  return map_scalar(source, node.text, node.content, node.style);
}

Site site_of(const Node::Entry& entry) {
  return {entry.key.place, entry.value.place, entry.value.content, entry.key.column,
          entry.value.style};
}

}  // namespace sim::scenario
