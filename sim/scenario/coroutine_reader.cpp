#include "sim/scenario/coroutine_reader.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "sim/scenario/expression.hpp"
#include "sim/scenario/lexer.hpp"
#include "sim/scenario/verbs.hpp"

namespace sim::scenario {
namespace {

// A head is written like a call of the coroutine with its parameters, and is read as one.
class HeadReader {
 public:
  HeadReader(const Reader& reader, const Node& key) : reader_(reader), key_(key) {}

  std::optional<Coroutine> read() {
    const MappedText text = mapped(reader_.source(), key_);
    const ExprPtr head = parse_expression({text, reader_.found(), "coroutines", false, true});
    if (!head) return unreadable();
    auto* call = std::get_if<Call>(&head->node);
    const Name* name = call != nullptr ? std::get_if<Name>(&call->callee->node) : nullptr;
    if (name == nullptr) {
      return without_parentheses(*head);
    }
    coroutine_.name = name->text;
    coroutine_.place = key_.place;
    for (ExprPtr& argument : call->args) plain(*argument);
    for (Keyword& keyword : call->keywords) {
      add({keyword.name, keyword.place}, std::move(keyword.value));
    }
    return std::move(coroutine_);
  }

 private:
  // Of `main:` the name is known, and what follows can be read.
  std::optional<Coroutine> without_parentheses(const Expr& head) {
    const Name* bare = std::get_if<Name>(&head.node);
    wrong(
        key_.place, "'" + key_.text + "' is no head of a coroutine",
        bare != nullptr ? "write '" + key_.text + "():'" : "it looks like 'greet(name, delay=1):'");
    if (bare == nullptr) return unreadable();
    coroutine_.name = bare->text;
    coroutine_.place = key_.place;
    return std::move(coroutine_);
  }

  // What stands before the parenthesis is a name all the same, and the steps can call it.
  std::optional<Coroutine> unreadable() {
    const std::string_view name = std::string_view(key_.text).substr(0, key_.text.find('('));
    if (!is_name(name)) return std::nullopt;
    coroutine_.name = name;
    coroutine_.place = key_.place;
    coroutine_.readable = false;
    return std::move(coroutine_);
  }

  void wrong(Place place, std::string message, std::string help = "") {
    reader_.found().error(place, std::move(message)).in("coroutines").help(std::move(help));
  }

  void plain(const Expr& argument) {
    const Name* name = std::get_if<Name>(&argument.node);
    if (name == nullptr) {
      wrong(argument.place, "a parameter is a name", "a default is written 'delay=1'");
    } else {
      add({name->text, argument.place}, nullptr);
    }
  }

  void add(LocalName local, ExprPtr default_value) {
    const auto same = [&](const CoroutineParameter& earlier) {
      return earlier.local.name == local.name;
    };
    if (std::ranges::any_of(coroutine_.parameters, same)) {
      wrong(local.place, "the parameter '" + local.name + "' is given twice");
      return;
    }
    coroutine_.parameters.push_back({std::move(local), std::move(default_value)});
  }

  const Reader& reader_;
  const Node& key_;
  Coroutine coroutine_;
};

}  // namespace

std::optional<Coroutine> read_coroutine(const Reader& reader, const Node::Entry& entry) {
  std::optional<Coroutine> coroutine;
  if (entry.key.is_scalar()) coroutine = HeadReader(reader, entry.key).read();
  const std::string where =
      (coroutine ? coroutine->name : entry.key.text) + (coroutine ? "()" : "");
  Block body = read_block(reader, entry.value, where);
  if (coroutine) coroutine->body = std::move(body);
  return coroutine;
}

}  // namespace sim::scenario
