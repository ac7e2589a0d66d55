// sim/scenario/python_names.hpp
//
// What the names of a scenario are called in a Python program.
//
//   const PythonNames names(scenario);
//   names.local(main, slot)              // "task"
//   python_name(builtin("sleep"))        // "asyncio.sleep"
//
// Promise: two variables of one scope never share a name, and none hides what the program needs:
// `asyncio`, `random`, `print`, exceptions. A name that would gets a `_` at its end.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario/ast.hpp"
#include "sim/scenario/builtins.hpp"

namespace sim::scenario {

// "asyncio.Lock", "len", "random.choice", "asyncio.CancelledError".
[[nodiscard]] std::string python_name(const Builtin& builtin);

class PythonNames {
 public:
  explicit PythonNames(const Scenario& scenario);

  [[nodiscard]] const std::string& shared(std::uint32_t index) const { return shared_[index]; }
  [[nodiscard]] const std::string& coroutine(std::uint32_t index) const {
    return coroutines_[index];
  }
  [[nodiscard]] const std::string& local(std::uint32_t coroutine, std::uint32_t slot) const {
    return locals_[coroutine][slot];
  }

  // A name for one more local of the coroutine: `wanted`, or that with a `_` at its end.
  [[nodiscard]] std::string fresh(std::uint32_t coroutine, const std::string& wanted) const;

 private:
  void name_globals(const Scenario& scenario);
  void name_locals(const Coroutine& coroutine);
  [[nodiscard]] bool is_global(const std::string& name) const;

  std::vector<std::string> shared_;
  std::vector<std::string> coroutines_;
  std::vector<std::vector<std::string>> locals_;
};

}  // namespace sim::scenario
