#include "sim/detect/finding.hpp"

namespace sim {

std::string_view name_of(FindingKind kind) noexcept {
  switch (kind) {
    case FindingKind::deadlock: return "deadlock";
    case FindingKind::lost_wakeup: return "lost-wakeup";
    case FindingKind::partial_deadlock: return "partial-deadlock";
    case FindingKind::livelock: return "livelock";
    case FindingKind::unawaited: return "unawaited";
    case FindingKind::unretrieved: return "unretrieved";
    case FindingKind::lock_left: return "lock-left";
    case FindingKind::permit_left: return "permit-left";
    case FindingKind::task_left: return "task-left";
    case FindingKind::timer_left: return "timer-left";
    case FindingKind::await_race: return "await-race";
    case FindingKind::hb_race: return "hb-race";
  }
  return "";
}

}  // namespace sim
