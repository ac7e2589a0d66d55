#include "sim/scenario/format_value.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "sim/coro/task_core.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/format_float.hpp"
#include "sim/scenario/printable.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

constexpr std::size_t kDepthMax = 900;  // CPython gives up at about 1000 calls

std::string repr_class(const ExceptionClass& type) {
  constexpr std::array<std::string_view, 5> asyncio = {"CancelledError", "InvalidStateError",
                                                       "QueueEmpty", "QueueFull",
                                                       "BrokenBarrierError"};
  std::string_view module;
  if (std::ranges::find(asyncio, type.name) != asyncio.end()) {
    module = type.name.starts_with("Queue") ? "asyncio.queues." : "asyncio.exceptions.";
  }
  return "<class '" + std::string(module) + std::string(type.name) + "'>";
}

// Writes one value; knows what it is inside of.
class Writer {
 public:
  std::string write(const Value& value) {
    return std::visit([this](const auto& each) { return of(each); }, value.data());
  }

  std::string write_items(const Values& items) {
    std::string text;
    for (const Value& item : items) {
      if (!text.empty()) text += ", ";
      text += write(item);
    }
    return text;
  }

 private:
  std::string of(std::monostate) { return "None"; }
  std::string of(bool value) { return value ? "True" : "False"; }
  std::string of(std::int64_t value) { return std::to_string(value); }
  std::string of(double value) { return repr_float(value); }
  std::string of(const Value::Text& text) { return repr_text(*text); }

  std::string of(const std::shared_ptr<ListObject>& list) {
    list->touch(Access::read);
    if (list->is_set) return list->items.empty() ? "set()" : "{" + write_items(list->items) + "}";
    return inside(list.get(), "[...]", [&] { return "[" + write_items(list->items) + "]"; });
  }

  std::string of(const std::shared_ptr<TupleObject>& tuple) {
    return inside(tuple.get(), "(...)", [&] {
      return "(" + write_items(tuple->items) + (tuple->items.size() == 1 ? ",)" : ")");
    });
  }

  std::string of(const std::shared_ptr<const RangeObject>& range) {
    std::string text = "range(" + std::to_string(range->start) + ", " + std::to_string(range->stop);
    if (range->step != 1) text += ", " + std::to_string(range->step);
    return text + ")";
  }

  std::string of(const std::shared_ptr<ExceptionObject>& exception) {
    return inside(exception.get(), "", [&] {
      const std::string name(exception->type->name);
      return name + "(" + write_items(exception->args->items) + ")";
    });
  }

  std::string of(const ExceptionClass* type) { return repr_class(*type); }

  std::string of(const CorePtr<FutureCore>& future) {
    TaskCore* task = future->as_task();
    return task == nullptr ? "<Future>" : "<Task " + task->name() + ">";
  }

  std::string of(const std::shared_ptr<CoroutineObject>& coroutine) {
    return "<coroutine " + std::string(coroutine->name()) + ">";
  }

  std::string of(const std::shared_ptr<NativeObject>& object) {
    return "<" + std::string(object->shown_as()) + ">";
  }

  template <class F>
  std::string inside(const void* object, std::string_view again, F write_it) {
    if (!again.empty() && std::ranges::find(outer_, object) != outer_.end()) {
      return std::string(again);
    }
    if (outer_.size() >= kDepthMax) {
      raise("RecursionError",
            "maximum recursion depth exceeded while getting the repr of an object");
    }
    outer_.push_back(object);
    std::string text = write_it();
    outer_.pop_back();
    return text;
  }

  std::vector<const void*> outer_;
};

// The value that str(exception) writes, where that is its one argument.
const Value* only_argument(const ExceptionObject& exception) {
  const Values& args = exception.args->items;
  const bool is_key = exception.type->name == "KeyError";
  return args.size() == 1 && exception.members.empty() && !is_key ? args.data() : nullptr;
}

std::string text_of_exception(const ExceptionObject& exception) {
  const Values& args = exception.args->items;
  if (!exception.members.empty()) {
    return to_text(args[0]) + " (" + std::to_string(exception.members.size()) + " sub-exception" +
           (exception.members.size() == 1 ? ")" : "s)");
  }
  if (args.empty()) return "";
  if (args.size() == 1) return to_repr(args[0]);
  if (args.size() == 2 && derives_from(*exception.type, "OSError")) {
    return "[Errno " + to_text(args[0]) + "] " + to_text(args[1]);
  }
  return to_repr(Value(exception.args));
}

std::uint32_t decode(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  switch (character.size()) {
    case 2: return (byte(0) & 0x1fU) << 6 | (byte(1) & 0x3fU);
    case 3: return (byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
    case 4:
      return (byte(0) & 0x07U) << 18 | (byte(1) & 0x3fU) << 12 | (byte(2) & 0x3fU) << 6 |
             (byte(3) & 0x3fU);
    default: return byte(0);
  }
}

std::string escape(std::uint32_t code_point) {
  constexpr std::string_view digits = "0123456789abcdef";
  const int count = code_point < 0x100 ? 2 : code_point < 0x10000 ? 4 : 8;
  std::string text = count == 2 ? "\\x" : count == 4 ? "\\u" : "\\U";
  for (int shift = 4 * (count - 1); shift >= 0; shift -= 4) {
    text += digits[code_point >> shift & 15U];
  }
  return text;
}

void append_quoted(std::string& out, std::string_view character, char quote) {
  switch (character[0]) {
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (character[0] == quote) out += '\\';
  const std::uint32_t code_point = decode(character);
  out += is_printable(code_point) ? std::string(character) : escape(code_point);
}

}  // namespace

std::string repr_text(std::string_view text) {
  const bool double_quotes =
      text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos;
  const char quote = double_quotes ? '"' : '\'';
  std::string out(1, quote);
  while (!text.empty()) {
    const std::size_t size = std::max<std::size_t>(utf8_length(text), 1);
    append_quoted(out, text.substr(0, size), quote);
    text.remove_prefix(size);
  }
  return out + quote;
}

std::string to_repr(const Value& value) { return Writer().write(value); }

std::string to_text(const Value& value) {
  const Value* innermost = &value;
  while (const ExceptionObject* exception = innermost->exception()) {
    const Value* argument = only_argument(*exception);
    if (argument == nullptr) return text_of_exception(*exception);
    innermost = argument;
  }
  if (const std::string* text = innermost->text()) return *text;
  return to_repr(*innermost);
}

}  // namespace sim::scenario
