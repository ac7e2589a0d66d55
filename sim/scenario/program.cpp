#include "sim/scenario/program.hpp"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace sim::scenario {
namespace {

// Filled before main() and read afterwards.
std::map<std::string, RegisteredProgram, std::less<>>& registry() {
  static std::map<std::string, RegisteredProgram, std::less<>> programs;
  return programs;
}

bool is_part_of_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

}  // namespace

void ProgramRun::set_final(const std::string& name, Value value) {
  const auto found = std::find_if(final_values_.begin(), final_values_.end(),
                                  [&](const auto& known) { return known.first == name; });
  if (found != final_values_.end()) {
    found->second = std::move(value);
  } else {
    final_values_.emplace_back(name, std::move(value));
  }
}

bool register_program(RegisteredProgram program) {
  const std::string name = program.name;
  if (registry().emplace(name, std::move(program)).second) return true;
  std::fprintf(stderr, "two programs are registered as '%s'\n", name.c_str());
  std::abort();
}

const RegisteredProgram* find_program(std::string_view name) {
  const auto found = registry().find(name);
  return found == registry().end() ? nullptr : &found->second;
}

std::vector<std::string_view> program_names() {
  std::vector<std::string_view> names;
  for (const auto& [name, program] : registry()) names.push_back(name);
  return names;
}

const Values* detail::items_of(const Value& value) {
  if (const ListObject* list = value.list()) return &list->items;
  if (const TupleObject* tuple = value.tuple()) return &tuple->items;
  return nullptr;
}

ProgramParameter detail::read_parameter(std::string_view declaration) {
  ProgramParameter parameter;
  const std::size_t end = declaration.find_first_of("={");
  parameter.has_default = end != std::string_view::npos;
  std::string_view text = declaration.substr(0, end);
  while (!text.empty() && !is_part_of_name(text.back())) text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0 && is_part_of_name(text[begin - 1])) --begin;
  parameter.name = text.substr(begin);
  return parameter;
}

}  // namespace sim::scenario
