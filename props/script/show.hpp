// props/script/show.hpp
//
// A Script as the text of a scenario file.
//
//   std::ofstream("found.sim.yaml") << show(script);
//   std::string text = show(script, {.about = "Found by chance.", .ending = "expect:\n ..."});
//
// Promise: the YAML is one that every reader of the language takes; the same script gives the
// same text everywhere.

#pragma once

#include <string>

#include "props/script/script.hpp"

namespace sim::props::script {

struct ShowOptions {
  std::string about{};
  std::string ending{};  // lines that follow the coroutines as they are
};

[[nodiscard]] std::string show(const Script& script, const ShowOptions& options = {});
[[nodiscard]] std::string show(const Expr& expr);

}  // namespace sim::props::script
