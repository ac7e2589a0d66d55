// props/zoo/buffers.hpp
//
// Programs of the zoo that hand values over, and take it for granted that both sides keep step.
//
//   Ending ending = zoo::circular_buffer(loop, zoo::Translation::sp);

#pragma once

#include "props/zoo/actor.hpp"

namespace sim::zoo {

[[nodiscard]] Ending circular_buffer(Loop& loop, Translation translation);
[[nodiscard]] Ending queue(Loop& loop, Translation translation);
[[nodiscard]] Ending stack(Loop& loop, Translation translation);

}  // namespace sim::zoo
