#include "sim/explore/program.hpp"

namespace sim {

std::string_view name_of(EndingKind kind) noexcept {
  switch (kind) {
    case EndingKind::ok: return "ok";
    case EndingKind::failed: return "failed";
    case EndingKind::raised: return "raised";
    case EndingKind::deadlock: return "deadlock";
    case EndingKind::step_limit: return "step-limit";
  }
  return "";
}

}  // namespace sim
