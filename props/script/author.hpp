// props/script/author.hpp
//
// Writes one random script; generate.hpp is its face.
//
//   Script script = Author(number, shape).script();
//
// The author keeps count of which names are bound where, and of their types, so that most of what
// it writes means something. A coroutine calls only those after it, so no script recurs.
//
// Every draw is a statement of its own or stands in braces: the order of the operands of a sum or
// of the arguments of a call is the compiler's choice, and the script must not be.
//
// author.cpp has the script as a whole, author_values.cpp expressions, author_control.cpp plain
// steps, author_tasks.cpp what is done with tasks, author_sync.cpp and author_driver.cpp the
// primitives.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "props/script/script.hpp"
#include "props/script/shape.hpp"
#include "sim/base/random.hpp"

namespace sim::props::script {

enum class Type : std::uint8_t {
  number,
  task,
  future,  // what gather, shield and Future give
  tasks,   // a list or set of tasks
  values,  // a list of anything
  error,
  scope,  // a Timeout
  group,  // a TaskGroup
  other,
};

struct Variable {
  std::string name;
  Type type;
};

// Where in a script the author stands.
struct Place {
  std::vector<Variable> known{};
  std::size_t coroutine = 0;  // the number of the coroutine; 0 is main
  int depth = 0;
  bool in_loop = false;
  bool in_handler = false;
};

class Author {
 public:
  Author(std::uint64_t number, const Shape& shape);

  Script script();

 private:
  using Maker = Step (Author::*)(Place& place);
  struct Kind {
    Feature feature;
    int weight;
    Maker make;
    bool compound;
  };
  static const std::vector<Kind>& kinds();

  // Draws.
  int below(int n) {
    return static_cast<int>(random_.below(static_cast<std::uint64_t>(n)));
  }
  bool chance(int percent) { return below(100) < percent; }
  template <class T, std::size_t n>
  T pick(const std::array<T, n>& items) {
    return items[static_cast<std::size_t>(below(static_cast<int>(n)))];
  }
  template <class T>
  const T& pick(const std::vector<T>& items) {
    return items[static_cast<std::size_t>(below(static_cast<int>(items.size())))];
  }

  // The whole.
  void choose_features();
  void make_shared();
  void add_shared(Feature feature, const std::string& name, Expr value);
  void make_signatures();
  void write_main();
  void write_driver();
  Step drive(Place& place);
  void end_main(Block& body, Place& place);
  bool uses(Feature feature) const { return used_.test(index_of(feature)); }
  bool is_hot(Feature feature) const { return hot_.test(index_of(feature)); }
  std::string fresh(const char* stem);
  std::string label();
  Block block(Place& place, int most);
  Block inner(const Place& place, int most = 3);
  Step any_step(Place& place);
  int weight_of(const Kind& kind, const Place& place) const;
  void guard(Step& step, Place& place, int percent);
  Field telling_handler(const Place& place, const std::string& error, bool wide);

  // Expressions.
  bool knows(const Place& place, Type type) const;
  Expr known(const Place& place, Type type);
  Expr duration();
  Expr limit();  // of a timeout
  Expr number(const Place& place);
  Expr random_number();
  Expr truth(const Place& place);
  Expr question(const Place& place);
  Expr task(const Place& place);
  Expr value(const Place& place);
  Expr plain_value();
  Expr error();
  Expr handled_types();
  std::vector<Expr> shown(const Place& place);
  bool can_call(const Place& place) const;
  Expr coroutine_call(const Place& place);
  Expr coroutine(const Place& place);
  Expr primitive_coroutine();
  Expr awaitable(const Place& place, int depth = 0);
  std::vector<Expr> awaitables(const Place& place, int most);
  Expr combined(const Place& place, int depth);
  std::vector<Expr> some_tasks(const Place& place, int most);
  bool has_shared(Feature feature) const;
  Expr shared(Feature feature);
  Expr any_queue();
  bool has_queue() const;
  Expr wrong_operand(const Place& place);
  Step bind(Step step, Place& place, Type type, const char* stem, int percent);

  // Steps.
  Step make_print(Place& place);
  Step make_sleep(Place& place);
  Step make_let(Place& place);
  Step make_set(Place& place);
  Step make_list(Place& place);
  Step make_if(Place& place);
  Step make_for(Place& place);
  Step make_while(Place& place);
  Step make_try(Place& place);
  Step make_raise(Place& place);
  Step make_return(Place& place);
  Step make_turn(Place& place);
  Step make_assert(Place& place);
  Step make_random(Place& place);
  Step make_group_error(Place& place);
  Step make_misuse(Place& place);
  Expr wrong_call(const Place& place);
  Field random_handler(Place& place, const std::string& error, const Expr& types);

  Step make_spawn(Place& place);
  Step make_await(Place& place);
  Step make_call(Place& place);
  Step make_cancel(Place& place);
  Step make_uncancel(Place& place);
  Step make_ask(Place& place);
  Step make_show_tasks(Place& place);
  Step make_gather(Place& place);
  Step make_hold(Place& place);
  Step make_wait(Place& place);
  Step make_wait_for(Place& place);
  Step make_shield(Place& place);
  Step make_as_completed(Place& place);
  Step make_timeout(Place& place);
  Step make_reschedule(Place& place);
  Step make_task_group(Place& place);
  Step make_future(Place& place);
  Step make_resolve(Place& place);

  Step make_with(Place& place, Feature feature);
  Step make_lock(Place& place);
  Step make_event(Place& place);
  Step make_condition(Place& place);
  Step make_semaphore(Place& place);
  Step make_barrier(Place& place);
  Step make_queue(Place& place);
  Step make_priority_queue(Place& place);
  Step make_lifo_queue(Place& place);
  Step about_queue(Place& place, Feature feature);
  Expr queue_item(const Place& place, Feature feature);

  Random random_;
  Shape shape_;
  Script script_;
  FeatureSet used_;
  FeatureSet hot_;
  struct Named {
    Feature feature;
    std::string name;
  };
  std::vector<Named> shared_;
  std::size_t tasks_at_start_ = 0;
  std::size_t callable_ = 0;  // how many coroutines may be called; behind them stands the driver
  int left_ = 0;
  int labels_ = 0;
  int names_ = 0;
};

}  // namespace sim::props::script
