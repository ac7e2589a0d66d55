#include "sim/scenario/value.hpp"

#include <algorithm>

#include "sim/base/check.hpp"
#include "sim/coro/future.hpp"
#include "sim/loop/loop.hpp"
#include "sim/scenario/coroutine_object.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/source.hpp"

namespace sim::scenario {
namespace {

thread_local Heap* current_heap = nullptr;

// Drops values that may hold others that hold others, one level at a time.
class Bin {
 public:
  void drop(Values&& items) {
    if (std::ranges::none_of(items, &Value::holds_values)) return items.clear();
    waiting_.push_back(std::move(items));
    if (draining_) return;
    draining_ = true;
    while (!waiting_.empty()) {
      const Values last = std::move(waiting_.back());
      waiting_.pop_back();
    }
    draining_ = false;
  }

 private:
  std::vector<Values> waiting_;
  bool draining_ = false;
};

void drop_flat(Values& items) {
  thread_local Bin bin;
  if (!items.empty()) bin.drop(std::move(items));
}

Values split_characters(std::string_view text) {
  Values items;
  while (!text.empty()) {
    const std::size_t size = std::max<std::size_t>(utf8_length(text), 1);
    items.emplace_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return items;
}

Values write_out(const RangeObject& range) {
  check_size(range.size());
  Values items;
  items.reserve(range.size());
  for (std::uint64_t i = 0; i < range.size(); ++i) items.emplace_back(range.at(i));
  return items;
}

Values take_all(NativeObject& object) {
  Values items;
  while (std::optional<Value> item = object.next_item()) items.push_back(*std::move(item));
  return items;
}

struct TypeName {
  std::string_view operator()(std::monostate) const { return "NoneType"; }
  std::string_view operator()(bool) const { return "bool"; }
  std::string_view operator()(std::int64_t) const { return "int"; }
  std::string_view operator()(double) const { return "float"; }
  std::string_view operator()(const Value::Text&) const { return "str"; }
  std::string_view operator()(const std::shared_ptr<ListObject>& list) const {
    return list->is_set ? "set" : "list";
  }
  std::string_view operator()(const std::shared_ptr<TupleObject>&) const { return "tuple"; }
  std::string_view operator()(const std::shared_ptr<const RangeObject>&) const { return "range"; }
  std::string_view operator()(const std::shared_ptr<ExceptionObject>& exception) const {
    return exception->type->name;
  }
  std::string_view operator()(const ExceptionClass*) const { return "type"; }
  std::string_view operator()(const CorePtr<FutureCore>& future) const {
    return future->as_task() != nullptr ? "Task" : "Future";
  }
  std::string_view operator()(const std::shared_ptr<CoroutineObject>&) const {
    return "coroutine";
  }
  std::string_view operator()(const std::shared_ptr<NativeObject>& object) const {
    return object->type_name();
  }
};

}  // namespace

ListObject::ListObject(Values values) : items(std::move(values)) {
  if (current_heap != nullptr) current_heap->lists_.push_back(*this);
  if (Loop* loop = Loop::current_or_null()) cell_ = loop->next_cell();
}

ListObject::~ListObject() {
  unlink();
  drop_flat(items);
}

void ListObject::tell(Access access) const {
  Loop* loop = Loop::current_or_null();
  if (loop == nullptr) return;
  if (object) loop->touch(object, access);
  if (cell_ == 0) return;
  loop->note(access == Access::read ? Deed::reads_cell : Deed::writes_cell, cell_);
}

void ListObject::changed() {
  touch(Access::write);
  if (!object) [[likely]] return;
  for (const Value& item : items) share_lists(item, object);
}

void share_lists(const Value& value, ObjectId object) {
  std::vector<const Value*> left = {&value};
  while (!left.empty()) {
    const auto* list = std::get_if<std::shared_ptr<ListObject>>(&left.back()->data());
    const TupleObject* tuple = left.back()->tuple();
    left.pop_back();
    const Values* items = tuple == nullptr ? nullptr : &tuple->items;
    if (list != nullptr && !(*list)->object) {
      (*list)->object = object;
      items = &(*list)->items;
    }
    if (items == nullptr) continue;
    for (const Value& item : *items) {
      if (item.holds_values()) left.push_back(&item);
    }
  }
}

HeldValues::HeldValues() {
  if (current_heap != nullptr) current_heap->held_.push_back(*this);
}

TupleObject::~TupleObject() { drop_flat(items); }

// What is dropped may hold the exception: it is not touched afterwards.
void ExceptionObject::let_go() {
  Values first = std::move(args->items);
  Values second = std::move(members);
  drop_flat(first);
  drop_flat(second);
}

Heap::Heap() {
  SIM_CHECK(current_heap == nullptr, "two runs share a thread at once");
  current_heap = this;
}

Heap::~Heap() {
  for (const CorePtr<FutureCore>& future : futures_) {
    static_cast<detail::ResultSlot<Value>*>(future->result_slot())->reset();
    future->forget_errors();
  }
  while (!lists_.empty()) {
    Values items = std::move(lists_.pop_front().items);
    drop_flat(items);
  }
  while (!held_.empty()) held_.pop_front().let_go();
  futures_.clear();
  current_heap = nullptr;
}

void Heap::watch(FutureCore& future) {
  if (current_heap != nullptr) current_heap->futures_.emplace_back(future);
}

Value NativeObject::enter() {
  raise("TypeError", "'" + std::string(type_name()) +
                         "' object does not support the asynchronous context manager protocol");
}

Value NativeObject::exit(const Value&) { return enter(); }

std::optional<Value> NativeObject::next_item() { return std::nullopt; }

void note_result(FutureCore& future, const Value& result) {
  // A list is emptied at the end anyway.
  if (result.holds_values() && result.list() == nullptr) Heap::watch(future);
}

Value make_list(Values items) { return std::make_shared<ListObject>(std::move(items)); }

Value make_set(Values items) {
  auto list = std::make_shared<ListObject>(std::move(items));
  list->is_set = true;
  return list;
}

Value make_tuple(Values items) { return std::make_shared<TupleObject>(std::move(items)); }

Value make_exception(const ExceptionClass& type, Values args) {
  return std::make_shared<ExceptionObject>(type, std::move(args));
}

std::uint64_t RangeObject::size() const {
  const auto distance = [](std::int64_t low, std::int64_t high) {
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
  };
  if (step > 0) {
    if (start >= stop) return 0;
    return (distance(start, stop) - 1) / static_cast<std::uint64_t>(step) + 1;
  }
  if (start <= stop) return 0;
  return (distance(stop, start) - 1) / (0 - static_cast<std::uint64_t>(step)) + 1;
}

std::int64_t RangeObject::at(std::uint64_t index) const {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(start) +
                                   index * static_cast<std::uint64_t>(step));
}

std::string_view type_name(const Value& value) { return std::visit(TypeName{}, value.data()); }

bool truth(const Value& value) {
  if (value.is_none()) return false;
  if (const bool* boolean = value.boolean()) return *boolean;
  if (const std::int64_t* integer = value.integer()) return *integer != 0;
  if (const double* real = value.real()) return *real != 0.0;
  if (const std::string* text = value.text()) return !text->empty();
  if (const ListObject* list = value.list()) return !list->items.empty();
  if (const TupleObject* tuple = value.tuple()) return !tuple->items.empty();
  if (const RangeObject* range = value.range()) return range->size() != 0;
  return true;
}

std::optional<std::int64_t> as_integer(const Value& value) {
  if (const bool* boolean = value.boolean()) return *boolean ? 1 : 0;
  if (const std::int64_t* integer = value.integer()) return *integer;
  return std::nullopt;
}

std::optional<double> as_real(const Value& value) {
  if (const double* real = value.real()) return *real;
  if (const auto integer = as_integer(value)) return static_cast<double>(*integer);
  return std::nullopt;
}

std::optional<std::uint64_t> length(const Value& value) {
  if (const std::string* text = value.text()) return count_characters(*text);
  if (const ListObject* list = value.list()) return list->items.size();
  if (const TupleObject* tuple = value.tuple()) return tuple->items.size();
  if (const RangeObject* range = value.range()) return range->size();
  return std::nullopt;
}

bool is_iterable(const Value& value) {
  return length(value).has_value() ||
         (value.native() != nullptr && value.native()->is_iterable());
}

Values to_items(const Value& iterable) {
  if (const ListObject* list = iterable.list()) return list->items;
  if (const TupleObject* tuple = iterable.tuple()) return tuple->items;
  if (const std::string* text = iterable.text()) return split_characters(*text);
  if (const RangeObject* range = iterable.range()) return write_out(*range);
  if (is_iterable(iterable)) return take_all(*iterable.native());
  raise("TypeError", "'" + std::string(type_name(iterable)) + "' object is not iterable");
}

}  // namespace sim::scenario
