// The driver: a task beside all others that sets, releases, resolves and cancels as time goes by,
// and cancels main in the end, so that not every wait for the wrong thing is the end of a script.

#include <algorithm>
#include <utility>

#include "props/script/author.hpp"

namespace sim::props::script {

void Author::write_driver() {
  constexpr std::array<const char*, 6> pauses{"0", "0", "0.1", "0.1", "0.2", "1"};
  Coroutine driver{"drive", {{"boss"}}, {}};
  Place place;
  place.coroutine = script_.coroutines.size();
  for (int n = 2 + below(6); n > 0; --n) {
    driver.body.push_back(step("sleep", name(pick(pauses))));
    for (int actions = 1 + below(2); actions > 0; --actions) {
      driver.body.push_back(drive(place));
    }
  }
  const bool cancels = shape_.features.test(index_of(Feature::cancel));
  if (chance(40) && cancels) {
    Step all = step("for", name("each"));
    all.fields.push_back(field("in", name("tasks")));
    all.fields.push_back(steps("do", {step("cancel", name("each"))}));
    driver.body.push_back(step("sleep", name("1")));
    driver.body.push_back(std::move(all));
  }
  if (chance(60) && cancels) {
    Step nag = step("for", name("turn"));
    nag.fields.push_back(field("in", call("range", {name("4")})));
    Block body{step("sleep", name("1")), step("cancel", name("boss"))};
    if (chance(50)) body.back().fields.push_back(field("message", quoted("out of time")));
    nag.fields.push_back(steps("do", std::move(body)));
    driver.body.push_back(std::move(nag));
  }
  script_.coroutines.push_back(std::move(driver));
}

// One action on one of the shared primitives, or on a task.
Step Author::drive(Place& place) {
  const int chosen = below(static_cast<int>(shared_.size()) + 2);
  if (chosen >= static_cast<int>(shared_.size())) {
    if (!uses(Feature::cancel)) return make_print(place);
    const Expr whom = index(name("tasks"), name(std::to_string(below(3))));
    Step cancel = step("cancel", whom);
    if (chance(40)) cancel.fields.push_back(field("message", quoted("driven")));
    Step made = step("if", infix(call("len", {name("tasks")}), ">", whom.parts[1]));
    made.fields.push_back(steps("then", {std::move(cancel)}));
    return made;
  }
  const Named& object = shared_[static_cast<std::size_t>(chosen)];
  const Expr what = name(object.name);
  const auto guarded = [&](Step made) {
    guard(made, place, 180);
    return made;
  };
  switch (object.feature) {
    case Feature::event:
      return step("call", member(what, chance(80) ? "set" : "clear"));
    case Feature::condition: {
      Step made = step("with", what);
      made.fields.push_back(
          steps("do", {step("call", member(what, chance(50) ? "notify_all" : "notify"))}));
      return made;
    }
    case Feature::semaphore:
      return guarded(step("call", member(what, "release")));
    case Feature::barrier:
      if (chance(20)) return step("await", member(what, "abort"));
      return guarded(step("await", member(what, chance(70) ? "wait" : "reset")));
    case Feature::queue:
    case Feature::priority_queue:
    case Feature::lifo_queue:
      if (chance(55)) return guarded(step("call", member(what, "put_nowait", {name("7")})));
      return guarded(step("call", member(what, chance(70) ? "get_nowait" : "task_done")));
    case Feature::future: {
      Step made = step("if", prefix("not", member(what, "done")));
      made.fields.push_back(
          steps("then", {step("call", member(what, "set_result", {quoted("driven")}))}));
      return made;
    }
    default:
      return say(object.name, {what, call("now")});
  }
}

}  // namespace sim::props::script
