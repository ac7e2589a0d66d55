#include "props/shrink.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

#include "props/mend.hpp"

namespace sim::props {
namespace {

using Blocks = std::vector<Block>;
using Steps = std::vector<Step>;

// ---- cost ----------------------------------------------------------------------------------

std::size_t weight_of_delay(std::int64_t millis) {
  if (millis == 0) return 0;
  if (millis == 1000) return 1;
  return 2 + static_cast<std::size_t>(millis < 0) + static_cast<std::size_t>(std::abs(millis));
}

std::size_t weight(const Step& s) {
  std::size_t sum = weight_of_delay(s.millis) + static_cast<std::size_t>(s.count);
  for (bool extra : {s.clock, s.named, s.timed, s.message, s.return_exceptions, s.of != 0,
                     s.return_when != ReturnWhen::all_completed, !s.otherwise.empty(),
                     !s.cleanup.empty(), s.verb == Verb::call}) {
    sum += extra ? 1 : 0;
  }
  for (const Handler& h : s.handlers) sum += 2 + static_cast<std::size_t>(h.catches);
  return sum + 2 * s.operands.size() + static_cast<std::size_t>(s.error) +
         static_cast<std::size_t>(s.question);
}

// ---- one step ------------------------------------------------------------------------------

template <class Change>
void changed(const Step& step, Steps& out, Change change) {
  Step other = step;
  change(other);
  out.push_back(std::move(other));
}

void shorter_delays(const Step& step, Steps& out) {
  for (const std::int64_t millis : {0, 1000}) {
    if (weight_of_delay(millis) < weight_of_delay(step.millis)) {
      changed(step, out, [&](Step& s) { s.millis = millis; });
    }
  }
}

// Takes away what a step can do without.
void plainer(const Step& step, Steps& out) {
  if (step.timed) changed(step, out, [](Step& s) { s.timed = false, s.millis = 0; });
  if (step.return_when != ReturnWhen::all_completed) {
    changed(step, out, [](Step& s) { s.return_when = ReturnWhen::all_completed; });
  }
  for (bool Step::*extra : {&Step::return_exceptions, &Step::message, &Step::named, &Step::clock}) {
    if (step.*extra) changed(step, out, [&](Step& s) { s.*extra = false; });
  }
  if (step.of != 0) changed(step, out, [](Step& s) { s.of = 0; });
  if (step.error != ErrorType::value_error) {
    changed(step, out, [](Step& s) { s.error = ErrorType::value_error; });
  }
  if (step.question != Question::done) {
    changed(step, out, [](Step& s) { s.question = Question::done; });
  }
  shorter_delays(step, out);
  if (step.count > 1) changed(step, out, [](Step& s) { s.count = 1; });
}

void fewer_parts(const Step& step, Steps& out) {
  for (std::size_t i = 0; i < step.operands.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    changed(step, out, [&](Step& s) { s.operands.erase(s.operands.begin() + at); });
  }
  for (std::size_t i = 0; i < step.handlers.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    changed(step, out, [&](Step& s) { s.handlers.erase(s.handlers.begin() + at); });
    if (step.handlers[i].catches == ErrorType::value_error) continue;
    changed(step, out, [&](Step& s) { s.handlers[i].catches = ErrorType::value_error; });
  }
  if (!step.otherwise.empty()) changed(step, out, [](Step& s) { s.otherwise.clear(); });
  if (!step.cleanup.empty()) changed(step, out, [](Step& s) { s.cleanup.clear(); });
}

Blocks shrink_block(const Block& block);

// The same step with one of its inner blocks made smaller.
void smaller_inside(const Step& step, Steps& out) {
  std::size_t which = 0;
  for_each_block(step, [&](const Block& inner) {
    for (Block& smaller : shrink_block(inner)) {
      Step other = step;
      std::size_t i = 0;
      for_each_block(other, [&](Block& place) {
        if (i++ == which) place = std::move(smaller);
      });
      out.push_back(std::move(other));
    }
    ++which;
  });
}

Steps shrink_step(const Step& step) {
  Steps out;
  fewer_parts(step, out);
  plainer(step, out);
  if (step.verb == Verb::call) changed(step, out, [](Step& s) { s.verb = Verb::spawn; });
  smaller_inside(step, out);
  return out;
}

// ---- blocks --------------------------------------------------------------------------------

Block replaced(const Block& block, std::size_t from, std::size_t count, const Block& by) {
  Block other(block.begin(), block.begin() + static_cast<std::ptrdiff_t>(from));
  other.insert(other.end(), by.begin(), by.end());
  other.insert(other.end(), block.begin() + static_cast<std::ptrdiff_t>(from + count), block.end());
  return other;
}

// Without the half of the steps, a quarter, and so on down to one.
void cut(const Block& block, Blocks& out) {
  for (std::size_t size = block.size(); size > 0; size /= 2) {
    for (std::size_t from = 0; from < block.size(); from += size) {
      out.push_back(replaced(block, from, std::min(size, block.size() - from), {}));
    }
  }
}

// A step gives way to what is inside it.
void unwrap(const Block& block, std::size_t i, Blocks& out) {
  for_each_block(block[i], [&](const Block& inner) {
    if (!inner.empty()) out.push_back(replaced(block, i, 1, inner));
  });
}

Blocks shrink_block(const Block& block) {
  Blocks out;
  cut(block, out);
  for (std::size_t i = 0; i < block.size(); ++i) unwrap(block, i, out);
  for (std::size_t i = 0; i < block.size(); ++i) {
    for (const Step& smaller : shrink_step(block[i])) {
      out.push_back(replaced(block, i, 1, {smaller}));
    }
  }
  return out;
}

}  // namespace

Cost cost(const Program& program) {
  Cost sum{count_steps(program), 0};
  for_each_step(program.main, [&](const Step& step) { sum.second += weight(step); });
  return sum;
}

std::vector<Program> shrinks(const Program& program) {
  std::vector<Program> out;
  const Cost now = cost(program);
  for (Block& block : shrink_block(program.main)) {
    Program smaller = mended({std::move(block)});
    if (cost(smaller) < now) out.push_back(std::move(smaller));
  }
  return out;
}

}  // namespace sim::props
