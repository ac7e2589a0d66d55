#include "props/show.hpp"

#include <map>
#include <ostream>
#include <set>
#include <vector>

#include "props/mend.hpp"
#include "props/value.hpp"

namespace sim::props {
namespace {

std::string seconds(std::int64_t millis) {
  if (millis % 1000 == 0) return std::to_string(millis / 1000);
  return repr(static_cast<double>(millis) / 1000);
}

const char* type_name(ErrorType type) {
  switch (type) {
    case ErrorType::value_error:
      return "ValueError";
    case ErrorType::type_error:
      return "TypeError";
    case ErrorType::runtime_error:
      return "RuntimeError";
    case ErrorType::cancelled_error:
      return "CancelledError";
    case ErrorType::exception:
      return "Exception";
    case ErrorType::base_exception:
      return "BaseException";
  }
  return "";
}

// YAML takes a comma for the end of an item.
std::string item(const std::string& expression) {
  return expression.find(',') == std::string::npos ? expression : "'" + expression + "'";
}

class Shower {
 public:
  explicit Shower(const Program& program) : program_(program) { learn(program.main); }

  std::string coroutines() {
    coroutine("main()", program_.main);
    std::string text = "coroutines:\n";
    for (const std::string& one : coroutines_) text += one;
    return text;
  }

 private:
  void learn(const Block& block) {
    for_each_step(block, [&](const Step& step) {
      holds_[step.var] = bound_by(step.verb);
      holds_[step.other_var] = Holds::tasks;
    });
  }

  std::string name(int var) const {
    const std::string number = std::to_string(var);
    switch (holds_.at(var)) {
      case Holds::task:
        return "t" + number;
      case Holds::gathering:
        return "g" + number;
      case Holds::self:
        return "me" + number;
      default:
        return "x" + number;
    }
  }

  // What a coroutine must be given: what it uses and does not bind.
  static std::set<int> parameters(const Block& body) {
    std::set<int> used;
    std::set<int> bound;
    for_each_step(body, [&](const Step& step) {
      used.insert(step.of);
      for (const Operand& operand : step.operands) used.insert(operand.var);
      bound.insert(step.var);
      bound.insert(step.other_var);
    });
    for (int var : bound) used.erase(var);
    used.erase(0);
    return used;
  }

  // The call of a coroutine that is written down on the way.
  std::string call(const Block& body) {
    std::string text = "c" + std::to_string(++calls_) + "(";
    for (int var : parameters(body)) {
      if (text.back() != '(') text += ", ";
      text += name(var);
    }
    text += ")";
    coroutine(text, body);
    return text;
  }

  // Those that it calls stand before it.
  void coroutine(const std::string& head, const Block& body) {
    std::string outer;
    outer.swap(text_);
    const int depth = depth_;
    depth_ = 2;
    text_ = "  " + head + ":\n";
    steps(body);
    coroutines_.push_back(text_);
    depth_ = depth;
    text_.swap(outer);
  }

  void steps(const Block& block) {
    if (block.empty()) line("- pass");
    for (const Step& one : block) step(one);
  }

  void line(const std::string& text) {
    text_.append(static_cast<std::size_t>(depth_) * 2, ' ');
    text_ += text + "\n";
  }

  // The keys of a step stand two columns after its dash.
  void nested(const std::string& key, const Block& block) {
    const int indent = key.starts_with("- ") ? 2 : 1;
    line(key + ":");
    depth_ += indent;
    steps(block);
    depth_ -= indent;
  }

  // The text comes first: a call in it writes its coroutine.
  void bound(const std::string& text, const Step& step) {
    line("- " + text);
    if (step.var != 0) line("  as: " + name(step.var));
  }

  void step(const Step& s) {
    switch (s.verb) {
      case Verb::pass:
        return line("- pass");
      case Verb::print:
        return line("- print: \"" + printed(s) + "\"");
      case Verb::sleep:
        return line("- sleep: " + seconds(s.millis));
      case Verb::spawn:
        return spawn(s);
      case Verb::call:
        return bound("await: " + call(s.body), s);
      case Verb::await:
        return bound("await: " + name(s.of), s);
      case Verb::gather:
        return gather(s);
      case Verb::hold:
        return bound("call: gather(" + hold(s) + ")", s);
      case Verb::wait:
        return wait(s);
      case Verb::cancel:
        return cancel(s);
      case Verb::ask:
        return bound("call: " + question(s), s);
      case Verb::self:
        return bound("call: current_task()", s);
      case Verb::attempt:
        return attempt(s);
      case Verb::raise:
        return line("- raise: " + error(s));
      case Verb::raise_again:
        return line("- raise");
      case Verb::give_back:
        return line(s.plain ? "- return" : "- return: " + returned(s));
      case Verb::loop:
        return loop(s);
      case Verb::leave_loop:
        return line("- break");
      case Verb::next_turn:
        return line("- continue");
      case Verb::branch:
        return branch(s);
    }
  }

