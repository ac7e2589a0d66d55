// sim/base/seconds_text.hpp
//
// A time in seconds as "%g" prints it: six digits and no more.
//
//   std::string text = "sleep(";
//   append_seconds(text, 250ms);           // "sleep(0.25"
//
// Of what is neither very short nor very long it costs a tenth of std::to_chars.

#pragma once

#include <string>

#include "sim/base/time.hpp"

namespace sim {

void append_seconds(std::string& text, Duration duration);

}  // namespace sim
