#include "sim/scenario/exception_class.hpp"

#include <algorithm>
#include <array>

namespace sim::scenario {
namespace {

constexpr ExceptionClass kBase{"BaseException", nullptr};
constexpr ExceptionClass kException{"Exception", &kBase};
constexpr ExceptionClass kGroup{"BaseExceptionGroup", &kBase};
constexpr ExceptionClass kArithmetic{"ArithmeticError", &kException};
constexpr ExceptionClass kLookup{"LookupError", &kException};
constexpr ExceptionClass kOs{"OSError", &kException};
constexpr ExceptionClass kRuntime{"RuntimeError", &kException};
constexpr ExceptionClass kName{"NameError", &kException};

// ExceptionGroup has two bases; the other one is dealt with where it matters.
constexpr std::array kLeaves{
    ExceptionClass{"ValueError", &kException},
    ExceptionClass{"TypeError", &kException},
    ExceptionClass{"KeyError", &kLookup},
    ExceptionClass{"IndexError", &kLookup},
    ExceptionClass{"ZeroDivisionError", &kArithmetic},
    ExceptionClass{"OverflowError", &kArithmetic},
    ExceptionClass{"AssertionError", &kException},
    ExceptionClass{"AttributeError", &kException},
    ExceptionClass{"MemoryError", &kException},
    ExceptionClass{"RecursionError", &kRuntime},
    ExceptionClass{"UnboundLocalError", &kName},
    ExceptionClass{"TimeoutError", &kOs},
    ExceptionClass{"CancelledError", &kBase},
    ExceptionClass{"InvalidStateError", &kException},
    ExceptionClass{"QueueEmpty", &kException},
    ExceptionClass{"QueueFull", &kException},
    ExceptionClass{"BrokenBarrierError", &kRuntime},
    ExceptionClass{"ExceptionGroup", &kGroup},
};

constexpr std::array kInner{&kBase,   &kException, &kGroup,   &kArithmetic,
                            &kLookup, &kOs,        &kRuntime, &kName};

}  // namespace

const ExceptionClass* find_exception_class(std::string_view name) {
  for (const ExceptionClass& leaf : kLeaves) {
    if (leaf.name == name) return &leaf;
  }
  const auto found = std::ranges::find(kInner, name, &ExceptionClass::name);
  return found == kInner.end() ? nullptr : *found;
}

bool derives_from(const ExceptionClass& type, const ExceptionClass& base) {
  if (&base == &kException && type.name == "ExceptionGroup") return true;
  for (const ExceptionClass* each = &type; each != nullptr; each = each->base) {
    if (each == &base) return true;
  }
  return false;
}

bool derives_from(const ExceptionClass& type, std::string_view base) {
  const ExceptionClass* found = find_exception_class(base);
  return found != nullptr && derives_from(type, *found);
}

}  // namespace sim::scenario