  std::string printed(const Step& s) const {
    std::string text = "p" + std::to_string(s.label);
    if (s.clock) text += " {now()}";
    if (s.of == 0) return text;
    return text + (holds_.at(s.of) == Holds::tasks ? " {list(" + name(s.of) + ")}"
                                                   : " {" + name(s.of) + "}");
  }

  void spawn(const Step& s) {
    bound("spawn: " + call(s.body), s);
    if (s.named) line("  name: '\"n" + std::to_string(s.label) + "\"'");
  }

  std::string operand(const Operand& o) { return o.var != 0 ? name(o.var) : call(o.body); }

  void gather(const Step& s) {
    std::string items;
    for (const Operand& o : s.operands) items += (items.empty() ? "" : ", ") + item(operand(o));
    bound("gather: [" + items + "]", s);
    if (s.return_exceptions) line("  return_exceptions: True");
  }

  std::string hold(const Step& s) {
    std::string items;
    for (const Operand& o : s.operands) items += (items.empty() ? "" : ", ") + operand(o);
    if (!s.return_exceptions) return items;
    return items + (items.empty() ? "" : ", ") + "return_exceptions=True";
  }

  void wait(const Step& s) {
    std::string items;
    for (const Operand& o : s.operands) items += (items.empty() ? "" : ", ") + name(o.var);
    line("- wait: [" + items + "]");
    if (s.timed) line("  timeout: " + seconds(s.millis));
    if (s.return_when == ReturnWhen::first_completed) line("  return_when: FIRST_COMPLETED");
    if (s.return_when == ReturnWhen::first_exception) line("  return_when: FIRST_EXCEPTION");
    if (s.var != 0) line("  as: [" + name(s.var) + ", " + name(s.other_var) + "]");
  }

  void cancel(const Step& s) {
    bound("cancel: " + name(s.of), s);
    if (s.message) line("  message: '\"m" + std::to_string(s.label) + "\"'");
  }

  std::string question(const Step& s) const {
    static constexpr const char* words[] = {".done()", ".cancelled()", ".cancelling()",
                                            ".uncancel()"};
    return name(s.of) + words[static_cast<std::size_t>(s.question)];
  }

  static std::string error(const Step& s) {
    const std::string message = s.message ? "\"e" + std::to_string(s.label) + "\"" : "";
    return type_name(s.error) + ("(" + message + ")");
  }

  std::string returned(const Step& s) const {
    return s.of != 0 ? name(s.of) : std::to_string(s.label);
  }

  void attempt(const Step& s) {
    nested("- try", s.body);
    ++depth_;
    if (!s.handlers.empty()) {
      line("except:");
      ++depth_;
      for (const Handler& h : s.handlers) nested(type_name(h.catches), h.body);
      --depth_;
      if (s.var != 0) line("as: " + name(s.var));
    }
    if (!s.otherwise.empty()) nested("else", s.otherwise);
    if (!s.cleanup.empty()) nested("finally", s.cleanup);
    --depth_;
  }

  void loop(const Step& s) {
    line("- for: i" + std::to_string(s.label));
    ++depth_;
    line("in: range(" + std::to_string(s.count) + ")");
    nested("do", s.body);
    --depth_;
  }

  void branch(const Step& s) {
    line("- if: " + question(s));
    ++depth_;
    nested("then", s.body);
    if (!s.otherwise.empty()) nested("else", s.otherwise);
    --depth_;
  }

  const Program& program_;
  std::map<int, Holds> holds_;
  std::vector<std::string> coroutines_;
  std::string text_;
  int depth_ = 0;
  int calls_ = 0;
};

std::string expectation(const Execution& execution) {
  std::string text = "\nexpect:\n";
  if (execution.output.empty()) {
    text += "  output: []\n";
  } else {
    text += "  output: |\n";
    for (const std::string& printed : execution.output) text += "    " + printed + "\n";
  }
  text += "  outcome: " + execution.outcome + "\n";
  if (!execution.exception.empty()) text += "  exception: \"" + execution.exception + "\"\n";
  return text + "  elapsed: " + repr(to_seconds(execution.elapsed)) + "\n";
}

}  // namespace

std::string show(const Program& program, const ShowOptions& options) {
  std::string text = "scenario: " + options.name + "\n";
  if (!options.about.empty()) text += "about: " + options.about + "\n";
  text += "\n" + Shower(program).coroutines();
  if (options.expect != nullptr) text += expectation(*options.expect);
  return text;
}

std::ostream& operator<<(std::ostream& out, const Program& program) { return out << show(program); }

}  // namespace sim::props
