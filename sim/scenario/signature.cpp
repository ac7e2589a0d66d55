#include "sim/scenario/signature.hpp"

#include <algorithm>
#include <utility>

#include "sim/scenario/diagnostic.hpp"

namespace sim::scenario {
namespace {

using Kind = Parameter::Kind;

bool takes_position(const Parameter& parameter) {
  return parameter.kind == Kind::plain || parameter.kind == Kind::positional_only;
}

// 'a', 'b' and 'c'
std::string enumerate(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += "'" + names[i] + "'";
  }
  return text;
}

std::string plural(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

class Binder {
 public:
  Binder(std::string_view callee, const Parameters& parameters, const Call& call, Counts counts)
      : callee_(callee),
        parameters_(parameters),
        call_(call),
        objects_(counts == Counts::object_too ? 1 : 0),
        given_(parameters.size(), false) {}

  BoundArguments run() {
    positional();
    for (const Keyword& keyword : call_.keywords) {
      if (bound_.fits()) named(keyword);
    }
    if (bound_.fits()) missing();
    if (!bound_.fits()) bound_.parameters.clear();
    return std::move(bound_);
  }

 private:
  void wrong(Place place, std::string message, std::string help = "") {
    bound_.error = std::string(callee_) + "() " + std::move(message);
    bound_.place = place;
    bound_.help = std::move(help);
  }

  void positional() {
    std::size_t next = 0;
    for (const ExprPtr& argument : call_.args) {
      if (next < parameters_.size() && parameters_[next].kind == Kind::star) {
        bound_.parameters.push_back(static_cast<std::uint32_t>(next));
      } else if (next < parameters_.size() && takes_position(parameters_[next])) {
        given_[next] = true;
        bound_.parameters.push_back(static_cast<std::uint32_t>(next++));
      } else {
        return too_many(argument->place);
      }
    }
  }

  void too_many(Place place) {
    const auto is_needed = [](const Parameter& p) { return takes_position(p) && !p.optional; };
    const auto most =
        objects_ + static_cast<std::size_t>(std::ranges::count_if(parameters_, takes_position));
    const auto least =
        objects_ + static_cast<std::size_t>(std::ranges::count_if(parameters_, is_needed));
    const std::string takes = least == most ? plural(most, "positional argument")
                                            : "from " + std::to_string(least) + " to " +
                                                  plural(most, "positional argument");
    const std::size_t count = objects_ + call_.args.size();
    wrong(place, "takes " + takes + " but " + std::to_string(count) +
                     (count == 1 ? " was given" : " were given"));
  }

  void named(const Keyword& keyword) {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const Parameter& parameter = parameters_[i];
      const bool can = parameter.kind == Kind::plain || parameter.kind == Kind::keyword_only;
      if (!can || parameter.name != keyword.name) continue;
      if (given_[i]) {
        return wrong(keyword.place, "got multiple values for argument '" + keyword.name + "'");
      }
      given_[i] = true;
      bound_.parameters.push_back(static_cast<std::uint32_t>(i));
      return;
    }
    std::vector<std::string_view> names;
    for (const Parameter& parameter : parameters_) {
      if (parameter.kind == Kind::plain || parameter.kind == Kind::keyword_only) {
        names.push_back(parameter.name);
      }
    }
    wrong(keyword.place, "got an unexpected keyword argument '" + keyword.name + "'",
          did_you_mean(suggest(keyword.name, names)));
  }

  void missing() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const Parameter& parameter = parameters_[i];
      if (!given_[i] && !parameter.optional) names.push_back(parameter.name);
    }
    if (names.empty()) return;
    const Place place = call_.callee ? call_.callee->place : Place();
    const std::string what = objects_ > 0 ? "required positional argument" : "required argument";
    wrong(place, "missing " + plural(names.size(), what) + ": " + enumerate(names));
  }

  std::string_view callee_;
  const Parameters& parameters_;
  const Call& call_;
  std::size_t objects_;
  std::vector<bool> given_;
  BoundArguments bound_;
};

}  // namespace

BoundArguments bind_arguments(std::string_view callee, const Parameters& parameters,
                              const Call& call, Counts counts) {
  return Binder(callee, parameters, call, counts).run();
}

std::string to_string(std::string_view callee, const Parameters& parameters) {
  std::string text(callee);
  text += '(';
  bool keyword_only = false;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const Parameter& parameter = parameters[i];
    if (i > 0) text += ", ";
    if (parameter.kind == Kind::keyword_only && !keyword_only &&
        (i == 0 || parameters[i - 1].kind != Kind::star)) {
      text += "*, ";
    }
    keyword_only = parameter.kind == Kind::keyword_only;
    if (parameter.kind == Kind::star) text += '*';
    text += parameter.name;
    if (parameter.optional && parameter.kind != Kind::star) text += "=...";
  }
  return text + ')';
}

}  // namespace sim::scenario
