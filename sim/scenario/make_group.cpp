#include "sim/scenario/make_group.hpp"

#include <string>
#include <utility>

#include "sim/scenario/raise.hpp"

namespace sim::scenario {

Value make_group(const ExceptionClass& asked, const Value& message, const Value& exceptions) {
  if (message.text() == nullptr) {
    raise("TypeError", "BaseExceptionGroup.__new__() argument 1 must be str, not " +
                           std::string(type_name(message)));
  }
  if (!length(exceptions) || (exceptions.list() != nullptr && exceptions.list()->is_set)) {
    raise("TypeError", "second argument (exceptions) must be a sequence");
  }
  Values items = to_items(exceptions);
  if (items.empty()) {
    raise("ValueError", "second argument (exceptions) must be a non-empty sequence");
  }
  bool only_exceptions = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const ExceptionObject* item = items[i].exception();
    if (item == nullptr) {
      raise("ValueError", "Item " + std::to_string(i) +
                              " of second argument (exceptions) is not an exception");
    }
    only_exceptions = only_exceptions && derives_from(*item->type, "Exception");
  }
  const ExceptionClass* type = &asked;
  if (only_exceptions) type = find_exception_class("ExceptionGroup");
  if (!only_exceptions && asked.name == "ExceptionGroup") {
    raise("TypeError", "Cannot nest BaseExceptions in an ExceptionGroup");
  }
  Value group = make_exception(*type, {message, exceptions});
  group.exception()->members = std::move(items);
  return group;
}

}  // namespace sim::scenario
