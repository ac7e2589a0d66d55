#include "sim/explore/program.hpp"

namespace sim {

std::string_view name_of(EndingKind kind) noexcept {
  switch (kind) {
    case EndingKind::ok: return "ok";
    case EndingKind::failed: return "failed";
    case EndingKind::raised: return "raised";
    case EndingKind::deadlock: return "deadlock";
    case EndingKind::step_limit: return "step-limit";
    case EndingKind::lost_wakeup: return "lost-wakeup";
    case EndingKind::partial_deadlock: return "partial-deadlock";
    case EndingKind::livelock: return "livelock";
    case EndingKind::unawaited: return "unawaited";
    case EndingKind::unretrieved: return "unretrieved";
    case EndingKind::await_race: return "await-race";
    case EndingKind::hb_race: return "hb-race";
    case EndingKind::leak: return "leak";
  }
  return "";
}

}  // namespace sim
