// Expressions, by what they give.

#include <algorithm>
#include <utility>

#include "props/script/author.hpp"

namespace sim::props::script {

bool Author::knows(const Place& place, Type type) const {
  return std::ranges::any_of(place.known, [&](const Variable& v) { return v.type == type; });
}

// The latest names are the likeliest.
Expr Author::known(const Place& place, Type type) {
  std::vector<const Variable*> found;
  for (const Variable& variable : place.known) {
    if (variable.type == type) found.push_back(&variable);
  }
  const int count = static_cast<int>(found.size());
  const int back = std::min(below(count), below(count));
  return name(found[static_cast<std::size_t>(count - 1 - back)]->name);
}

Expr Author::duration() {
  constexpr std::array<const char*, 20> durations{"0",   "0",   "0",   "0",   "0.1", "0.1", "0.1",
                                                  "0.1", "0.1", "0.2", "0.2", "0.2", "0.2", "0.3",
                                                  "0.5", "1",   "1",   "1",   "2",   "-1"};
  return name(pick(durations));
}

Expr Author::limit() {
  constexpr std::array<const char*, 14> limits{"0",   "0",   "0.1", "0.1", "0.1",  "0.2", "0.2",
                                               "0.2", "0.3", "0.5", "1",   "None", "2",   "-1"};
  return name(pick(limits));
}

Expr Author::number(const Place& place) {
  const int thrown = below(100);
  if (thrown < 25 && knows(place, Type::number)) return known(place, Type::number);
  if (thrown < 40) return name("total");
  if (thrown < 50) return call("len", {name("tasks")});
  if (thrown < 58) return call("now");
  if (thrown < 64 && has_queue()) return member(any_queue(), "qsize");
  if (thrown < 70 && uses(Feature::barrier)) {
    const Expr barrier = shared(Feature::barrier);
    return attribute(barrier, chance(50) ? "n_waiting" : "parties");
  }
  if (thrown < 76 && uses(Feature::uncancel)) return member(task(place), "cancelling");
  if (thrown < 82 && uses(Feature::random)) return random_number();
  if (thrown < 92) {
    constexpr std::array<const char*, 6> signs{"+", "-", "*", "//", "%", "/"};
    const Expr left = number(place);
    const char* sign = pick(signs);
    return infix(left, sign, name(std::to_string(1 + below(3))));
  }
  return name(std::to_string(below(5)));
}

Expr Author::random_number() {
  switch (below(8)) {
    case 0:
      return call("random.random");
    case 1:
      return call("random.randint", {name("1"), name("6")});
    case 2:
      return call("random.uniform", {name("0"), name("1")});
    case 3:
      return call("random.choice", {list({name("0"), name("0.1"), name("1")})});
    case 4:
      return call("random.randrange", {name(std::to_string(1 + below(9)))});
    case 5:
      return call("random.getrandbits", {name(std::to_string(1 + below(8)))});
    case 6:
      return call("random.gauss", {name("0"), name("1")});
    default:
      return call("random.expovariate", {name("2")});
  }
}

Expr Author::question(const Place& place) {
  const int thrown = below(8);
  if (thrown == 0 && uses(Feature::lock)) return member(shared(Feature::lock), "locked");
  if (thrown == 1 && uses(Feature::event)) return member(shared(Feature::event), "is_set");
  if (thrown == 2 && uses(Feature::condition)) return member(shared(Feature::condition), "locked");
  if (thrown == 3 && uses(Feature::semaphore)) return member(shared(Feature::semaphore), "locked");
  if (thrown == 4 && has_queue()) {
    const Expr queue = any_queue();
    return member(queue, chance(50) ? "empty" : "full");
  }
  if (thrown == 5 && uses(Feature::future)) return member(shared(Feature::future), "done");
  if (thrown == 6 && uses(Feature::barrier)) return attribute(shared(Feature::barrier), "broken");
  if (knows(place, Type::scope) && chance(50)) return member(known(place, Type::scope), "expired");
  const Expr asked = task(place);
  return member(asked, chance(50) ? "done" : "cancelled");
}

Expr Author::truth(const Place& place) {
  const int thrown = below(100);
  if (thrown < 50) return question(place);
  if (thrown < 60) return prefix("not", question(place));
  if (thrown < 70) {
    const Expr left = question(place);
    const char* sign = chance(50) ? "and" : "or";
    return infix(left, sign, question(place));
  }
  constexpr std::array<const char*, 5> signs{"<", ">", "==", ">=", "!="};
  const Expr left = number(place);
  const char* sign = pick(signs);
  return infix(left, sign, name(std::to_string(below(4))));
}

Expr Author::task(const Place& place) {
  const int thrown = below(100);
  if (thrown < 60 && knows(place, Type::task)) return known(place, Type::task);
  if (thrown < 95 && tasks_at_start_ > 0) {
    return index(name("tasks"), name(std::to_string(below(static_cast<int>(tasks_at_start_)))));
  }
  // Coroutines are written before main says how many tasks there are.
  if (thrown < 85 && place.coroutine > 0) {
    return index(name("tasks"), name(chance(50) ? "0" : "-1"));
  }
  if (knows(place, Type::task)) return known(place, Type::task);
  return call("current_task");
}

Expr Author::plain_value() {
  switch (below(7)) {
    case 0:
      return quoted(label());
    case 1:
      return name("None");
    case 2:
      return name(chance(50) ? "True" : "False");
    case 3:
      return name("0.5");
    case 4:
      return list({name("1"), quoted("x")});
    default:
      return name(std::to_string(below(100)));
  }
}

Expr Author::value(const Place& place) {
  const int thrown = below(100);
  if (thrown < 40) return plain_value();
  if (thrown < 60) return number(place);
  if (thrown < 70) return truth(place);
  if (thrown < 80 && knows(place, Type::values)) return known(place, Type::values);
  if (thrown < 85 && knows(place, Type::other)) return known(place, Type::other);
  if (thrown < 88 && knows(place, Type::error)) return known(place, Type::error);
  if (thrown < 92) return task(place);
  if (thrown < 95) return {Expr::Kind::text, label(), {number(place)}};
  return plain_value();
}

Expr Author::error() {
  constexpr std::array<const char*, 12> types{
      "ValueError",   "ValueError",     "ValueError",     "KeyError",      "RuntimeError",
      "TypeError",    "CancelledError", "CancelledError", "TimeoutError",  "Exception",
      "IndexError",   "BaseException"};
  if (uses(Feature::exception_group) && chance(25)) {
    std::vector<Expr> members{error()};
    while (members.size() < 3 && chance(50)) members.push_back(error());
    const char* type = chance(60) ? "BaseExceptionGroup" : "ExceptionGroup";
    return call(type, {quoted(label()), list(std::move(members))});
  }
  const char* type = pick(types);
  std::vector<Expr> arguments;
  if (chance(80)) arguments.push_back(quoted(label()));
  if (chance(5)) arguments.push_back(plain_value());
  return call(type, std::move(arguments));
}

Expr Author::handled_types() {
  constexpr std::array<const char*, 10> types{
      "CancelledError", "CancelledError",       "Exception",    "BaseException",
      "ValueError",     "ValueError, KeyError", "TimeoutError", "TimeoutError, CancelledError",
      "RuntimeError",   "TypeError, IndexError"};
  if (uses(Feature::exception_group) && chance(30)) {
    return name(chance(50) ? "ExceptionGroup" : "BaseExceptionGroup");
  }
  if (uses(Feature::task_group) && chance(40)) return name("BaseExceptionGroup");
  if (uses(Feature::barrier) && chance(25)) return name("BrokenBarrierError");
  if (uses(Feature::future) && chance(20)) return name("InvalidStateError");
  if (has_queue() && chance(20)) return name(chance(50) ? "QueueEmpty" : "QueueFull");
  return name(pick(types));
}

std::vector<Expr> Author::shown(const Place& place) {
  std::vector<Expr> parts;
  if (chance(35)) parts.push_back(call("now"));
  if (chance(55) && !place.known.empty()) {
    const std::size_t back = static_cast<std::size_t>(
        below(std::min(4, static_cast<int>(place.known.size()))));
    parts.push_back(name(place.known[place.known.size() - 1 - back].name));
  }
  if (chance(20)) parts.push_back(number(place));
  if (chance(20)) parts.push_back(question(place));
  if (chance(4)) parts.push_back(value(place));
  if (chance(3)) parts.push_back(member(call("current_task"), "get_name"));
  return parts;
}

bool Author::has_shared(Feature feature) const {
  return std::ranges::any_of(shared_, [&](const Named& n) { return n.feature == feature; });
}

Expr Author::shared(Feature feature) {
  std::vector<Expr> found;
  for (const Named& each : shared_) {
    if (each.feature == feature) found.push_back(name(each.name));
  }
  return pick(found);
}

bool Author::has_queue() const {
  return uses(Feature::queue) || uses(Feature::priority_queue) || uses(Feature::lifo_queue);
}

Expr Author::any_queue() {
  std::vector<Expr> found;
  for (const Feature feature : {Feature::queue, Feature::priority_queue, Feature::lifo_queue}) {
    if (uses(feature)) found.push_back(shared(feature));
  }
  return pick(found);
}

}  // namespace sim::props::script
