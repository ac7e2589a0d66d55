// Futures, locks, events, conditions, semaphores, barriers and queues; and what is wrong with them.

#include <utility>

#include "props/script/author.hpp"

namespace sim::props::script {

Step Author::make_future(Place& place) {
  if (chance(30)) {
    const std::string bound = fresh("f");
    place.known.push_back({bound, Type::future});
    return assign("let", bound, call("Future"));
  }
  const bool local = knows(place, Type::future) && chance(40);
  const Expr future = local ? known(place, Type::future) : shared(Feature::future);
  Step made = bind(step("await", future), place, Type::other, "v", 60);
  guard(made, place, 70);
  return made;
}

Step Author::make_resolve(Place& place) {
  const bool local = knows(place, Type::future) && chance(30);
  const Expr future = local ? known(place, Type::future) : shared(Feature::future);
  Step set = step("call", member(future, "set_result", {plain_value()}));
  if (chance(30)) set = step("call", member(future, "set_exception", {error()}));
  if (chance(45)) {
    guard(set, place, 80);
    return set;
  }
  Step made = step("if", prefix("not", member(future, "done")));
  made.fields.push_back(steps("then", {std::move(set)}));
  return made;
}

// async with one of the feature's primitives.
Step Author::make_with(Place& place, Feature feature) {
  Step made = step("with", shared(feature));
  if (chance(10)) {
    const std::string bound = fresh("a");
    made.fields.push_back(field("as", name(bound)));
    place.known.push_back({bound, Type::other});
  }
  made.fields.push_back(steps("do", inner(place)));
  guard(made, place, 45);
  return made;
}

Step Author::make_lock(Place& place) {
  const int thrown = below(100);
  if (thrown < 50) return make_with(place, Feature::lock);
  const Expr lock = shared(Feature::lock);
  if (thrown < 62) {
    Step made = step("call", member(lock, "release"));
    guard(made, place, 90);
    return made;
  }
  const std::string said = label();
  if (thrown < 70) return say(said, {member(lock, "locked"), lock});
  Step acquired = bind(step("await", member(lock, "acquire")), place, Type::other, "a", 30);
  guard(acquired, place, 30);
  if (thrown < 80) return acquired;
  Step made{"try", {steps("try", inner(place))}};
  made.fields.push_back(steps("finally", {step("call", member(lock, "release"))}));
  Block both{std::move(acquired), std::move(made)};
  Step held = step("if", prefix("not", member(lock, "locked")));
  if (chance(60)) held = step("if", name("True"));
  held.fields.push_back(steps("then", std::move(both)));
  return held;
}

Step Author::make_event(Place& place) {
  const int thrown = below(100);
  const Expr event = shared(Feature::event);
  const std::string said = label();
  if (thrown < 38) return step("call", member(event, "set"));
  if (thrown < 50) return step("call", member(event, "clear"));
  if (thrown < 57) return say(said, {member(event, "is_set"), event});
  Step made = step("await", member(event, "wait"));
  if (uses(Feature::wait_for) && chance(40)) {
    made = step("wait_for", member(event, "wait"));
    made.fields.push_back(field("timeout", limit()));
  }
  made = bind(std::move(made), place, Type::other, "v", 30);
  guard(made, place, 50);
  return made;
}

Step Author::make_condition(Place& place) {
  const Expr condition = shared(Feature::condition);
  const int thrown = below(100);
  if (thrown < 6) {
    Step made = step("call", member(condition, chance(50) ? "notify" : "notify_all"));
    guard(made, place, 90);
    return made;
  }
  Block body;
  Place inside = place;
  ++inside.depth;
  if (thrown < 50) {
    Step waited = step("await", member(condition, "wait"));
    if (uses(Feature::event) && chance(25)) {
      const Expr event = shared(Feature::event);
      waited = step("await", member(condition, "wait_for", {attribute(event, "is_set")}));
    } else if (uses(Feature::wait_for) && chance(35)) {
      waited = step("wait_for", member(condition, "wait"));
      waited.fields.push_back(field("timeout", limit()));
    }
    waited = bind(std::move(waited), inside, Type::other, "v", 40);
    guard(waited, inside, 50);
    body.push_back(std::move(waited));
    const std::string said = label();
    body.push_back(say(said, shown(inside)));
  } else {
    Expr count = name(std::to_string(1 + below(2)));
    Expr notified = member(condition, "notify_all");
    if (chance(60)) notified = member(condition, "notify", {std::move(count)});
    body.push_back(step("call", std::move(notified)));
    if (chance(40)) body.push_back(make_sleep(inside));
  }
  if (chance(25)) {
    for (Step& each : inner(inside, 2)) body.push_back(std::move(each));
  }
  Step made = step("with", condition);
  made.fields.push_back(steps("do", std::move(body)));
  guard(made, place, 45);
  return made;
}

Step Author::make_semaphore(Place& place) {
  const int thrown = below(100);
  if (thrown < 50) return make_with(place, Feature::semaphore);
  const Expr semaphore = shared(Feature::semaphore);
  const std::string said = label();
  if (thrown < 58) return say(said, {member(semaphore, "locked"), semaphore});
  if (thrown < 78) {
    Step made = step("call", member(semaphore, "release"));
    guard(made, place, 90);
    return made;
  }
  Step made = step("await", member(semaphore, "acquire"));
  if (uses(Feature::wait_for) && chance(40)) {
    made = step("wait_for", member(semaphore, "acquire"));
    made.fields.push_back(field("timeout", limit()));
  }
  made = bind(std::move(made), place, Type::other, "a", 30);
  guard(made, place, 50);
  return made;
}

Step Author::make_barrier(Place& place) {
  const Expr barrier = shared(Feature::barrier);
  const int thrown = below(100);
  const std::string said = label();
  if (thrown < 6) {
    Step made = step("await", member(barrier, "reset"));
    guard(made, place, 50);
    return made;
  }
  if (thrown < 11) return step("await", member(barrier, "abort"));
  if (thrown < 18) {
    return say(said, {attribute(barrier, "n_waiting"), attribute(barrier, "broken"),
                      attribute(barrier, "parties")});
  }
  Step made = step("await", member(barrier, "wait"));
  if (thrown >= 85) {
    const std::string bound = fresh("b");
    Place inside = place;
    inside.known.push_back({bound, Type::number});
    made = step("with", barrier, bound);
    made.fields.push_back(steps("do", inner(inside, 2)));
  } else {
    made = bind(std::move(made), place, Type::number, "b", 60);
  }
  guard(made, place, 65);
  return made;
}

Step Author::make_queue(Place& place) { return about_queue(place, Feature::queue); }
Step Author::make_priority_queue(Place& place) {
  return about_queue(place, Feature::priority_queue);
}
Step Author::make_lifo_queue(Place& place) { return about_queue(place, Feature::lifo_queue); }

Expr Author::queue_item(const Place& place, Feature feature) {
  if (feature != Feature::priority_queue) return value(place);
  const int thrown = below(100);
  if (thrown < 70) return name(std::to_string(below(6)));
  if (thrown < 78) return name("0.5");
  if (thrown < 94) {
    const Expr first = name(std::to_string(below(3)));
    return list({first, quoted(label())});
  }
  return quoted(label());
}

Step Author::about_queue(Place& place, Feature feature) {
  const Expr queue = shared(feature);
  const int thrown = below(100);
  if (thrown < 60) {
    const bool get = thrown < 30;
    Expr operation = get ? member(queue, "get")
                         : member(queue, "put", {queue_item(place, feature)});
    Step made = step("await", operation);
    if (uses(Feature::wait_for) && chance(30)) {
      made = step("wait_for", operation);
      made.fields.push_back(field("timeout", limit()));
    }
    if (get) made = bind(std::move(made), place, Type::other, "q", 80);
    guard(made, place, 40);
    return made;
  }
  if (thrown < 78) {
    const bool get = thrown < 68;
    Step made = step("call", get ? member(queue, "get_nowait")
                                 : member(queue, "put_nowait", {queue_item(place, feature)}));
    if (get) made = bind(std::move(made), place, Type::other, "q", 80);
    guard(made, place, 90);
    return made;
  }
  if (thrown < 88) {
    Step made = step("call", member(queue, "task_done"));
    guard(made, place, 85);
    return made;
  }
  if (thrown < 94) {
    Step made = step("await", member(queue, "join"));
    guard(made, place, 40);
    return made;
  }
  const std::string said = label();
  return say(said, {member(queue, "qsize"), member(queue, "empty"), member(queue, "full"), queue});
}

// Wrong on purpose; what is said of it is part of the behaviour.

Expr Author::wrong_operand(const Place& place) {
  switch (below(5)) {
    case 0:
      return name("None");
    case 1:
      return name("3");
    case 2:
      return quoted("no");
    case 3:
      return list({task(place)});
    default:
      return number(place);
  }
}

Expr Author::wrong_call(const Place& place) {
  switch (below(12)) {
    case 0:
      return call("Barrier", {name("0")});
    case 1:
      return call("Semaphore", {name("-1")});
    case 2:
      return member(task(place), "set_result", {name("1")});
    case 3:
      return member(task(place), "set_exception", {error()});
    case 4:
      return call("gather", {wrong_operand(place)});
    case 5:
      return call("shield", {wrong_operand(place)});
    case 6:
      return call("create_task", {wrong_operand(place)});
    case 7:
      return call("as_completed", {wrong_operand(place)});
    case 8:
      return call("timeout", {wrong_operand(place)});
    case 9:
      return member(call("Future"), "result");
    case 10:
      return member(call("TaskGroup"), "create_task", {coroutine(place)});
    default:
      return call("Condition", {wrong_operand(place)});
  }
}

Step Author::make_misuse(Place& place) {
  Step made = word("pass");
  switch (below(9)) {
    case 0:
      made = step("await", wrong_operand(place));
      break;
    case 1:
      made = step("sleep", wrong_operand(place));
      break;
    case 2:
      made = step("gather", list({wrong_operand(place)}));
      break;
    case 3:
      made = step("wait", chance(50) ? list() : list({wrong_operand(place)}));
      break;
    case 4:
      made = step("with", wrong_operand(place));
      made.fields.push_back(steps("do", {word("pass")}));
      break;
    case 5:
      made = step("raise", wrong_operand(place));
      break;
    case 6:
      made = step("wait_for", wrong_operand(place));
      made.fields.push_back(field("timeout", limit()));
      break;
    default:
      made = bind(step("call", wrong_call(place)), place, Type::other, "x", 30);
      break;
  }
  guard(made, place, 95);
  return made;
}

}  // namespace sim::props::script
