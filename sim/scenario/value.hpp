// sim/scenario/value.hpp
//
// A value of a running scenario, as Python has them: numbers, texts, lists, tasks, exceptions.
//
//   Value one = 1;
//   Value items = make_list({one, "two", Value()});     // [1, 'two', None]
//   if (ListObject* list = items.list()) list->items.push_back(2.5);
//   bool yes = truth(items);
//
// Copies of a value are the same object where Python has objects that change: whoever appends to
// one list appends to it under all its names. Invariant: a text is well-formed UTF-8, and the
// result of a future is a Value. However deep values are nested, dropping them needs no stack.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sim/base/list.hpp"
#include "sim/coro/future_core.hpp"
#include "sim/loop/picker.hpp"
#include "sim/scenario/exception_class.hpp"

namespace sim::scenario {

class Value;
class CoroutineObject;  // coroutine_object.hpp

struct ListObject;
struct TupleObject;
struct ExceptionObject;

// range(start, stop, step), which is never written out. Invariant: step is not 0.
struct RangeObject {
  std::int64_t start = 0;
  std::int64_t stop = 0;
  std::int64_t step = 1;

  [[nodiscard]] std::uint64_t size() const;
  // Requires: index < size().
  [[nodiscard]] std::int64_t at(std::uint64_t index) const;
};

// What the library gives a scenario to hold: a lock, a queue, a timeout.
class NativeObject : public std::enable_shared_from_this<NativeObject> {
 public:
  NativeObject() = default;
  NativeObject(const NativeObject&) = delete;
  NativeObject& operator=(const NativeObject&) = delete;
  virtual ~NativeObject() = default;

  [[nodiscard]] virtual std::string_view type_name() const = 0;
  // What it prints as, between < and >.
  [[nodiscard]] virtual std::string_view shown_as() const { return type_name(); }

  // Of what `async with` takes: the coroutine that is awaited on the way in, whose result `as`
  // binds, and the one on the way out, which is given what the body raised, or None, and throws
  // what is to go on instead of it. Throws TypeError where the object is none of those.
  [[nodiscard]] virtual Value enter();
  [[nodiscard]] virtual Value exit(const Value& error);

  // The items that a `for` over it gives, one a call; nothing where there are no more.
  [[nodiscard]] virtual bool is_iterable() const { return false; }
  [[nodiscard]] virtual std::optional<Value> next_item();
};

class Value {
 public:
  using Text = std::shared_ptr<const std::string>;
  using Data =
      std::variant<std::monostate, bool, std::int64_t, double, Text, std::shared_ptr<ListObject>,
                   std::shared_ptr<TupleObject>, std::shared_ptr<const RangeObject>,
                   std::shared_ptr<ExceptionObject>, const ExceptionClass*, CorePtr<FutureCore>,
                   std::shared_ptr<CoroutineObject>, std::shared_ptr<NativeObject>>;

  Value() = default;  // None
  template <std::same_as<bool> T>
  Value(T value) : data_(value) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Value(T value) : data_(static_cast<std::int64_t>(value)) {}
  Value(double value) : data_(value) {}
  Value(std::string text) : data_(std::make_shared<const std::string>(std::move(text))) {}
  Value(std::string_view text) : Value(std::string(text)) {}
  Value(const char* text) : Value(std::string(text)) {}
  Value(std::shared_ptr<ListObject> list) : data_(std::move(list)) {}
  Value(std::shared_ptr<TupleObject> tuple) : data_(std::move(tuple)) {}
  Value(RangeObject range) : data_(std::make_shared<const RangeObject>(range)) {}
  Value(std::shared_ptr<ExceptionObject> exception) : data_(std::move(exception)) {}
  Value(const ExceptionClass& type) : data_(&type) {}
  // Requires: the result of the future is a Value.
  Value(CorePtr<FutureCore> future) : data_(std::move(future)) {}
  Value(std::shared_ptr<CoroutineObject> coroutine) : data_(std::move(coroutine)) {}
  Value(std::shared_ptr<NativeObject> object) : data_(std::move(object)) {}

  // Makes it this integer where it is one already, at no cost. Returns false, and does nothing, if
  // it is another value.
  [[nodiscard]] bool set(std::int64_t integer) {
    auto* mine = std::get_if<std::int64_t>(&data_);
    if (mine != nullptr) *mine = integer;
    return mine != nullptr;
  }

  [[nodiscard]] const Data& data() const { return data_; }

