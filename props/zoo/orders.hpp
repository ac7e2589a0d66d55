// props/zoo/orders.hpp
//
// Programs of the zoo whose assertion holds in some orders of their tasks and not in others.
//
//   Ending ending = zoo::account(loop, zoo::Translation::sp);

#pragma once

#include "props/zoo/actor.hpp"

namespace sim::zoo {

[[nodiscard]] Ending account(Loop& loop, Translation translation);
[[nodiscard]] Ending lazy01(Loop& loop, Translation translation);
[[nodiscard]] Ending sync01(Loop& loop, Translation translation);

}  // namespace sim::zoo
