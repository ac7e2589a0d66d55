#include "props/script/shrinks.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sim::props::script {
namespace {

using Kind = Expr::Kind;

// Walks over a script and, when it has passed `n` places where something could be less, makes it
// less there.
class Editor {
 public:
  explicit Editor(std::size_t n) : left_(n) {}

  bool edit(Script& script) {
    edit_whole(script);
    for (Coroutine& each : script.coroutines) edit_blocks(each.body, &Editor::drop_chunks);
    for (Coroutine& each : script.coroutines) edit_blocks(each.body, &Editor::drop_steps);
    for (Coroutine& each : script.coroutines) edit_blocks(each.body, &Editor::drop_fields);
    drop_parameters(script);
    for (Shared& each : script.shared) edit_expr(each.value);
    for (Coroutine& each : script.coroutines) edit_blocks(each.body, &Editor::simplify);
    return done_;
  }

 private:
  bool here() {
    if (done_) return false;
    if (left_ > 0) {
      --left_;
      return false;
    }
    return done_ = true;
  }

  void edit_whole(Script& script) {
    for (std::size_t i = script.coroutines.size(); i > 1; --i) {
      if (here()) return erase(script.coroutines, i - 1);
    }
    for (std::size_t i = script.shared.size(); i > 0; --i) {
      if (here()) return erase(script.shared, i - 1);
    }
    if (script.seed != 0 && here()) script.seed = 0;
    if (script.python != "3.11" && here()) script.python = "3.11";
    if (script.heap_ties && here()) script.heap_ties = false;
    if (script.interruption) edit_interruption(script.interruption);
  }

  void edit_interruption(std::optional<Interruption>& interruption) {
    if (here()) return interruption.reset();
    const auto before = interruption->before;
    const auto task = interruption->task.value();
    if (before > 1 && here()) interruption->before = before / 2;
    if (before > 0 && here()) interruption->before = before - 1;
    if (task > 1 && here()) interruption->task = TaskId{task - 1};
  }

  // The changing of a block may take away what a walk stands in: nothing is visited after it.
  void edit_blocks(Block& block, void (Editor::*change)(Block&)) {
    if (done_) return;
    (this->*change)(block);
    for (std::size_t i = 0; i < block.size() && !done_; ++i) {
      for (std::size_t j = 0; j < block[i].fields.size() && !done_; ++j) {
        if (block[i].fields[j].is_block) edit_blocks(block[i].fields[j].steps, change);
      }
    }
  }

  void drop_chunks(Block& block) {
    for (std::size_t size = block.size() / 2; size > 1; size /= 2) {
      for (std::size_t start = 0; start + size <= block.size(); start += size) {
        if (!here()) continue;
        const auto first = block.begin() + static_cast<std::ptrdiff_t>(start);
        block.erase(first, first + static_cast<std::ptrdiff_t>(size));
        return;
      }
    }
  }

  void drop_steps(Block& block) {
    for (std::size_t i = block.size(); i > 0; --i) {
      if (block.size() == 1 && block[0].verb == "pass") return;
      if (here()) return erase(block, i - 1);
      for (const Field& part : block[i - 1].fields) {
        if (part.is_block && here()) return replace(block, i - 1, Block(part.steps));
      }
    }
  }

  static void replace(Block& block, std::size_t at, Block steps) {
    erase(block, at);
    block.insert(block.begin() + static_cast<std::ptrdiff_t>(at),
                 std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
  }

  void drop_fields(Block& block) {
    for (Step& step : block) {
      for (std::size_t i = step.fields.size(); i > 1; --i) {
        const std::string& key = step.fields[i - 1].key;
        if (key == "do" || key == "then" || key == "in") continue;
        if (here()) return erase(step.fields, i - 1);
      }
    }
  }

  // A parameter goes with the argument in its place.
  void drop_parameters(Script& script) {
    for (Coroutine& coroutine : script.coroutines) {
      for (std::size_t i = 0; i < coroutine.parameters.size(); ++i) {
        if (!here()) continue;
        erase(coroutine.parameters, i);
        for (Coroutine& each : script.coroutines) drop_arguments(each.body, coroutine.name, i);
        return;
      }
    }
  }

  static void drop_arguments(Block& body, const std::string& callee, std::size_t at) {
    for_each_block(body, [&](Block& block) {
      for (Step& step : block) {
        for (Field& part : step.fields) drop_arguments(part.value, callee, at);
      }
    });
  }

  static void drop_arguments(Expr& expr, const std::string& callee, std::size_t at) {
    for (Expr& part : expr.parts) drop_arguments(part, callee, at);
    const bool is_call = expr.kind == Kind::call && expr.text == callee;
    if (is_call && at < expr.parts.size()) erase(expr.parts, at);
  }

  void simplify(Block& block) {
    for (Step& step : block) {
      for (Field& part : step.fields) {
        if (part.key != "as" && part.key != "except" && step.verb != "for") edit_expr(part.value);
        if (step.verb == "for" && part.key == "in") edit_expr(part.value);
        if (done_) return;
      }
    }
  }

  void edit_expr(Expr& expr) {
    if (done_ || edit_atom(expr)) return;
    if (expr.kind != Kind::text && expr.kind != Kind::target && expr.kind != Kind::named) {
      if (!expr.parts.empty() && here()) {
        expr = name("0");
        return;
      }
      for (const Expr& part : expr.parts) {
        if (part.kind == Kind::named || !here()) continue;
        Expr inner = part;
        expr = std::move(inner);
        return;
      }
    }
    const std::size_t fixed = expr.kind == Kind::member ? 1 : 0;
    if (may_lose_parts(expr.kind)) {
      for (std::size_t i = expr.parts.size(); i > fixed; --i) {
        if (here()) return erase(expr.parts, i - 1);
      }
    }
    for (Expr& part : expr.parts) {
      edit_expr(part);
      if (done_) return;
    }
  }

  bool edit_atom(Expr& expr) {
    if (expr.kind != Kind::atom) return false;
    const bool is_number = !expr.text.empty() && (expr.text[0] == '-' || (expr.text[0] >= '0' &&
                                                                         expr.text[0] <= '9'));
    if (!is_number || expr.text == "0") return true;
    if (here()) {
      expr.text = "0";
    } else if (expr.text != "1" && here()) {
      expr.text = "1";
    }
    return true;
  }

  static bool may_lose_parts(Kind kind) {
    return kind == Kind::call || kind == Kind::member || kind == Kind::list || kind == Kind::text;
  }

  template <class Items>
  static void erase(Items& items, std::size_t at) {
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(at));
  }

  std::size_t left_;
  bool done_ = false;
};

}  // namespace

std::optional<Script> shrink(const Script& script, std::size_t n) {
  Script smaller = script;
  if (!Editor(n).edit(smaller)) return std::nullopt;
  return smaller;
}

}  // namespace sim::props::script
