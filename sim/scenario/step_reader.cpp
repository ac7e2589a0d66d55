#include "sim/scenario/step_reader.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/scenario/builtins.hpp"
#include "sim/scenario/verbs.hpp"

namespace sim::scenario {
namespace {

class StepReader {
 public:
  StepReader(const Reader& reader, const Node& mapping, const Node& value, Step& step)
      : reader_(reader), mapping_(mapping), value_(value), path_(step.path), step_(step) {}

  void print() {
    PrintStep print;
    if (auto text = reader_.fstring(value_, path_)) print.text = std::move(*text);
    step_.node = std::move(print);
  }
  void sleep() { step_.node = SleepStep{value()}; }
  void await() { step_.node = AwaitStep{value(), target()}; }
  void spawn() { step_.node = SpawnStep{value(), optional("name"), optional("in"), target()}; }
  void gather() { step_.node = GatherStep{value(), optional("return_exceptions"), target()}; }
  void wait() {
    step_.node = WaitStep{value(), optional("timeout"), optional("return_when"), target()};
  }
  void wait_for() { step_.node = WaitForStep{value(), optional("timeout"), target()}; }
  void cancel() { step_.node = CancelStep{value(), optional("message"), target()}; }
  void call() { step_.node = CallStep{value(), target()}; }
  void let() { step_.node = LetStep{assignments()}; }
  void set() { step_.node = SetStep{assignments()}; }
  void with() { step_.node = WithStep{value(), target(), block("do")}; }
  void for_each() { step_.node = ForStep{local_name(value_), optional("in"), block("do")}; }
  void while_true() { step_.node = WhileStep{value(), block("do")}; }
  void if_else() { step_.node = IfStep{value(), block("then"), block("else")}; }
  void raise() { step_.node = RaiseStep{value()}; }
  void return_value() { step_.node = ReturnStep{value()}; }
  void assert_true() {
    const std::string text(value_.is_scalar() ? value_.text
                                              : std::string(reader_.source().text(value_.place)));
    step_.node = AssertStep{value(), text};
  }
  void target_only() { step_.node = CallStep{nullptr, target()}; }
  void try_except() {
    TryStep attempt;
    attempt.body = read_block(reader_, value_, path_ + ", try");
    const Node* handlers = mapping_.find("except");
    if (handlers != nullptr) attempt.handlers = read_handlers(*handlers);
    if (const Node* as = mapping_.find("as")) attempt.as = local_name(*as);
    attempt.else_body = block("else");
    attempt.finally_body = block("finally");
    if (handlers == nullptr) check_handlers(attempt);
    step_.node = std::move(attempt);
  }

 private:
  ExprPtr value() const { return reader_.expression(value_, path_); }

  ExprPtr optional(std::string_view key) const {
    const Node* node = mapping_.find(key);
    return node == nullptr ? nullptr : reader_.expression(*node, path_);
  }

  Block block(std::string_view key) const {
    const Node* node = mapping_.find(key);
    return node == nullptr ? Block{} : read_block(reader_, *node, path_ + ", " + std::string(key));
  }

  LocalName local_name(const Node& node) const {
    LocalName local;
    local.place = node.place;
    if (auto name = reader_.name(node, path_)) local.name = std::move(*name);
    return local;
  }

  Target target() const {
    Target target;
    const Node* node = mapping_.find("as");
    if (node == nullptr || node->is_invalid()) return target;
    target.place = node->place;
    target.unpack = node->is_list();
    if (!node->is_list()) {
      target.names.push_back(single_target(*node));
      return target;
    }
    if (node->items.empty()) reader_.found().error(node->place, "a name is missing").in(path_);
    for (const Node& item : node->items) target.names.push_back(local_name(item));
    return target;
  }

  LocalName single_target(const Node& node) const {
    if (!node.is_scalar() || node.text.find(',') == std::string::npos) return local_name(node);
    reader_.found()
        .error(node.place, "'" + node.text + "' cannot be a name")
        .in(path_)
        .help("to unpack a value, write as: [" + node.text + "]");
    return {};
  }

  std::vector<Assignment> assignments() const {
    std::vector<Assignment> assignments;
    if (!reader_.is_map(value_, path_, "NAME: EXPR", "write {x: 1}")) return assignments;
    if (value_.entries.empty()) {
      reader_.found().error(value_.place, "an assignment is missing").in(path_);
    }
    for (const Node::Entry& entry : value_.entries) {
      ExprPtr target = reader_.expression(entry.key, path_);
      if (target && !is_assignable(*target)) {
        reader_.found()
            .error(entry.key.place, "'" + entry.key.text + "' cannot be assigned to")
            .in(path_)
            .help("a target is a name, or an item of a list: slots[0]");
        target = nullptr;
      }
      const bool leftover = !target && entry.value.is_null();  // of an item that YAML has split
      ExprPtr value = leftover ? nullptr : reader_.expression(entry.value, path_);
      assignments.push_back({std::move(target), std::move(value)});
    }
    return assignments;
  }

