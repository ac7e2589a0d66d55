// sim/detect/answer.hpp
//
// An Answer is what a call gave: a value, nothing but that it was done, or that it was refused.
//
//   Answer<int>::of(7)                     // get() gave 7
//   Answer<int>::done()                    // put(7) came back
//   Answer<int>::refused()                 // QueueEmpty: and nothing changed
//
// A refused call changes nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <sstream>
#include <string>
#include <type_traits>
#include <utility>

#include "sim/base/hash.hpp"

namespace sim {

template <class T>
class Answer {
 public:
  [[nodiscard]] static Answer of(T value) { return Answer(std::move(value), false); }
  [[nodiscard]] static Answer done() { return Answer({}, false); }
  [[nodiscard]] static Answer refused() { return Answer({}, true); }

  [[nodiscard]] bool is_refused() const noexcept { return refused_; }
  [[nodiscard]] const std::optional<T>& value() const noexcept { return value_; }

  // Whether a call that gave this may have been answered `given` by a model: where nobody looked
  // at the value, any will do.
  [[nodiscard]] bool allows(const Answer& given) const {
    return refused_ == given.refused_ && (!value_ || value_ == given.value_);
  }

 private:
  Answer(std::optional<T> value, bool refused) : value_(std::move(value)), refused_(refused) {}

  std::optional<T> value_;
  bool refused_;
};

namespace detail {

// A value as people read it.
template <class T>
[[nodiscard]] std::string text_of(const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    return value ? "true" : "false";
  } else {
    std::ostringstream text;
    text << value;
    return text.str();
  }
}

template <class T>
[[nodiscard]] std::string text_of(const Answer<T>& answer) {
  if (answer.is_refused()) return "refused";
  return answer.value() ? text_of(*answer.value()) : "done";
}

// How a value enters a digest. For a type of your own: a function of this name beside it.
template <class T>
  requires(std::is_integral_v<T> || std::is_enum_v<T>)
void add_to(Digest& digest, T value) {
  digest.add(static_cast<std::uint64_t>(value));
}
inline void add_to(Digest& digest, const std::string& text) { digest.add(text); }

}  // namespace detail
}  // namespace sim
