#include "props/program.hpp"

#include <tuple>

namespace sim::props {
namespace {

auto fields(const Step& s) {
  return std::tie(s.verb, s.var, s.other_var, s.of, s.label, s.millis, s.count, s.clock, s.named,
                  s.timed, s.message, s.plain, s.return_exceptions, s.return_when, s.question,
                  s.error, s.operands, s.handlers, s.body, s.otherwise, s.cleanup);
}

}  // namespace

bool operator==(const Step& a, const Step& b) { return fields(a) == fields(b); }

bool operator==(const Operand& a, const Operand& b) { return a.var == b.var && a.body == b.body; }

bool operator==(const Handler& a, const Handler& b) {
  return a.catches == b.catches && a.body == b.body;
}

bool operator==(const Program& a, const Program& b) { return a.main == b.main; }

std::size_t count_steps(const Program& program) {
  std::size_t count = 0;
  for_each_step(program.main, [&](const Step&) { ++count; });
  return count;
}

bool has(const Program& program, Verb verb) {
  bool found = false;
  for_each_step(program.main, [&](const Step& step) { found = found || step.verb == verb; });
  return found;
}

}  // namespace sim::props
