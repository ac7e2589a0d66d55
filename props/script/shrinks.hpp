// props/script/shrinks.hpp
//
// The smaller scripts next to a script: each has one part less or one part simpler.
//
//   for (std::size_t n = 0; const auto smaller = shrink(script, n); ++n) ...
//
// The first take the most away: a coroutine, a shared variable, half the steps of a block; then
// come single steps, compound steps replaced by what is in them, keys, parts of expressions. Most
// of the ways are tried without knowing whether the result still loads: who asks finds out.
//
// Promise: every chain of shrinks ends. The limit of steps stays: a smaller script may be one that
// never ends by itself.

#pragma once

#include <cstddef>
#include <optional>

#include "props/script/script.hpp"

namespace sim::props::script {

// None where there are not that many.
[[nodiscard]] std::optional<Script> shrink(const Script& script, std::size_t n);

}  // namespace sim::props::script
