#include "sim/scenario/snapshot.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/scenario/format_float.hpp"
#include "sim/scenario/format_value.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

bool is_plain(const Value& value) {
  const ListObject* list = value.list();
  return list != nullptr ? !list->is_set : !value.holds_values();
}

// Lists inside of lists, written without recursion past what a reader of JSON takes.
class JsonWriter {
 public:
  std::string write(const Value& value) {
    if (value.is_none()) return "null";
    if (const bool* boolean = value.boolean()) return *boolean ? "true" : "false";
    if (const std::int64_t* integer = value.integer()) return std::to_string(*integer);
    if (const double* real = value.real()) {
      return std::isfinite(*real) ? repr_float(*real) : json_text(repr_float(*real));
    }
    if (const std::string* text = value.text()) return json_text(*text);
    if (!is_plain(value)) return json_text(type_name(value));
    return write_list(*value.list());
  }

 private:
  std::string write_list(const ListObject& list) {
    const bool again = std::ranges::find(outer_, &list) != outer_.end();
    if (again || outer_.size() >= 500) return json_text("list");
    outer_.push_back(&list);
    std::string text = "[";
    for (const Value& item : list.items) {
      if (text.size() > 1) text += ", ";
      text += write(item);
    }
    outer_.pop_back();
    return text + "]";
  }

  std::vector<const ListObject*> outer_;
};

std::string repr_or_why_not(const Value& value) {
  try {
    return to_repr(value);
  } catch (const Raised& raised) {
    return "<" + describe(raised.value()) + ">";
  }
}

}  // namespace

Snapshot take_snapshot(const Value& value) {
  return {repr_or_why_not(value), JsonWriter().write(value), is_plain(value)};
}

std::string json_text(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': out += "\\\""; break;
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      case '\b': out += "\\b"; break;
      case '\f': out += "\\f"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20) {
          out += c;
        } else {
          out += "\\u00";
          out += digits[static_cast<unsigned char>(c) >> 4];
          out += digits[static_cast<unsigned char>(c) & 15U];
        }
    }
  }
  return out + "\"";
}

}  // namespace sim::scenario
