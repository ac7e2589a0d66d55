#include "props/generate.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "props/mend.hpp"

namespace sim::props {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): small, and the same everywhere.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) noexcept : state_(seed) {}

  // Requires: n > 0. The bias is of no account for small n.
  std::uint64_t below(std::uint64_t n) noexcept { return next() % n; }
  bool chance(std::uint64_t percent) noexcept { return below(100) < percent; }

  template <class T, std::size_t n>
  T pick(const std::array<T, n>& items) noexcept {
    return items[below(n)];
  }

 private:
  std::uint64_t next() noexcept {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

constexpr std::array<std::int64_t, 16> delays{0,    0,    0,    1000, 1000, 1000, 1000, 2000,
                                              2000, 2000, 3000, 3000, 100,  200,  300,  -1000};

struct Weight {
  Verb verb;
  int weight;
};

struct Known {
  int number;
  Holds holds;
};

struct Place {
  std::vector<Known> known;
  int depth = 0;
  bool in_loop = false;
  bool in_handler = false;
};

class Generator {
 public:
  Generator(std::uint64_t number, int size, const Shape& shape)
      : dice_(number), left_(1 + size * shape.steps_max / 100), weights_(weights(shape)) {}

  Program program() {
    Place place;
    Program program;
    begin_tasks(program.main, place);
    while (left_ > 0) {
      for (Step& step : block(place, 8)) program.main.push_back(std::move(step));
    }
    let_them_end(program.main, place);
    return mended(std::move(program));
  }

 private:
  static std::vector<Weight> weights(const Shape& s) {
    return {{Verb::print, s.prints},   {Verb::sleep, s.sleeps},      {Verb::spawn, s.spawns},
            {Verb::call, s.calls},     {Verb::await, s.awaits},      {Verb::gather, s.gathers},
            {Verb::hold, s.holds},     {Verb::wait, s.waits},        {Verb::cancel, s.cancels},
            {Verb::ask, s.asks},       {Verb::self, s.selves},       {Verb::attempt, s.attempts},
            {Verb::raise, s.raises},   {Verb::give_back, s.returns}, {Verb::loop, s.loops},
            {Verb::branch, s.branches}};
  }

  // A few tasks to begin with, so that there is somebody to wait for.
  void begin_tasks(Block& steps, Place& place) {
    if (weight_of(Verb::spawn) == 0) return;
    for (int n = std::min(below(4), left_ / 6); n > 0; --n) {
      steps.push_back({.verb = Verb::spawn});
      coroutine(steps.back(), place);
    }
  }

  // Often main stays until its tasks have run.
  void let_them_end(Block& steps, const Place& place) {
    if (weight_of(Verb::sleep) == 0 || !dice_.chance(70)) return;
    steps.push_back({.verb = Verb::sleep, .millis = dice_.chance(50) ? 3000 : 1000});
    guard(steps.back(), place);
  }

  int weight_of(Verb verb) const {
    const auto at = std::find_if(weights_.begin(), weights_.end(),
                                 [&](const Weight& w) { return w.verb == verb; });
    return at == weights_.end() ? 0 : at->weight;
  }

  Block block(Place& place, int most) {
    Block steps;
    const int wanted = 1 + below(most);
    for (int i = 0; i < wanted && left_ > 0; ++i) {
      --left_;
      steps.push_back(step(place));
      guard(steps.back(), place);
      use_soon(steps, place);
    }
    return steps;
  }

  // Where a step may throw, the error is often caught and shown, so that the program goes on.
  void guard(Step& step, const Place& place) {
    const bool may_throw = step.verb == Verb::sleep || step.verb == Verb::await ||
                           step.verb == Verb::gather || step.verb == Verb::wait ||
                           step.verb == Verb::call;
    if (!may_throw || weight_of(Verb::attempt) == 0 || !dice_.chance(place.depth == 0 ? 40 : 15)) {
      return;
    }
    Step attempt{.verb = Verb::attempt, .var = ++variables_};
    attempt.handlers.push_back(
        {dice_.chance(50) ? ErrorType::base_exception : ErrorType::cancelled_error,
         {{.verb = Verb::print, .of = variables_}}});
    attempt.body.push_back(std::move(step));
    step = std::move(attempt);
  }

  // A copy of the place: what is bound inside is not known outside.
  Block inner(Place place, bool coroutine = false) {
    if (coroutine) place.in_loop = place.in_handler = false;
    ++place.depth;
    return block(place, place.depth == 1 ? 5 : 3);
  }

  Step step(Place& place) {
    Step step{.verb = verb(place)};
    switch (step.verb) {
      case Verb::print:
        print(step, place);
        break;
      case Verb::sleep:
        step.millis = dice_.pick(delays);
        break;
      case Verb::spawn:
      case Verb::call:
        coroutine(step, place);
        break;
      case Verb::gather:
      case Verb::hold:
        gather(step, place);
        break;
      case Verb::wait:
        wait(step, place);
        break;
      case Verb::attempt:
        attempt(step, place);
        break;
      case Verb::loop:
        loop(step, place);
        break;
      case Verb::branch:
        branch(step, place);
        break;
      case Verb::raise:
        raise(step, place);
        break;
      case Verb::give_back:
        give_back(step, place);
        break;
      default:
        about(step, place);
        break;
    }
    return step;
  }

  Verb verb(const Place& place) {
    if (place.in_loop && dice_.chance(6)) {
      return dice_.chance(50) ? Verb::leave_loop : Verb::next_turn;
    }
    int total = 0;
    for (const Weight& w : weights_) total += weight_at(w, place);
    if (total == 0) return Verb::pass;
    int thrown = below(total);
    for (const Weight& w : weights_) {
      thrown -= weight_at(w, place);
      if (thrown < 0) return w.verb;
    }
    return Verb::pass;
  }

  // Deep inside, plain steps; where tasks are known, what is done with them.
  int weight_at(const Weight& w, const Place& place) const {
    if (!allowed(w.verb, place)) return 0;
    switch (w.verb) {
      case Verb::await:
      case Verb::cancel:
      case Verb::wait:
        return 3 * w.weight;
      case Verb::spawn:
      case Verb::call:
      case Verb::gather:
      case Verb::attempt:
      case Verb::loop:
        return w.weight == 0 ? 0 : std::max(1, 2 * w.weight / (1 + place.depth));
      default:
        return 2 * w.weight;
    }
  }

  bool allowed(Verb verb, const Place& place) const {
    switch (verb) {
      case Verb::await:
      case Verb::cancel:
      case Verb::ask:
      case Verb::branch:
      case Verb::wait:
        return knows(place, Step{.verb = verb});
      case Verb::loop:
        return place.depth < 4 && !place.in_loop && left_ > 0;
      case Verb::spawn:
      case Verb::call:
      case Verb::gather:
      case Verb::hold:
      case Verb::attempt:
        return place.depth < 5 && left_ > 0;
      case Verb::raise:
      case Verb::give_back:
        return place.depth > 0;
      default:
        return true;
    }
  }

  static bool knows(const Place& place, const Step& step) {
    return std::any_of(place.known.begin(), place.known.end(),
                       [&](const Known& known) { return may_use(step, known.holds); });
  }

  // One of the variables that the step may use, a recent one most often; 0 if there is none.
  int variable(const Step& step, const Place& place) {
    std::vector<int> fit;
    for (const Known& known : place.known) {
      if (may_use(step, known.holds)) fit.push_back(known.number);
    }
    if (fit.empty()) return 0;
    const auto back = dice_.below(1 + dice_.below(fit.size()));
    return fit[fit.size() - 1 - back];
  }

  void bind(int& var, Holds holds, Place& place) {
    var = ++variables_;
    place.known.push_back({var, holds});
  }

  void print(Step& step, const Place& place) {
    if (dice_.chance(50)) step.of = variable(step, place);
    step.clock = dice_.chance(20);
  }

  void coroutine(Step& step, Place& place) {
    step.body = inner(place, true);
    if (dice_.chance(40) && weight_of(Verb::sleep) != 0) {
      step.body.insert(step.body.begin(), {.verb = Verb::sleep, .millis = dice_.pick(delays)});
    }
    step.named = step.verb == Verb::spawn && dice_.chance(15);
    bind(step.var, bound_by(step.verb), place);
  }

  void gather(Step& step, Place& place) {
    step.return_exceptions = dice_.chance(40);
    for (int n = below(4) + (dice_.chance(90) ? 1 : 0); n > 0; --n) {
      Operand operand;
      if (dice_.chance(60)) operand.var = variable(step, place);
      if (operand.var == 0 && left_ > 0) operand.body = inner(place, true);
      step.operands.push_back(std::move(operand));
    }
    bind(step.var, bound_by(step.verb), place);
  }

  void wait(Step& step, Place& place) {
    for (int n = 1 + below(3); n > 0; --n) {
      step.operands.push_back({.var = variable(step, place), .body = {}});
    }
    step.return_when = static_cast<ReturnWhen>(dice_.below(3));
    step.timed = dice_.chance(40);
    if (step.timed) step.millis = dice_.pick(delays);
    bind(step.var, Holds::tasks, place);
    bind(step.other_var, Holds::tasks, place);
  }

  void attempt(Step& step, Place& place) {
    step.body = inner(place);
    step.var = ++variables_;
    Place caught = place;
    caught.known.push_back({step.var, Holds::value});
    caught.in_handler = true;
    const int handlers = dice_.chance(20) ? 2 : dice_.chance(85) ? 1 : 0;
    for (int i = 0; i < handlers; ++i) {
      Handler handler{.catches = static_cast<ErrorType>(dice_.below(6)), .body = inner(caught)};
      if (dice_.chance(25)) handler.catches = ErrorType::cancelled_error;
      step.handlers.push_back(std::move(handler));
    }
    Place after = place;
    after.in_handler = false;
    if (handlers > 0 && dice_.chance(20)) step.otherwise = inner(place);
    if (handlers == 0 || dice_.chance(25)) step.cleanup = inner(after);
  }

  void loop(Step& step, const Place& place) {
    step.count = 1 + below(3);
    Place turns = place;
    turns.in_loop = true;
    step.body = inner(turns);
  }

  void branch(Step& step, const Place& place) {
    about_question(step, place);
    step.body = inner(place);
    if (dice_.chance(30)) step.otherwise = inner(place);
  }

  void raise(Step& step, const Place& place) {
    if (place.in_handler && dice_.chance(40)) {
      step.verb = Verb::raise_again;
      return;
    }
    step.error = static_cast<ErrorType>(dice_.below(4));
    step.message = dice_.chance(80);
  }

  void give_back(Step& step, const Place& place) {
    if (dice_.chance(40)) step.of = variable(step, place);
    step.plain = step.of == 0 && dice_.chance(20);
  }

  // Steps that need no more than a variable.
  void about(Step& step, Place& place) {
    if (step.verb == Verb::self) return bind(step.var, Holds::self, place);
    if (step.verb == Verb::leave_loop || step.verb == Verb::next_turn) return;
    if (step.verb == Verb::ask) {
      about_question(step, place);
    } else {
      step.of = variable(step, place);
    }
    step.message = step.verb == Verb::cancel && dice_.chance(40);
    bind(step.var, Holds::value, place);
  }

  void about_question(Step& step, const Place& place) {
    step.question = static_cast<Question>(dice_.below(4));
    step.of = variable(step, place);
    if (step.of != 0) return;
    step.question = Question::done;  // gatherings know no other counts
    step.of = variable(step, place);
  }

  // What a step gives is printed now and then right after it, so that it is seen.
  void use_soon(Block& steps, const Place& place) {
    if (steps.back().var == 0 || place.known.empty() || left_ == 0 || !dice_.chance(40)) return;
    Step print{.verb = Verb::print, .of = steps.back().var};
    if (!may_use(print, place.known.back().holds)) return;
    --left_;
    steps.push_back(std::move(print));
  }

  int below(int n) noexcept { return static_cast<int>(dice_.below(static_cast<std::uint64_t>(n))); }

  Dice dice_;
  int left_;
  std::vector<Weight> weights_;
  int variables_ = 0;
};

}  // namespace

Program generate_program(std::uint64_t number, int size, const Shape& shape) {
  return Generator(number, size, shape).program();
}

}  // namespace sim::props
