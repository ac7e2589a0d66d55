#include "sim/trace/trace_event.hpp"

namespace sim {

std::string_view name_of(EventKind kind) noexcept {
  switch (kind) {
    case EventKind::clock: return "clock";
    case EventKind::timer: return "timer";
    case EventKind::step: return "step";
    case EventKind::spawn: return "spawn";
    case EventKind::wait: return "wait";
    case EventKind::cancel: return "cancel";
    case EventKind::finish: return "finish";
    case EventKind::print: return "print";
  }
  return "";
}

}  // namespace sim
