// props/zoo/locks.hpp
//
// Programs of the zoo that take their locks in the wrong order, or the wrong ones.
//
//   Ending ending = zoo::carter01(loop, zoo::Translation::sp);

#pragma once

#include "props/zoo/actor.hpp"

namespace sim::zoo {

[[nodiscard]] Ending carter01(Loop& loop, Translation translation);
[[nodiscard]] Ending deadlock01(Loop& loop, Translation translation);
[[nodiscard]] Ending wronglock(Loop& loop, Translation translation, int others);

}  // namespace sim::zoo
