// props/zoo/windows.hpp
//
// Programs of the zoo in which one task must fall into a window that many others open and close.
//
//   Ending ending = zoo::reorder(loop, zoo::Translation::sp, 9, 1);

#pragma once

#include "props/zoo/actor.hpp"

namespace sim::zoo {

[[nodiscard]] Ending reorder(Loop& loop, Translation translation, int setters, int checkers);
[[nodiscard]] Ending twostage(Loop& loop, Translation translation, int writers, int readers);

}  // namespace sim::zoo
