#include "props/script/author.hpp"

#include <algorithm>
#include <utility>

#include "props/script/generate.hpp"
#include "sim/base/hash.hpp"

namespace sim::props::script {

Author::Author(std::uint64_t number, const Shape& shape) : random_(number), shape_(shape) {}

std::string Author::fresh(const char* stem) { return stem + std::to_string(++names_); }

std::string Author::label() {
  const int n = labels_++;
  const std::string letter(1, static_cast<char>('a' + n % 26));
  return n < 26 ? letter : letter + std::to_string(n / 26);
}

Script Author::script() {
  script_.seed = chance(30) ? below(1000) : 0;
  script_.steps_max = 1000;
  choose_features();
  if (uses(Feature::python)) script_.python = chance(30) ? "3.10" : "3.12";
  make_shared();
  make_signatures();
  const int most = shape_.steps_max;
  const int thirds = 1 + below(3);
  const int all = 4 + below(most) * thirds / 3;
  const int coroutines = static_cast<int>(script_.coroutines.size());
  for (int i = coroutines - 1; i > 0; --i) {
    Coroutine& coroutine = script_.coroutines[static_cast<std::size_t>(i)];
    Place place;
    place.coroutine = static_cast<std::size_t>(i);
    for (const Parameter& parameter : coroutine.parameters) {
      place.known.push_back({parameter.name, parameter.name == "n" ? Type::number : Type::task});
    }
    left_ = std::max(2, all / coroutines);
    coroutine.body = block(place, 6);
  }
  left_ = std::max(4, all / coroutines);
  if (chance(75)) write_driver();
  write_main();
  return std::move(script_);
}

// A few features a lot, a few a little, and the others not at all.
void Author::choose_features() {
  used_.set(index_of(Feature::core));
  for (const Feature feature : all_features()) {
    const bool possible = shape_.features.test(index_of(feature));
    const bool rare = feature == Feature::misuse || feature == Feature::python;
    const int thrown = below(100);
    if (!possible) continue;
    if (thrown < (rare ? 8 : 22)) used_.set(index_of(feature));
    if (thrown < 9 && !rare) hot_.set(index_of(feature));
  }
  if (shape_.features.test(index_of(Feature::cancel)) && chance(60)) {
    used_.set(index_of(Feature::cancel));
  }
  if (used_.count() > 3) return;
  const Feature more = all_features()[static_cast<std::size_t>(
      below(static_cast<int>(index_of(Feature::random))))];
  if (!shape_.features.test(index_of(more))) return;
  used_.set(index_of(more));
  hot_.set(index_of(more));
}

void Author::add_shared(Feature feature, const std::string& name, Expr value) {
  shared_.push_back({feature, name});
  script_.shared.push_back({name, std::move(value)});
}

void Author::make_shared() {
  const auto small = [this] { return name(std::to_string(below(4))); };
  script_.shared.push_back({"tasks", list()});
  script_.shared.push_back({"total", name("0")});
  if (chance(50)) script_.shared.push_back({"log", list()});
  if (uses(Feature::lock)) add_shared(Feature::lock, "lock", call("Lock"));
  if (is_hot(Feature::lock)) add_shared(Feature::lock, "mutex", call("Lock"));
  if (uses(Feature::event)) add_shared(Feature::event, "event", call("Event"));
  if (is_hot(Feature::event)) add_shared(Feature::event, "ready", call("Event"));
  if (uses(Feature::condition)) {
    const bool with_lock = uses(Feature::lock) && chance(50);
    add_shared(Feature::condition, "changed",
               call("Condition", with_lock ? std::vector{name("lock")} : std::vector<Expr>{}));
  }
  if (uses(Feature::semaphore)) {
    add_shared(Feature::semaphore, "slots", call("Semaphore", {small()}));
    if (chance(60)) {
      const Expr value = name(std::to_string(1 + below(2)));
      add_shared(Feature::semaphore, "bounded", call("BoundedSemaphore", {value}));
    }
  }
  if (uses(Feature::barrier)) {
    add_shared(Feature::barrier, "barrier", call("Barrier", {name(std::to_string(2 + below(3)))}));
  }
  const std::array<std::pair<Feature, const char*>, 3> queues{
      {{Feature::queue, "Queue"},
       {Feature::priority_queue, "PriorityQueue"},
       {Feature::lifo_queue, "LifoQueue"}}};
  const std::array<const char*, 3> queue_names{"queue", "heap", "stack"};
  for (std::size_t i = 0; i < queues.size(); ++i) {
    if (!uses(queues[i].first)) continue;
    std::vector<Expr> size;
    if (chance(70)) size.push_back(small());
    add_shared(queues[i].first, queue_names[i], call(queues[i].second, std::move(size)));
  }
  if (uses(Feature::future)) add_shared(Feature::future, "promise", call("Future"));
  if (is_hot(Feature::future)) add_shared(Feature::future, "answer", call("Future"));
}

void Author::make_signatures() {
  script_.coroutines.push_back({"main", {}, {}});
  const std::array<const char*, 4> names{"work", "help", "serve", "last"};
  const int count = 1 + below(4);
  for (int i = 0; i < count; ++i) {
    Coroutine coroutine{names[static_cast<std::size_t>(i)], {}, {}};
    if (chance(25)) coroutine.parameters.push_back({"other"});
    if (chance(45)) coroutine.parameters.push_back({"n", chance(50) ? "0.1" : ""});
    script_.coroutines.push_back(std::move(coroutine));
  }
  callable_ = script_.coroutines.size();
}

void Author::write_main() {
  Block& body = script_.coroutines.front().body;
  Place place;
  if (callable_ < script_.coroutines.size()) {
    body.push_back(step("spawn", call("drive", {call("current_task")}), "driver"));
    place.known.push_back({"driver", Type::task});
  }
  if (chance(6)) {
    body.push_back(step("call", member(name("tasks"), "append", {call("current_task")})));
    ++tasks_at_start_;
  }
  for (int n = chance(92) ? 1 + below(5) : 0; n > 0; --n) {
    body.push_back(make_spawn(place));
    body.push_back(step("call", member(name("tasks"), "append", {name(place.known.back().name)})));
    ++tasks_at_start_;
  }
  while (left_ > 0) {
    for (Step& each : block(place, 8)) body.push_back(std::move(each));
  }
  end_main(body, place);
}

// Often main stays until its tasks have run.
void Author::end_main(Block& body, Place& place) {
  const int ending = below(100);
  if (ending < 45) {
    body.push_back(step("sleep", name(chance(50) ? "1" : "3")));
    guard(body.back(), place, 70);
  } else if (ending < 55 && uses(Feature::gather)) {
    Step last = step("gather", name("tasks"), "results");
    last.fields.insert(last.fields.begin() + 1, field("return_exceptions", name("True")));
    body.push_back(std::move(last));
    body.push_back(say("results", {name("results")}));
  } else if (ending < 65 && uses(Feature::wait)) {
    Step last = step("wait", name("tasks"));
    last.fields.push_back(field("timeout", duration()));
    body.push_back(std::move(last));
  }
  if (chance(50)) body.push_back(say("main ends", {call("now"), name("total")}));
  if (chance(40)) body.push_back(step("return", value(place)));
}

Block Author::block(Place& place, int most) {
  Block steps;
  const int wanted = 1 + below(most);
  for (int i = 0; i < wanted && left_ > 0; ++i) {
    --left_;
    steps.push_back(any_step(place));
    const std::string& verb = steps.back().verb;
    if (verb == "return" || verb == "raise" || verb == "break" || verb == "continue") break;
  }
  return steps;
}

// What is bound inside is seldom known outside, where it may be unbound.
Block Author::inner(const Place& place, int most) {
  Place inside = place;
  ++inside.depth;
  if (left_ <= 0) left_ = 1;
  return block(inside, most);
}

Step Author::any_step(Place& place) {
  int total = 0;
  for (const Kind& kind : kinds()) total += weight_of(kind, place);
  int thrown = below(total);
  for (const Kind& kind : kinds()) {
    thrown -= weight_of(kind, place);
    if (thrown < 0) return (this->*kind.make)(place);
  }
  return word("pass");
}

int Author::weight_of(const Kind& kind, const Place& place) const {
  if (!uses(kind.feature)) return 0;
  const int hot = is_hot(kind.feature) ? 4 : 1;
  if (!kind.compound) return kind.weight * hot;
  if (place.depth >= 4 || left_ <= 0) return 0;
  return std::max(1, kind.weight * hot * 2 / (2 + place.depth));
}

// Where a step may fail, the error is often caught and told, so that the script goes on.
void Author::guard(Step& step, Place& place, int percent) {
  const int likely = place.coroutine == 0 ? (100 + percent) / 2 : percent / 2;
  if (place.depth > 3 || !chance(likely)) return;
  const std::string error = fresh("e");
  Step guarded{"try", {steps("try", {std::move(step)})}};
  const bool wide = chance(75);
  guarded.fields.push_back(telling_handler(place, error, wide));
  guarded.fields.push_back(field("as", name(error)));
  step = std::move(guarded);
}

Field Author::telling_handler(const Place& place, const std::string& error, bool wide) {
  Block told;
  const std::string said = label() + " caught";
  std::vector<Expr> parts{call("type_name", {name(error)}), name(error)};
  if (chance(25)) parts.push_back(call("now"));
  if (uses(Feature::exception_group) && chance(20)) {
    parts.push_back(attribute(name(error), "args"));
  }
  told.push_back(say(said, std::move(parts)));
  if (uses(Feature::uncancel) && chance(20)) {
    told.push_back(step("call", member(call("current_task"), "uncancel")));
  }
  if (chance(place.coroutine == 0 ? 3 : 15)) told.push_back(word("raise"));
  if (wide) return handler(chance(60) ? "BaseException" : "Exception, CancelledError", told);
  return handler(handled_types().text, std::move(told));
}

std::uint64_t script_number(std::uint64_t seed, std::uint64_t index) {
  Digest digest;
  digest.add(seed);
  digest.add(index);
  return digest.value();
}

Script generate_script(std::uint64_t number, const Shape& shape) {
  return Author(number, shape).script();
}

}  // namespace sim::props::script
