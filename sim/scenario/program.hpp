// sim/scenario/program.hpp
//
// Coroutines of C++ that scenario files run by name: `program: bank`, `args: {clients: 3}`.
//
//   SIM_PROGRAM("bank", int clients, double delay = 0.5, std::vector<std::string> names = {}) {
//     Shared<int> balance(100);
//     ...
//     print("done");                       // sim/aio/print.hpp: the scenario's output
//     set_final("balance", balance.get());
//     set_result(clients);
//     co_return;
//   }
//
// Linked with fermata::main, a program of that has every subcommand of `fermata` for its files. A
// parameter is an integer, a floating-point number, a bool, a std::string, or a std::vector or a
// std::optional of these; it is given by its name, and one with a default may be left out. It must
// hold no comma outside of parentheses. The body finds the parameters as members of what it is a
// member of, which outlives all its tasks. An exception that it raises is the scenario's outcome.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/coro/coro.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

// One run of a program.
class ProgramRun {
 public:
  virtual ~ProgramRun() = default;
  [[nodiscard]] virtual Coro<> body() = 0;

  [[nodiscard]] const Value& result() const noexcept { return result_; }
  [[nodiscard]] const std::vector<std::pair<std::string, Value>>& final_values() const noexcept {
    return final_values_;
  }

 protected:
  // What the scenario's `expect: result` and `final` compare.
  void set_result(Value result) { result_ = std::move(result); }
  void set_final(const std::string& name, Value value);

 private:
  Value result_;
  std::vector<std::pair<std::string, Value>> final_values_;
};

struct ProgramParameter {
  std::string name{};
  std::string type{};  // "an integer"
  bool has_default = false;
  bool (*takes)(const Value& value) = nullptr;
};

struct RegisteredProgram {
  std::string name{};
  std::vector<ProgramParameter> parameters{};
  // Requires: each parameter without a default is given, and takes what it is given.
  std::function<std::shared_ptr<ProgramRun>(const std::vector<std::optional<Value>>&)> make{};
};

// Two programs of one name are our user's mistake: it is told, and the process ends.
bool register_program(RegisteredProgram program);
[[nodiscard]] const RegisteredProgram* find_program(std::string_view name);
[[nodiscard]] std::vector<std::string_view> program_names();  // in alphabetical order

