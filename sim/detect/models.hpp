// sim/detect/models.hpp
//
// A model is what an object would do if it were called by one task alone: a state, and a function
// that gives the answer to each call.
//
//   History<MapModel<std::string, int>> history;
//   auto call = history.begin("writer", MapModel<std::string, int>::put("x", 1));
//
//   struct Turnstile {                     // one of your own
//     using Value = int;                   // what calls give
//     using State = int;                   // can be copied and compared
//     struct Call {
//       bool operator==(const Call&) const = default;
//       std::string text() const { return "enter()"; }
//     };
//     State initial() const { return 0; }
//     Answer<int> apply(State& state, const Call&) const { return Answer<int>::of(++state); }
//     static std::string text(const State& state) { return std::to_string(state); }
//     static void digest(Digest& digest, const State& state) { digest.add(state); }
//   };
//
// apply() is a function of the state and the call; what it answers with `refused` has changed
// nothing. A model whose calls have a `key()` is checked key by key: its state is that of one key.
// If they have `reads()`, those for which it is true change nothing, and the search is shorter.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/detect/answer.hpp"

namespace sim {

namespace detail {

template <class Items>
[[nodiscard]] std::string text_of_items(const Items& items) {
  std::string text = "[";
  for (const auto& item : items) text += (text.size() == 1 ? "" : ", ") + text_of(item);
  return text + "]";
}

template <class Items>
void add_items(Digest& digest, const Items& items) {
  digest.add(static_cast<std::uint64_t>(items.size()));
  for (const auto& item : items) add_to(digest, item);
}

// The calls of what holds items: one is put in, or one comes out.
template <class T>
struct ItemCall {
  std::string_view name;
  std::optional<T> item{};

  bool operator==(const ItemCall&) const = default;
  [[nodiscard]] std::string text() const {
    return std::string(name) + "(" + (item ? text_of(*item) : "") + ")";
  }
};

// What the models of those have in common. A capacity of 0 is none.
template <class T, class Items>
class ItemModel {
 public:
  using Value = T;
  using State = Items;
  using Call = ItemCall<T>;

  explicit ItemModel(std::size_t capacity = 0) noexcept : capacity_(capacity) {}
  [[nodiscard]] State initial() const { return {}; }
  [[nodiscard]] static std::string text(const State& state) { return text_of_items(state); }
  static void digest(Digest& digest, const State& state) { add_items(digest, state); }

 protected:
  [[nodiscard]] bool full(const State& state) const noexcept {
    return capacity_ != 0 && state.size() >= capacity_;
  }

 private:
  std::size_t capacity_;
};

}  // namespace detail

// First in, first out. A put() is refused if it is full, a get() if it is empty.
template <class T>
class QueueModel : public detail::ItemModel<T, std::deque<T>> {
 public:
  using Base = detail::ItemModel<T, std::deque<T>>;
  using Base::Base;
  using typename Base::Call;
  using typename Base::State;

  [[nodiscard]] static Call put(T item) { return {"put", std::move(item)}; }
  [[nodiscard]] static Call get() { return {"get"}; }

  Answer<T> apply(State& state, const Call& call) const {
    if (call.item ? this->full(state) : state.empty()) return Answer<T>::refused();
    if (call.item) {
      state.push_back(*call.item);
      return Answer<T>::done();
    }
    T item = std::move(state.front());
    state.pop_front();
    return Answer<T>::of(std::move(item));
  }
};

// Last in, first out.
template <class T>
class StackModel : public detail::ItemModel<T, std::vector<T>> {
 public:
  using Base = detail::ItemModel<T, std::vector<T>>;
  using Base::Base;
  using typename Base::Call;
  using typename Base::State;

  [[nodiscard]] static Call push(T item) { return {"push", std::move(item)}; }
  [[nodiscard]] static Call pop() { return {"pop"}; }

  Answer<T> apply(State& state, const Call& call) const {
    if (call.item ? this->full(state) : state.empty()) return Answer<T>::refused();
    if (call.item) {
      state.push_back(*call.item);
      return Answer<T>::done();
    }
    T item = std::move(state.back());
    state.pop_back();
    return Answer<T>::of(std::move(item));
  }
};

// The smallest first. The state is kept in order.
template <class T>
class PriorityQueueModel : public detail::ItemModel<T, std::vector<T>> {
 public:
  using Base = detail::ItemModel<T, std::vector<T>>;
  using Base::Base;
  using typename Base::Call;
  using typename Base::State;

  [[nodiscard]] static Call put(T item) { return {"put", std::move(item)}; }
  [[nodiscard]] static Call get() { return {"get"}; }

  Answer<T> apply(State& state, const Call& call) const {
    if (call.item ? this->full(state) : state.empty()) return Answer<T>::refused();
    if (call.item) {
      state.insert(std::upper_bound(state.begin(), state.end(), *call.item), *call.item);
      return Answer<T>::done();
    }
    T item = std::move(state.front());
    state.erase(state.begin());
    return Answer<T>::of(std::move(item));
  }
};

// One value, read and written. A compare_and_set() is refused if the value is another.
template <class T>
class RegisterModel {
 public:
  using Value = T;
  using State = T;
  struct Call {
    std::optional<T> written{};
    std::optional<T> expected{};

    [[nodiscard]] bool reads() const noexcept { return !written; }
    bool operator==(const Call&) const = default;
    [[nodiscard]] std::string text() const {
      if (!written) return "read()";
      if (!expected) return "write(" + detail::text_of(*written) + ")";
      return "compare_and_set(" + detail::text_of(*expected) + ", " + detail::text_of(*written) +
             ")";
    }
  };

