#include "props/script/script.hpp"

namespace sim::props::script {

Expr member(Expr object, std::string method, std::vector<Expr> arguments) {
  arguments.insert(arguments.begin(), std::move(object));
  return {Expr::Kind::member, std::move(method), std::move(arguments)};
}

Expr attribute(Expr object, std::string which) {
  return {Expr::Kind::attribute, std::move(which), {std::move(object)}};
}

Expr index(Expr object, Expr at) {
  return {Expr::Kind::index, "", {std::move(object), std::move(at)}};
}

Expr infix(Expr left, std::string sign, Expr right) {
  return {Expr::Kind::infix, std::move(sign), {std::move(left), std::move(right)}};
}

Expr prefix(std::string sign, Expr operand) {
  return {Expr::Kind::prefix, std::move(sign), {std::move(operand)}};
}

Expr quoted(const std::string& text) { return name("\"" + text + "\""); }

Step step(std::string verb, Expr value) {
  Step made{std::move(verb), {}};
  made.fields.push_back(field(made.verb, std::move(value)));
  return made;
}

Step step(std::string verb, Expr value, std::string as) {
  Step made = step(std::move(verb), std::move(value));
  made.fields.push_back(field("as", name(std::move(as))));
  return made;
}

Step assign(std::string verb, std::string target, Expr value) {
  return step(std::move(verb), {Expr::Kind::target, std::move(target), {std::move(value)}});
}

Step say(std::string text, std::vector<Expr> shown) {
  return step("print", {Expr::Kind::text, std::move(text), std::move(shown)});
}

Field field(std::string key, Expr value) {
  return {std::move(key), std::move(value), {}, false};
}

Field steps(std::string key, Block block) {
  return {std::move(key), {}, std::move(block), true};
}

Field handler(std::string types, Block block) {
  return {"except", name(std::move(types)), std::move(block), true};
}

std::size_t count_steps(const Block& block) {
  std::size_t count = 0;
  for_each_block(block, [&](const Block& each) { count += each.size(); });
  return count;
}

std::size_t count_steps(const Script& script) {
  std::size_t count = 0;
  for (const Coroutine& coroutine : script.coroutines) count += count_steps(coroutine.body);
  return count;
}

}  // namespace sim::props::script
