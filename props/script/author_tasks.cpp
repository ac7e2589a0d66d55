// What is done with tasks: begun, awaited, gathered, cancelled, bounded in time.

#include <algorithm>
#include <utility>

#include "props/script/author.hpp"

namespace sim::props::script {

bool Author::can_call(const Place& place) const {
  return place.coroutine + 1 < callable_;
}

// Requires: can_call(place).
Expr Author::coroutine_call(const Place& place) {
  const int after = static_cast<int>(callable_ - place.coroutine - 1);
  const std::size_t chosen =
      place.coroutine + 1 + static_cast<std::size_t>(std::min(below(after), below(after)));
  const Coroutine& callee = script_.coroutines[chosen];
  std::vector<Expr> arguments;
  for (const Parameter& parameter : callee.parameters) {
    if (parameter.name == "other") {
      arguments.push_back(task(place));
    } else if (parameter.fallback.empty() || chance(60)) {
      arguments.push_back(chance(70) ? duration() : number(place));
    }
  }
  return call(callee.name, std::move(arguments));
}

// A coroutine of the library, which nobody has begun.
Expr Author::primitive_coroutine() {
  const int thrown = below(8);
  if (thrown == 0 && uses(Feature::event)) return member(shared(Feature::event), "wait");
  if (thrown == 1 && uses(Feature::lock)) return member(shared(Feature::lock), "acquire");
  if (thrown == 2 && uses(Feature::semaphore)) return member(shared(Feature::semaphore), "acquire");
  if (thrown == 3 && uses(Feature::barrier)) return member(shared(Feature::barrier), "wait");
  if (thrown <= 5 && has_queue()) {
    Expr queue = any_queue();
    if (chance(60)) return member(std::move(queue), "get");
    return member(std::move(queue), "put", {name(std::to_string(below(9)))});
  }
  if (thrown == 6 && has_queue()) return member(any_queue(), "join");
  const Expr length = duration();
  if (chance(60)) return call("sleep", {length});
  return call("sleep", {length, plain_value()});
}

Expr Author::coroutine(const Place& place) {
  if (can_call(place) && chance(75)) return coroutine_call(place);
  return primitive_coroutine();
}

// gather, shield, wait_for or wait as an expression, to be awaited or given to another.
Expr Author::combined(const Place& place, int depth) {
  const int thrown = below(5);
  if (thrown == 0 && uses(Feature::gather)) {
    std::vector<Expr> items;
    for (int n = 1 + below(3); n > 0; --n) items.push_back(awaitable(place, depth + 1));
    if (chance(35)) items.push_back(named("return_exceptions", name("True")));
    return call("gather", std::move(items));
  }
  if (thrown == 1 && uses(Feature::shield)) return call("shield", {awaitable(place, depth + 1)});
  if (thrown == 2 && uses(Feature::wait_for)) {
    return call("wait_for", {awaitable(place, depth + 1), limit()});
  }
  if (thrown == 3 && uses(Feature::wait)) {
    std::vector<Expr> arguments{list(some_tasks(place, 2))};
    if (chance(50)) arguments.push_back(named("timeout", limit()));
    return call("wait", std::move(arguments));
  }
  return call("create_task", {coroutine(place)});
}

Expr Author::awaitable(const Place& place, int depth) {
  const int thrown = below(100);
  const bool tasks_of_others = place.coroutine > 0 && !knows(place, Type::task);
  if (thrown < (tasks_of_others ? 6 : 22)) return task(place);
  if (thrown < 27 && knows(place, Type::future)) return known(place, Type::future);
  if (thrown < 37 && uses(Feature::future)) return shared(Feature::future);
  if (thrown < 52 && depth < 2) return combined(place, depth);
  if (thrown < 53) return call("current_task");
  return coroutine(place);
}

std::vector<Expr> Author::awaitables(const Place& place, int most) {
  std::vector<Expr> all;
  int count = below(most + 1);
  if (chance(90)) ++count;
  for (; count > 0; --count) all.push_back(awaitable(place));
  if (all.size() > 1 && chance(8)) all.push_back(all.front());
  return all;
}

// Tasks and futures, as `wait` asks for.
std::vector<Expr> Author::some_tasks(const Place& place, int most) {
  std::vector<Expr> all;
  for (int n = 1 + below(most); n > 0; --n) {
    const int thrown = below(100);
    if (thrown < 30) {
      all.push_back(call("create_task", {coroutine(place)}));
    } else if (thrown < 40 && knows(place, Type::future)) {
      all.push_back(known(place, Type::future));
    } else if (thrown < 50 && uses(Feature::future)) {
      all.push_back(shared(Feature::future));
    } else {
      all.push_back(task(place));
    }
  }
  return all;
}

Step Author::make_spawn(Place& place) {
  Step made = step("spawn", coroutine(place));
  const std::string bound = fresh("t");
  made.fields.push_back(field("as", name(bound)));
  if (chance(15)) made.fields.push_back(field("name", quoted("task " + bound)));
  if (uses(Feature::task_group) && knows(place, Type::group) && chance(70)) {
    made.fields.push_back(field("in", known(place, Type::group)));
  }
  place.known.push_back({bound, Type::task});
  return made;
}

Step Author::make_await(Place& place) {
  Step made = bind(step("await", awaitable(place)), place, Type::other, "v", 60);
  guard(made, place, 60);
  return made;
}

Step Author::make_call(Place& place) {
  if (!can_call(place)) return make_sleep(place);
  Step made = bind(step("await", coroutine_call(place)), place, Type::other, "v", 60);
  guard(made, place, 50);
  return made;
}

Step Author::make_cancel(Place& place) {
  Expr whom = chance(88) ? task(place) : call("current_task");
  if (chance(12) && knows(place, Type::future)) whom = known(place, Type::future);
  if (chance(6) && uses(Feature::future)) whom = shared(Feature::future);
  Step made = step("cancel", std::move(whom));
  if (chance(40)) {
    const std::string said = "stop " + label();
    made.fields.push_back(field("message", quoted(said)));
  }
  return bind(std::move(made), place, Type::other, "c", 30);
}

Step Author::make_uncancel(Place& place) {
  Expr whom = chance(60) ? call("current_task") : task(place);
  Step made = step("call", member(std::move(whom), "uncancel"));
  return bind(std::move(made), place, Type::number, "u", 50);
}

Step Author::make_ask(Place& place) {
  const Expr asked = chance(25) && knows(place, Type::future) ? known(place, Type::future)
                                                               : task(place);
  constexpr std::array<const char*, 6> questions{"done",   "cancelled", "result",
                                                 "result", "exception", "done"};
  const std::string question = pick(questions);
  const std::string said = label();
  Step made = say(said, {member(asked, question)});
  if (question == "result" || question == "exception") guard(made, place, 100);
  return made;
}

Step Author::make_show_tasks(Place& place) {
  const std::string said = label();
  if (chance(40)) return say(said, {call("len", {call("all_tasks")})});
  if (chance(40)) return say(said, {member(call("current_task"), "get_name")});
  return say(said, {name("tasks"), call("current_task"), task(place)});
}

Step Author::make_gather(Place& place) {
  Expr operands = chance(12) ? name("tasks") : list(awaitables(place, 3));
  Step made = step("gather", std::move(operands));
  if (chance(40)) made.fields.push_back(field("return_exceptions", name("True")));
  made = bind(std::move(made), place, Type::values, "g", 60);
  guard(made, place, 60);
  return made;
}

// A gathering, or a shield, that nobody awaits yet.
Step Author::make_hold(Place& place) {
  const std::string bound = fresh("f");
  Expr held = call("gather", awaitables(place, 3));
  if (uses(Feature::shield) && chance(40)) held = call("shield", {awaitable(place, 1)});
  place.known.push_back({bound, Type::future});
  Step made = assign("let", bound, std::move(held));
  guard(made, place, 20);
  return made;
}

Step Author::make_wait(Place& place) {
  Expr operands = chance(15) ? name("tasks") : list(some_tasks(place, 3));
  if (chance(2)) operands = list({coroutine(place)});
  Step made = step("wait", std::move(operands));
  if (chance(55)) made.fields.push_back(field("timeout", limit()));
  constexpr std::array<const char*, 3> whens{"FIRST_COMPLETED", "FIRST_EXCEPTION",
                                             "ALL_COMPLETED"};
  if (chance(60)) made.fields.push_back(field("return_when", name(pick(whens))));
  if (chance(70)) {
    const std::string done = fresh("d");
    const std::string pending = fresh("p");
    made.fields.push_back(field("as", list({name(done), name(pending)})));
    place.known.push_back({done, Type::tasks});
    place.known.push_back({pending, Type::tasks});
  }
  guard(made, place, 40);
  return made;
}

Step Author::make_wait_for(Place& place) {
  Step made = step("wait_for", awaitable(place));
  made.fields.push_back(field("timeout", limit()));
  made = bind(std::move(made), place, Type::other, "v", 60);
  guard(made, place, 75);
  return made;
}

Step Author::make_shield(Place& place) {
  Step made = step("await", call("shield", {awaitable(place, 1)}));
  made = bind(std::move(made), place, Type::other, "v", 60);
  guard(made, place, 60);
  return made;
}

Step Author::make_as_completed(Place& place) {
  const std::string next = fresh("n");
  std::vector<Expr> arguments{list(awaitables(place, 3))};
  if (chance(40)) arguments.push_back(named("timeout", limit()));
  Place inside = place;
  inside.in_loop = true;
  const std::string bound = fresh("v");
  Step awaited = step("await", name(next), bound);
  guard(awaited, inside, 70);
  const std::string said = label();
  Block body{std::move(awaited)};
  if (body.front().verb == "await") body.push_back(say(said, {name(bound)}));
  if (chance(30)) {
    for (Step& each : inner(inside, 2)) body.push_back(std::move(each));
  }
  Step made = step("for", name(next));
  made.fields.push_back(field("in", call("as_completed", std::move(arguments))));
  made.fields.push_back(steps("do", std::move(body)));
  guard(made, place, 60);
  return made;
}

Step Author::make_timeout(Place& place) {
  Place inside = place;
  Expr scope = call("timeout", {limit()});
  if (chance(25)) scope = call("timeout_at", {infix(call("now"), "+", duration())});
  if (chance(5) && knows(place, Type::scope)) scope = known(place, Type::scope);
  Step made = step("with", std::move(scope));
  if (chance(60)) {
    const std::string bound = fresh("s");
    made.fields.push_back(field("as", name(bound)));
    inside.known.push_back({bound, Type::scope});
    place.known.push_back({bound, Type::scope});
  }
  made.fields.push_back(steps("do", inner(inside, 4)));
  guard(made, place, 80);
  return made;
}

Step Author::make_reschedule(Place& place) {
  if (!knows(place, Type::scope)) return make_timeout(place);
  const Expr scope = known(place, Type::scope);
  const std::string said = label();
  if (chance(40)) return say(said, {member(scope, "when"), member(scope, "expired")});
  Expr when = infix(call("now"), "+", duration());
  if (chance(15)) when = name("None");
  Step made = step("call", member(scope, "reschedule", {std::move(when)}));
  guard(made, place, 60);
  return made;
}

Step Author::make_task_group(Place& place) {
  const std::string group = fresh("group");
  Place inside = place;
  inside.known.push_back({group, Type::group});
  Block body;
  for (int n = below(4); n > 0; --n) {
    Step spawn = step("spawn", coroutine(inside));
    const std::string bound = fresh("t");
    spawn.fields.push_back(field("as", name(bound)));
    spawn.fields.push_back(field("in", name(group)));
    inside.known.push_back({bound, Type::task});
    body.push_back(std::move(spawn));
  }
  for (Step& each : inner(inside, 3)) body.push_back(std::move(each));
  Step made = step("with", call("TaskGroup"), group);
  made.fields.push_back(steps("do", std::move(body)));
  if (chance(10)) place.known.push_back({group, Type::group});
  guard(made, place, 80);
  return made;
}

}  // namespace sim::props::script
