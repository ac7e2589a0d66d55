#include "sim/coro/exceptions.hpp"

#include <typeinfo>

namespace sim {
namespace {

std::string with_message(std::string_view name, std::string_view message) {
  std::string text(name);
  if (!message.empty()) text.append(": ").append(message);
  return text;
}

}  // namespace

bool is_cancelled_error(const std::exception_ptr& error) noexcept {
  if (error == nullptr) return false;
#if defined(__GLIBCXX__)
  if (*error.__cxa_exception_type() == typeid(CancelledError)) return true;
#endif
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError&) {
    return true;
  } catch (...) {
    return false;
  }
}

std::string describe_exception(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const CancelledError& cancelled) {
    return with_message("CancelledError", cancelled.message().text());
  } catch (const Exception& exception) {
    return with_message(exception.type_name(), exception.what());
  } catch (const std::exception& exception) {
    return with_message("exception", exception.what());
  } catch (...) {
    return "exception";
  }
}

}  // namespace sim
