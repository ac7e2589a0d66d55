#include "props/value.hpp"

#include <array>
#include <charconv>

#include "sim/coro/exceptions.hpp"

namespace sim::props {
namespace {

struct ErrorText {
  std::string type;
  std::string message;
  bool has_message;
};

ErrorText text_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError& e) {
    const CancelMessage& message = e.message();
    return {"CancelledError", std::string(message.text()), static_cast<bool>(message)};
  } catch (const Exception& e) {
    return {std::string(e.type_name()), e.message(), !e.message().empty()};
  } catch (const std::exception& e) {
    return {"std::exception", e.what(), true};
  }
}

struct Repr {
  std::string operator()(std::monostate) const { return "None"; }
  std::string operator()(bool yes) const { return yes ? "True" : "False"; }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(const std::exception_ptr& error) const { return repr(error); }
  std::string operator()(const AnyTask& task) const { return "<Task " + task.name() + ">"; }
  std::string operator()(const Gathering&) const { return "<Future>"; }

  std::string operator()(const Values& values) const {
    std::string text = "[";
    for (const Value& value : values) text += (text.size() > 1 ? ", " : "") + repr(value);
    return text + "]";
  }
};

}  // namespace

std::string repr(const Value& value) { return std::visit(Repr{}, value.what); }

std::string str(const Value& value) {
  if (const auto* error = std::get_if<std::exception_ptr>(&value.what)) {
    return text_of(*error).message;
  }
  return repr(value);
}

std::string repr(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
  std::string text(buffer.data(), end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

std::string repr(const std::exception_ptr& error) {
  const ErrorText text = text_of(error);
  return text.type + (text.has_message ? "('" + text.message + "')" : "()");
}

std::string tell(const std::exception_ptr& error) {
  const ErrorText text = text_of(error);
  return text.message.empty() ? text.type : text.type + ": " + text.message;
}

}  // namespace sim::props