namespace detail {

// How a value of a file becomes an argument. Nothing: it does not.
template <class T>
struct Argument;

template <>
struct Argument<bool> {
  static std::string type() { return "True or False"; }
  static std::optional<bool> from(const Value& value) {
    return value.boolean() == nullptr ? std::nullopt : std::optional(*value.boolean());
  }
};

template <std::integral T>
struct Argument<T> {
  static std::string type() {
    return "an integer from " + std::to_string(std::numeric_limits<T>::min()) + " to " +
           std::to_string(std::numeric_limits<T>::max());
  }
  static std::optional<T> from(const Value& value) {
    if (value.integer() == nullptr || !std::in_range<T>(*value.integer())) return std::nullopt;
    return static_cast<T>(*value.integer());
  }
};

template <std::floating_point T>
struct Argument<T> {
  static std::string type() { return "a number"; }
  static std::optional<T> from(const Value& value) {
    if (value.real() != nullptr) return static_cast<T>(*value.real());
    if (value.integer() != nullptr) return static_cast<T>(*value.integer());
    return std::nullopt;
  }
};

template <>
struct Argument<std::string> {
  static std::string type() { return "a string"; }
  static std::optional<std::string> from(const Value& value) {
    return value.text() == nullptr ? std::nullopt : std::optional(*value.text());
  }
};

// The items of a list or a tuple; nullptr: it is neither.
[[nodiscard]] const Values* items_of(const Value& value);

template <class T>
struct Argument<std::vector<T>> {
  static std::string type() { return "a list, each item " + Argument<T>::type(); }
  static std::optional<std::vector<T>> from(const Value& value) {
    const Values* items = items_of(value);
    if (items == nullptr) return std::nullopt;
    std::vector<T> all;
    for (const Value& item : *items) {
      std::optional<T> one = Argument<T>::from(item);
      if (!one) return std::nullopt;
      all.push_back(std::move(*one));
    }
    return all;
  }
};

template <class T>
struct Argument<std::optional<T>> {
  static std::string type() { return "None, or " + Argument<T>::type(); }
  static std::optional<std::optional<T>> from(const Value& value) {
    if (value.is_none()) return std::optional<T>();
    std::optional<T> one = Argument<T>::from(value);
    if (!one) return std::nullopt;
    return one;
  }
};

// References to the fields of an aggregate with so many.
template <std::size_t N, class P>
auto fields_of(P& p) {
  static_assert(N <= 8, "a program has at most eight parameters");
  if constexpr (N == 0) {
    return std::tie();
  } else if constexpr (N == 1) {
    auto& [a] = p;
    return std::tie(a);
  } else if constexpr (N == 2) {
    auto& [a, b] = p;
    return std::tie(a, b);
  } else if constexpr (N == 3) {
    auto& [a, b, c] = p;
    return std::tie(a, b, c);
  } else if constexpr (N == 4) {
    auto& [a, b, c, d] = p;
    return std::tie(a, b, c, d);
  } else if constexpr (N == 5) {
    auto& [a, b, c, d, e] = p;
    return std::tie(a, b, c, d, e);
  } else if constexpr (N == 6) {
    auto& [a, b, c, d, e, f] = p;
    return std::tie(a, b, c, d, e, f);
  } else if constexpr (N == 7) {
    auto& [a, b, c, d, e, f, g] = p;
    return std::tie(a, b, c, d, e, f, g);
  } else {
    auto& [a, b, c, d, e, f, g, h] = p;
    return std::tie(a, b, c, d, e, f, g, h);
  }
}

// "double delay = 0.5": the name is "delay", and there is a default.
[[nodiscard]] ProgramParameter read_parameter(std::string_view declaration);

template <class T>
ProgramParameter parameter_of(std::string_view declaration) {
  ProgramParameter parameter = read_parameter(declaration);
  parameter.type = Argument<T>::type();
  parameter.takes = [](const Value& value) { return Argument<T>::from(value).has_value(); };
  return parameter;
}

template <class T>
void take_argument(T& field, const std::optional<Value>& value) {
  if (!value) return;
  if (std::optional<T> argument = Argument<T>::from(*value)) field = std::move(*argument);
}

template <class P, std::size_t... I>
bool register_program_of(std::string_view name,
                         const std::vector<std::string_view>& declarations,
                         std::index_sequence<I...>) {
  using Fields = decltype(fields_of<sizeof...(I)>(std::declval<typename P::Parameters&>()));
  RegisteredProgram program;
  program.name = name;
  program.parameters = {
      parameter_of<std::remove_reference_t<std::tuple_element_t<I, Fields>>>(declarations[I])...};
  program.make = [](const std::vector<std::optional<Value>>& arguments) {
    auto run = std::make_shared<P>();
    [[maybe_unused]] auto fields =
        fields_of<sizeof...(I)>(static_cast<typename P::Parameters&>(*run));
    (take_argument(std::get<I>(fields), arguments[I]), ...);
    static_cast<void>(arguments);
    return run;
  };
  return register_program(std::move(program));
}

template <class P, class... Declarations>
bool register_program_as(std::string_view name, Declarations... declarations) {
  return register_program_of<P>(name, {std::string_view(declarations)...},
                                std::make_index_sequence<sizeof...(Declarations)>());
}

}  // namespace detail
}  // namespace sim::scenario

// Each of a list, one after the other.
#define SIM_PARENS_ ()
#define SIM_AGAIN_(...) SIM_AGAIN_2_(SIM_AGAIN_2_(SIM_AGAIN_2_(__VA_ARGS__)))
#define SIM_AGAIN_2_(...) SIM_AGAIN_1_(SIM_AGAIN_1_(SIM_AGAIN_1_(__VA_ARGS__)))
#define SIM_AGAIN_1_(...) __VA_ARGS__
#define SIM_EACH_(macro, ...) __VA_OPT__(SIM_AGAIN_(SIM_EACH_ONE_(macro, __VA_ARGS__)))
#define SIM_EACH_ONE_(macro, one, ...) \
  macro(one) __VA_OPT__(SIM_EACH_NEXT_ SIM_PARENS_(macro, __VA_ARGS__))
#define SIM_EACH_NEXT_() SIM_EACH_ONE_

#define SIM_PROGRAM_FIELD_(parameter) parameter;
#define SIM_PROGRAM_NAME_(parameter) , #parameter

#define SIM_PROGRAM(name, ...) SIM_PROGRAM_ON_LINE_(__LINE__, name, __VA_ARGS__)
#define SIM_PROGRAM_ON_LINE_(line, name, ...) SIM_PROGRAM_IN_(line, name, __VA_ARGS__)
#define SIM_PROGRAM_IN_(line, name, ...)                                                      \
  namespace {                                                                                 \
  struct SimProgramParameters##line {                                                         \
    SIM_EACH_(SIM_PROGRAM_FIELD_, __VA_ARGS__)                                                \
  };                                                                                          \
  struct SimProgram##line final : SimProgramParameters##line, ::sim::scenario::ProgramRun {   \
    using Parameters = SimProgramParameters##line;                                            \
    ::sim::Coro<> body() override;                                                            \
  };                                                                                          \
  [[maybe_unused]] const bool sim_program_##line =                                            \
      ::sim::scenario::detail::register_program_as<SimProgram##line>(                         \
          name SIM_EACH_(SIM_PROGRAM_NAME_, __VA_ARGS__));                                    \
  }                                                                                           \
  ::sim::Coro<> SimProgram##line::body()
