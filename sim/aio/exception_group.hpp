// sim/aio/exception_group.hpp
//
// An ExceptionGroup is several exceptions that are thrown as one.
//
//   try {
//     co_await task_group(...);
//   } catch (const ExceptionGroup& group) {
//     auto [values, rest] = group.split<ValueError>();   // except* ValueError
//   }
//
// Groups may stand in groups; split() keeps their nesting, and leaves out a group with nothing in
// it. A group that matches itself goes whole. Mirrors ExceptionGroup of CPython 3.11.

#pragma once

#include <exception>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/coro/exceptions.hpp"

namespace sim {

class ExceptionGroup : public Exception {
 public:
  // Throws ValueError if there is no member.
  ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions);

  [[nodiscard]] std::string_view type_name() const noexcept override { return "ExceptionGroup"; }

  // "unhandled errors in a TaskGroup"; what() adds "(2 sub-exceptions)", as Python does.
  [[nodiscard]] const std::string& title() const noexcept { return title_; }
  [[nodiscard]] const std::vector<std::exception_ptr>& exceptions() const noexcept {
    return exceptions_;
  }

  using Split = std::pair<std::optional<ExceptionGroup>, std::optional<ExceptionGroup>>;

  // Those for which `match(error)` is true, and the others.
  template <class F>
  [[nodiscard]] Split split_if(F match) const {
    return split_by({&match, [](void* function, const std::exception_ptr& error) -> bool {
                       return (*static_cast<F*>(function))(error);
                     }});
  }

  template <class E>
  [[nodiscard]] Split split() const {
    return split_if([](const std::exception_ptr& error) {
      try {
        std::rethrow_exception(error);
      } catch (const E&) {
        return true;
      } catch (...) {
        return false;
      }
    });
  }

 private:
  struct Match {
    void* function;
    bool (*call)(void* function, const std::exception_ptr& error);
  };

  [[nodiscard]] Split split_by(Match match) const;
  [[nodiscard]] Split split_members(Match match) const;

  std::string title_;
  std::vector<std::exception_ptr> exceptions_;
};

}  // namespace sim