  static bool is_assignable(const Expr& target) {
    if (const auto* index = std::get_if<Index>(&target.node)) return is_assignable(*index->object);
    return std::holds_alternative<Name>(target.node);
  }

  std::vector<Handler> read_handlers(const Node& node) const {
    std::vector<Handler> handlers;
    if (!reader_.is_map(node, path_, "exceptions and steps")) return handlers;
    if (node.entries.empty()) {
      reader_.found().error(node.place, "an exception is missing").in(path_);
    }
    for (const Node::Entry& entry : node.entries) {
      Handler handler;
      handler.place = entry.key.place;
      if (entry.key.is_scalar()) handler.types = exception_types(entry.key);
      handler.body = read_block(reader_, entry.value, path_ + ", except " + entry.key.text);
      handlers.push_back(std::move(handler));
    }
    return handlers;
  }

  // "ValueError, KeyError"
  std::vector<std::uint32_t> exception_types(const Node& key) const {
    const MappedText mapped_key = mapped(reader_.source(), key);
    const std::string_view text = mapped_key.text();
    std::vector<std::uint32_t> types;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t comma = std::min(text.find(',', begin), text.size());
      const std::size_t first = std::min(text.find_first_not_of(' ', begin), comma);
      std::size_t last = comma;
      while (last > first && text[last - 1] == ' ') --last;
      const Place place = mapped_key.place(first, last);
      if (auto type = exception_type(text.substr(first, last - first), place)) {
        types.push_back(*type);
      }
      begin = comma + 1;
    }
    return types;
  }

  std::optional<std::uint32_t> exception_type(std::string_view name, Place place) const {
    const std::optional<std::uint32_t> index = find_builtin(name);
    if (index && builtins()[*index].kind == BuiltinKind::exception) return index;
    if (name.empty()) {
      reader_.found().error(place, "an exception is missing").in(path_);
      return std::nullopt;
    }
    std::vector<std::string_view> exceptions;
    for (const Builtin& builtin : builtins()) {
      if (builtin.kind == BuiltinKind::exception) exceptions.push_back(builtin.name);
    }
    std::string_view near = suggest(name, exceptions);
    const std::string_view bare = name.substr(name.rfind('.') + 1);
    if (std::ranges::find(exceptions, bare) != exceptions.end()) near = bare;
    reader_.found()
        .error(place, "unknown exception '" + std::string(name) + "'")
        .in(path_)
        .help(did_you_mean(near));
    return std::nullopt;
  }

  void check_handlers(const TryStep& attempt) const {
    const bool has_else = mapping_.find("else") != nullptr;
    if (mapping_.find("finally") == nullptr) {
      reader_.found().error(step_.verb_place, "'try' needs 'except' or 'finally'").in(path_);
    } else if (has_else || !attempt.as.name.empty()) {
      const std::string_view key = has_else ? "else" : "as";
      reader_.found()
          .error(mapping_.find_entry(key)->key.place, "'" + std::string(key) + "' needs 'except'")
          .in(path_);
    }
  }

  const Reader& reader_;
  const Node& mapping_;
  const Node& value_;
  const std::string path_;
  Step& step_;
};

struct Rule {
  std::string_view verb;
  void (StepReader::*read)();
};

constexpr auto rules = std::to_array<Rule>({
    {"print", &StepReader::print},
    {"sleep", &StepReader::sleep},
    {"await", &StepReader::await},
    {"spawn", &StepReader::spawn},
    {"gather", &StepReader::gather},
    {"wait", &StepReader::wait},
    {"wait_for", &StepReader::wait_for},
    {"cancel", &StepReader::cancel},
    {"call", &StepReader::call},
    {"let", &StepReader::let},
    {"set", &StepReader::set},
    {"with", &StepReader::with},
    {"for", &StepReader::for_each},
    {"while", &StepReader::while_true},
    {"if", &StepReader::if_else},
    {"try", &StepReader::try_except},
    {"raise", &StepReader::raise},
    {"return", &StepReader::return_value},
    {"assert", &StepReader::assert_true},
});

}  // namespace

void read_step_body(const Reader& reader, const Node& mapping, const Node::Entry& verb,
                    Step& step) {
  StepReader body(reader, mapping, verb.value, step);
  const auto rule = std::ranges::find(rules, verb.key.text, &Rule::verb);
  if (rule != rules.end()) (body.*rule->read)();
}

void read_target(const Reader& reader, const Node& mapping, Step& step) {
  StepReader(reader, mapping, mapping, step).target_only();
}

}  // namespace sim::scenario
