// props/script/generate.hpp
//
// Random scripts, and a RapidCheck generator of them.
//
//   Script script = generate_script(7);             // number 7
//   const Script drawn = *scripts(shape);           // in a RapidCheck property
//
// Durations are few, so that many deadlines are equal; tasks share a few primitives and lists of
// each other; every moment can bring a cancel. Most steps that may fail are guarded by a handler
// which tells, so that a script goes on after an error.
//
// Promise: a script loads as a scenario, and ends: its own limit of steps sees to that. The same
// number and shape give the same script on every machine and with every compiler.
//
// This header does not include RapidCheck: who draws from scripts() includes <rapidcheck.h>.

#pragma once

#include <cstdint>

#include "props/script/script.hpp"
#include "props/script/shape.hpp"

namespace rc {
template <typename T>
class Gen;
}

namespace sim::props::script {

[[nodiscard]] Script generate_script(std::uint64_t number, const Shape& shape = {});

// Script `index` of the sequence that `seed` begins: its number.
[[nodiscard]] std::uint64_t script_number(std::uint64_t seed, std::uint64_t index);

// They shrink as props/script/shrinks.hpp says.
[[nodiscard]] rc::Gen<Script> scripts(const Shape& shape = {});

}  // namespace sim::props::script
