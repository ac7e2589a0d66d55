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
    case EventKind::make: return "make";
    case EventKind::acquire: return "acquire";
    case EventKind::release: return "release";
    case EventKind::notify: return "notify";
    case EventKind::set: return "set";
    case EventKind::clear: return "clear";
    case EventKind::read: return "read";
    case EventKind::write: return "write";
    case EventKind::need: return "need";
    case EventKind::arm: return "arm";
    case EventKind::disarm: return "disarm";
    case EventKind::unhandled: return "unhandled";
    case EventKind::shutdown: return "shutdown";
    case EventKind::idle: return "idle";
    case EventKind::limit: return "limit";
  }
  return "";
}

}  // namespace sim