  explicit RegisterModel(T initial = T()) : initial_(std::move(initial)) {}

  [[nodiscard]] static Call read() { return {}; }
  [[nodiscard]] static Call write(T value) { return {std::move(value)}; }
  [[nodiscard]] static Call compare_and_set(T expected, T value) {
    return {std::move(value), std::move(expected)};
  }

  [[nodiscard]] State initial() const { return initial_; }
  Answer<T> apply(State& state, const Call& call) const {
    if (!call.written) return Answer<T>::of(state);
    if (call.expected && *call.expected != state) return Answer<T>::refused();
    state = *call.written;
    return Answer<T>::done();
  }
  [[nodiscard]] static std::string text(const State& state) { return detail::text_of(state); }
  static void digest(Digest& digest, const State& state) {
    using detail::add_to;
    add_to(digest, state);
  }

 private:
  T initial_;
};

// Values under keys, checked key by key. get() and erase() are refused where there is none.
template <class Key, class T>
class MapModel {
 public:
  using Value = T;
  using State = std::optional<T>;
  struct Call {
    enum class Kind : std::uint8_t { put, get, erase };
    Kind kind;
    Key name;
    std::optional<T> value{};

    [[nodiscard]] const Key& key() const noexcept { return name; }
    [[nodiscard]] bool reads() const noexcept { return kind == Kind::get; }
    bool operator==(const Call&) const = default;
    [[nodiscard]] std::string text() const {
      static constexpr std::string_view kNames[] = {"put", "get", "erase"};
      return std::string(kNames[static_cast<std::size_t>(kind)]) + "(" + detail::text_of(name) +
             (value ? ", " + detail::text_of(*value) : "") + ")";
    }
  };

  [[nodiscard]] static Call put(Key key, T value) {
    return {Call::Kind::put, std::move(key), std::move(value)};
  }
  [[nodiscard]] static Call get(Key key) { return {Call::Kind::get, std::move(key)}; }
  [[nodiscard]] static Call erase(Key key) { return {Call::Kind::erase, std::move(key)}; }

  [[nodiscard]] State initial() const { return {}; }
  Answer<T> apply(State& state, const Call& call) const {
    if (call.kind == Call::Kind::put) {
      state = call.value;
      return Answer<T>::done();
    }
    if (!state) return Answer<T>::refused();
    Answer<T> answer = Answer<T>::of(*state);
    if (call.kind == Call::Kind::erase) state.reset();
    return answer;
  }
  [[nodiscard]] static std::string text(const State& state) {
    return state ? detail::text_of(*state) : "nothing";
  }
  static void digest(Digest& digest, const State& state) {
    using detail::add_to;
    digest.add(static_cast<std::uint64_t>(state.has_value()));
    if (state) add_to(digest, *state);
  }
};

// What is in and what is not, checked element by element. add() and remove() give whether they
// changed anything.
template <class T>
class SetModel {
 public:
  using Value = bool;
  using State = bool;
  struct Call {
    enum class Kind : std::uint8_t { add, remove, contains };
    Kind kind;
    T element;

    [[nodiscard]] const T& key() const noexcept { return element; }
    [[nodiscard]] bool reads() const noexcept { return kind == Kind::contains; }
    bool operator==(const Call&) const = default;
    [[nodiscard]] std::string text() const {
      static constexpr std::string_view kNames[] = {"add", "remove", "contains"};
      return std::string(kNames[static_cast<std::size_t>(kind)]) + "(" +
             detail::text_of(element) + ")";
    }
  };

  [[nodiscard]] static Call add(T element) { return {Call::Kind::add, std::move(element)}; }
  [[nodiscard]] static Call remove(T element) { return {Call::Kind::remove, std::move(element)}; }
  [[nodiscard]] static Call contains(T element) {
    return {Call::Kind::contains, std::move(element)};
  }

  [[nodiscard]] State initial() const { return false; }
  Answer<bool> apply(State& state, const Call& call) const {
    if (call.kind == Call::Kind::contains) return Answer<bool>::of(state);
    const bool wanted = call.kind == Call::Kind::add;
    return Answer<bool>::of(std::exchange(state, wanted) != wanted);
  }
  [[nodiscard]] static std::string text(const State& state) { return state ? "in" : "not in"; }
  static void digest(Digest& digest, const State& state) {
    digest.add(static_cast<std::uint64_t>(state));
  }
};

// A sum. add() and get() give what it is then.
class CounterModel {
 public:
  using Value = std::int64_t;
  using State = std::int64_t;
  struct Call {
    std::optional<std::int64_t> more{};

    [[nodiscard]] bool reads() const noexcept { return !more; }
    bool operator==(const Call&) const = default;
    [[nodiscard]] std::string text() const {
      return more ? "add(" + std::to_string(*more) + ")" : "get()";
    }
  };

  [[nodiscard]] static Call add(std::int64_t more) { return {more}; }
  [[nodiscard]] static Call get() { return {}; }

  [[nodiscard]] State initial() const { return 0; }
  Answer<Value> apply(State& state, const Call& call) const {
    state += call.more.value_or(0);
    return Answer<Value>::of(state);
  }
  [[nodiscard]] static std::string text(const State& state) { return std::to_string(state); }
  static void digest(Digest& digest, const State& state) {
    digest.add(static_cast<std::uint64_t>(state));
  }
};

}  // namespace sim
