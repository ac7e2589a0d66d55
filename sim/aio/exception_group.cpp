#include "sim/aio/exception_group.hpp"

namespace sim {
namespace {

std::string text_of(const std::string& title, std::size_t count) {
  const char* noun = count == 1 ? " sub-exception)" : " sub-exceptions)";
  return title + " (" + std::to_string(count) + noun;
}

const ExceptionGroup* as_group(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const ExceptionGroup& group) {
    return &group;  // lives as long as `error`
  } catch (...) {
    return nullptr;
  }
}

std::optional<ExceptionGroup> group_of(const std::string& title,
                                       std::vector<std::exception_ptr> errors) {
  if (errors.empty()) return std::nullopt;
  return ExceptionGroup(title, std::move(errors));
}

}  // namespace

ExceptionGroup::ExceptionGroup(std::string message, std::vector<std::exception_ptr> exceptions)
    : Exception(text_of(message, exceptions.size())),
      title_(std::move(message)),
      exceptions_(std::move(exceptions)) {
  if (exceptions_.empty()) {
    throw ValueError("second argument (exceptions) must be a non-empty sequence");
  }
}

ExceptionGroup::Split ExceptionGroup::split_by(Match match) const {
  if (match.call(match.function, std::make_exception_ptr(*this))) return {*this, std::nullopt};
  return split_members(match);
}

ExceptionGroup::Split ExceptionGroup::split_members(Match match) const {
  std::vector<std::exception_ptr> matching;
  std::vector<std::exception_ptr> rest;
  for (const std::exception_ptr& error : exceptions_) {
    const ExceptionGroup* inner = as_group(error);
    if (match.call(match.function, error)) {
      matching.push_back(error);
    } else if (inner == nullptr) {
      rest.push_back(error);
    } else {
      Split parts = inner->split_members(match);
      if (parts.first) matching.push_back(std::make_exception_ptr(*std::move(parts.first)));
      if (parts.second) rest.push_back(std::make_exception_ptr(*std::move(parts.second)));
    }
  }
  return {group_of(title_, std::move(matching)), group_of(title_, std::move(rest))};
}

}  // namespace sim