  [[nodiscard]] bool is_none() const { return data_.index() == 0; }
  // Each nullptr where the value is of another type. A bool is a bool here and no integer.
  [[nodiscard]] const bool* boolean() const { return std::get_if<bool>(&data_); }
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data_); }
  [[nodiscard]] const double* real() const { return std::get_if<double>(&data_); }
  [[nodiscard]] const std::string* text() const { return pointee<Text>(); }
  [[nodiscard]] ListObject* list() const;  // which is thereby read
  [[nodiscard]] TupleObject* tuple() const { return pointee<std::shared_ptr<TupleObject>>(); }
  [[nodiscard]] const RangeObject* range() const {
    return pointee<std::shared_ptr<const RangeObject>>();
  }
  [[nodiscard]] ExceptionObject* exception() const {
    return pointee<std::shared_ptr<ExceptionObject>>();
  }
  [[nodiscard]] const ExceptionClass* exception_class() const {
    const auto* type = std::get_if<const ExceptionClass*>(&data_);
    return type == nullptr ? nullptr : *type;
  }
  [[nodiscard]] FutureCore* future() const { return pointee<CorePtr<FutureCore>>(); }
  [[nodiscard]] CoroutineObject* coroutine() const {
    return pointee<std::shared_ptr<CoroutineObject>>();
  }
  [[nodiscard]] NativeObject* native() const {
    return pointee<std::shared_ptr<NativeObject>>();
  }

  // Whether it may hold other values, and so be part of a cycle.
  [[nodiscard]] bool holds_values() const { return data_.index() >= 5; }

 private:
  template <class Pointer>
  [[nodiscard]] auto pointee() const -> decltype(std::declval<const Pointer&>().get()) {
    const Pointer* pointer = std::get_if<Pointer>(&data_);
    return pointer == nullptr ? nullptr : pointer->get();
  }

  Data data_;
};

using Values = std::vector<Value>;

// A list: the run that made it empties it at its end, so that cycles of lists go, too.
struct ListObject : ListNode<> {
  explicit ListObject(Values values);
  ~ListObject();

  Values items;
  // A set of tasks: what Python gives as a set, and prints as one, in a fixed order.
  bool is_set = false;
  // What the strategies of an exploration know it by, where tasks share it. Each change of the
  // items says so.
  ObjectId object{};

  void touch(Access access) {
    if (object || cell_ != 0) [[unlikely]] tell(access);
  }
  // What it holds is shared from now on, if the list is.
  void changed();

 private:
  void tell(Access access) const;

  std::uint32_t cell_ = 0;  // what a picker that minds knows it by, shared or not
};

inline ListObject* Value::list() const {
  ListObject* list = pointee<std::shared_ptr<ListObject>>();
  if (list != nullptr) list->touch(Access::read);
  return list;
}

// The lists in a value that tasks share are known by the object, if they are not by another.
void share_lists(const Value& value, ObjectId object);

// Values that may hold what holds them. The run that made them empties them at its end, too.
class HeldValues : public ListNode<> {
 public:
  HeldValues();
  HeldValues(const HeldValues&) = delete;
  HeldValues& operator=(const HeldValues&) = delete;

  virtual void let_go() = 0;

 protected:
  ~HeldValues() { unlink(); }
};

struct TupleObject {
  explicit TupleObject(Values values) : items(std::move(values)) {}
  ~TupleObject();

  Values items;
};

// An exception may hold the task that keeps it as its error.
struct ExceptionObject final : HeldValues {
  ExceptionObject(const ExceptionClass& of, Values values)
      : type(&of), args(std::make_shared<TupleObject>(std::move(values))) {}

  void let_go() override;

  const ExceptionClass* type;
  std::shared_ptr<TupleObject> args;
  Values members{};  // of an exception group
};

// What the run on this thread has made and would not go by itself. Requires: one at a time.
class Heap {
 public:
  Heap();
  ~Heap();  // every list is empty now, and so are all HeldValues
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  // Keeps a future whose result or message might hold the future itself until the end.
  static void watch(FutureCore& future);

 private:
  friend struct ListObject;
  friend class HeldValues;
  List<ListObject> lists_;
  List<HeldValues> held_;
  std::vector<CorePtr<FutureCore>> futures_;
};

// Called by whoever gives a future its result without a scenario's doing: a shield.
void note_result(FutureCore& future, const Value& result);

[[nodiscard]] Value make_list(Values items = {});
[[nodiscard]] Value make_set(Values items);
[[nodiscard]] Value make_tuple(Values items);
[[nodiscard]] Value make_exception(const ExceptionClass& type, Values args = {});

// type(value).__name__
[[nodiscard]] std::string_view type_name(const Value& value);

[[nodiscard]] bool truth(const Value& value);

// Its number where it is an integer or, as in Python, a bool.
[[nodiscard]] std::optional<std::int64_t> as_integer(const Value& value);
// Its number where it is an integer, a bool or a float.
[[nodiscard]] std::optional<double> as_real(const Value& value);

// How many items a sequence has; nothing of what is none. A text counts characters.
[[nodiscard]] std::optional<std::uint64_t> length(const Value& value);

[[nodiscard]] bool is_iterable(const Value& value);

// The items of what can be iterated over. Throws: TypeError.
[[nodiscard]] Values to_items(const Value& iterable);

}  // namespace sim::scenario
