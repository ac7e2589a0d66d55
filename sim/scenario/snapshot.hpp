// sim/scenario/snapshot.hpp
//
// What a value was, as text that outlives its run.
//
//   Snapshot taken = take_snapshot(value);      // {python: "[1, 'a']", json: "[1, \"a\"]", plain}
//   std::string quoted = json_text("a\n");      // "\"a\\n\""
//
// JSON is written as Python's json.dumps(value, ensure_ascii=False) does, so that lines can be
// compared byte by byte; what JSON cannot say stands as its type's name, an infinity as "inf".
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/run.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {

[[nodiscard]] Snapshot take_snapshot(const Value& value);
[[nodiscard]] std::string json_text(std::string_view text);

}  // namespace sim::scenario
