// Plain steps: what needs no task.

#include <algorithm>
#include <utility>

#include "props/script/author.hpp"

namespace sim::props::script {

const std::vector<Author::Kind>& Author::kinds() {
  static const std::vector<Kind> all{
      {Feature::core, 14, &Author::make_print, false},
      {Feature::core, 16, &Author::make_sleep, false},
      {Feature::core, 8, &Author::make_spawn, false},
      {Feature::core, 7, &Author::make_await, false},
      {Feature::core, 5, &Author::make_call, false},
      {Feature::core, 3, &Author::make_let, false},
      {Feature::core, 3, &Author::make_set, false},
      {Feature::core, 2, &Author::make_list, false},
      {Feature::core, 3, &Author::make_if, true},
      {Feature::core, 4, &Author::make_for, true},
      {Feature::core, 2, &Author::make_while, true},
      {Feature::core, 8, &Author::make_try, true},
      {Feature::core, 2, &Author::make_raise, false},
      {Feature::core, 2, &Author::make_return, false},
      {Feature::core, 1, &Author::make_turn, false},
      {Feature::core, 3, &Author::make_ask, false},
      {Feature::core, 1, &Author::make_show_tasks, false},
      {Feature::core, 1, &Author::make_assert, false},
      {Feature::cancel, 12, &Author::make_cancel, false},
      {Feature::uncancel, 6, &Author::make_uncancel, false},
      {Feature::gather, 8, &Author::make_gather, false},
      {Feature::gather, 3, &Author::make_hold, false},
      {Feature::wait, 9, &Author::make_wait, false},
      {Feature::wait_for, 12, &Author::make_wait_for, false},
      {Feature::shield, 8, &Author::make_shield, false},
      {Feature::as_completed, 8, &Author::make_as_completed, true},
      {Feature::timeout, 12, &Author::make_timeout, true},
      {Feature::timeout, 4, &Author::make_reschedule, false},
      {Feature::task_group, 12, &Author::make_task_group, true},
      {Feature::future, 10, &Author::make_future, false},
      {Feature::future, 8, &Author::make_resolve, false},
      {Feature::lock, 14, &Author::make_lock, true},
      {Feature::event, 12, &Author::make_event, false},
      {Feature::condition, 14, &Author::make_condition, true},
      {Feature::semaphore, 14, &Author::make_semaphore, true},
      {Feature::barrier, 12, &Author::make_barrier, false},
      {Feature::queue, 16, &Author::make_queue, false},
      {Feature::priority_queue, 14, &Author::make_priority_queue, false},
      {Feature::lifo_queue, 14, &Author::make_lifo_queue, false},
      {Feature::random, 6, &Author::make_random, false},
      {Feature::exception_group, 4, &Author::make_group_error, false},
      {Feature::misuse, 6, &Author::make_misuse, false}};
  return all;
}

// Binds what the step gives to a new name, in `percent` of 100 cases.
Step Author::bind(Step step, Place& place, Type type, const char* stem, int percent) {
  if (!chance(percent)) return step;
  const std::string bound = fresh(stem);
  step.fields.push_back(field("as", name(bound)));
  place.known.push_back({bound, type});
  return step;
}

Step Author::make_print(Place& place) {
  const std::string said = label();
  return say(said, shown(place));
}

Step Author::make_sleep(Place& place) {
  Expr length = duration();
  if (chance(12) && knows(place, Type::number)) length = known(place, Type::number);
  if (uses(Feature::random) && chance(20)) {
    length = call("random.choice", {list({name("0"), name("0.1"), name("0.2")})});
  }
  Step made = step("sleep", std::move(length));
  guard(made, place, 25);
  return made;
}

Step Author::make_let(Place& place) {
  const int thrown = below(3);
  const std::string bound = fresh("x");
  Expr given = thrown == 0 ? value(place) : thrown == 1 ? number(place) : truth(place);
  place.known.push_back({bound, thrown == 1 ? Type::number : Type::other});
  return assign("let", bound, std::move(given));
}

Step Author::make_set(Place& place) {
  if (chance(15) && tasks_at_start_ > 0) {
    return assign("set", "tasks[0]", task(place));
  }
  if (chance(60)) return assign("set", "total", infix(name("total"), "+", name("1")));
  return assign("set", "total", number(place));
}

Step Author::make_list(Place& place) {
  const bool has_log = script_.shared.size() > 2 && script_.shared[2].name == "log";
  const Expr where = name(has_log ? "log" : "tasks");
  const int thrown = below(has_log ? 8 : 2);
  if (!has_log && thrown == 0) return step("call", member(where, "append", {task(place)}));
  if (!has_log) return say(label(), {call("len", {where})});
  if (thrown < 4) return step("call", member(where, "append", {value(place)}));
  if (thrown == 4) {
    Step popped = step("call", member(where, "pop"));
    popped = bind(std::move(popped), place, Type::other, "x", 50);
    guard(popped, place, 80);
    return popped;
  }
  if (thrown == 5) return assign("let", "copied", member(where, "copy"));
  if (thrown == 6) return say(label(), {member(where, "count", {name("1")}), where});
  return say(label(), {where});
}

Step Author::make_if(Place& place) {
  Step made = step("if", truth(place));
  made.fields.push_back(steps("then", inner(place)));
  if (chance(40)) made.fields.push_back(steps("else", inner(place)));
  return made;
}

Step Author::make_for(Place& place) {
  const std::string item = fresh("i");
  Place inside = place;
  inside.in_loop = true;
  Expr over = call("range", {name(std::to_string(1 + below(4)))});
  Type type = Type::number;
  if (chance(20)) {
    over = name("tasks");
    type = Type::task;
  }
  inside.known.push_back({item, type});
  Step made = step("for", name(item));
  made.fields.push_back(field("in", std::move(over)));
  made.fields.push_back(steps("do", inner(inside)));
  return made;
}

Step Author::make_while(Place& place) {
  const std::string turns = fresh("w");
  Place inside = place;
  inside.in_loop = true;
  inside.known.push_back({turns, Type::number});
  Block body{assign("let", turns, infix(name(turns), "-", name("1")))};
  for (Step& each : inner(inside)) body.push_back(std::move(each));
  Expr condition = infix(name(turns), ">", name("0"));
  if (chance(30)) condition = infix(std::move(condition), "and", truth(place));
  Step loop = step("while", std::move(condition));
  loop.fields.push_back(steps("do", std::move(body)));
  // A step is one step: the counter is made beside the loop, in a block of its own.
  Block both{assign("let", turns, name(std::to_string(1 + below(4)))), std::move(loop)};
  Step made = step("if", name("True"));
  made.fields.push_back(steps("then", std::move(both)));
  return made;
}

Field Author::random_handler(Place& place, const std::string& error, const Expr& types) {
  Place inside = place;
  inside.in_handler = true;
  inside.known.push_back({error, Type::error});
  Block body;
  if (chance(80)) {
    const std::string said = label();
    body.push_back(say(said, {call("type_name", {name(error)}), name(error)}));
  }
  if (chance(15) && uses(Feature::exception_group)) {
    body.push_back(say(label(), {attribute(name(error), "args")}));
  }
  if (chance(50)) {
    for (Step& each : inner(inside, 2)) body.push_back(std::move(each));
  }
  if (chance(20)) body.push_back(word("raise"));
  if (body.empty()) body.push_back(word("pass"));
  return handler(types.text, std::move(body));
}

Step Author::make_try(Place& place) {
  Step made{"try", {steps("try", inner(place, 4))}};
  const std::string error = fresh("e");
  const bool caught = chance(75);
  const int handlers = caught ? 1 + below(2) : 0;
  std::vector<std::string> caught_types;
  for (int i = 0; i < handlers; ++i) {
    const Expr types = handled_types();
    if (std::ranges::find(caught_types, types.text) != caught_types.end()) continue;
    caught_types.push_back(types.text);
    made.fields.push_back(random_handler(place, error, types));
  }
  if (caught) made.fields.push_back(field("as", name(error)));
  if (caught && chance(20)) made.fields.push_back(steps("else", inner(place, 2)));
  if (!caught || chance(35)) {
    Block last;
    if (chance(60)) {
      const std::string said = label();
      last.push_back(say(said, {call("now")}));
    }
    if (last.empty() || chance(50)) {
      for (Step& each : inner(place, 2)) last.push_back(std::move(each));
    }
    made.fields.push_back(steps("finally", std::move(last)));
  }
  return made;
}

Step Author::make_raise(Place& place) {
  if (place.in_handler && chance(40)) return word("raise");
  if (knows(place, Type::error) && chance(15)) return step("raise", known(place, Type::error));
  if (place.coroutine == 0 && place.depth == 0 && chance(85)) return make_print(place);
  return step("raise", error());
}

Step Author::make_return(Place& place) {
  if (place.coroutine == 0 && place.depth == 0 && chance(90)) return make_print(place);
  if (chance(20)) return word("return");
  return step("return", value(place));
}

Step Author::make_turn(Place& place) {
  if (!place.in_loop) return make_print(place);
  return word(chance(60) ? "break" : "continue");
}

Step Author::make_assert(Place& place) {
  if (chance(93)) return make_print(place);
  return step("assert", truth(place));
}

Step Author::make_random(Place& place) {
  const int thrown = below(4);
  const bool has_log = script_.shared.size() > 2 && script_.shared[2].name == "log";
  if (thrown == 0 && has_log) return step("call", call("random.shuffle", {name("log")}));
  if (thrown == 1) {
    const std::string said = label();
    return say(said, {call("random.sample", {call("range", {name("9")}), name("3")})});
  }
  const std::string bound = fresh("r");
  Expr drawn = random_number();
  place.known.push_back({bound, Type::number});
  return assign("let", bound, std::move(drawn));
}

Step Author::make_group_error(Place& place) {
  std::vector<Expr> members{error()};
  while (members.size() < 3 && chance(60)) members.push_back(error());
  const std::string said = label();
  Step made = step("raise", call("BaseExceptionGroup", {quoted(said), list(std::move(members))}));
  guard(made, place, 85);
  return made;
}

}  // namespace sim::props::script
