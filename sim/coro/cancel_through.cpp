#include "sim/coro/cancel_through.hpp"

#include <optional>
#include <vector>

namespace sim::detail {
namespace {

// A blocker whose parts are being asked.
struct Visit {
  Blocker* blocker;
  std::size_t next = 0;
  PartsAnswer parts{};
};

void note(Visit& visit, bool accepted, bool in_ring) {
  if (accepted) {
    visit.parts = {.accepted = true, .in_ring = false};
  } else if (in_ring && !visit.parts.accepted) {
    visit.parts.in_ring = true;
  }
}

}  // namespace

bool cancel_through(Blocker& root, const CancelMessage& message) {
  const CancelAnswer first = root.begin_cancel(message);
  if (first != CancelAnswer::ask_parts) return first == CancelAnswer::accepted;
  std::vector<Visit> outer;  // the innermost visit stands apart: short chains need no memory
  Visit visit{&root};
  for (;;) {
    if (Blocker* part = visit.blocker->cancel_part(visit.next++)) {
      const bool in_ring = part->in_cancel();
      const CancelAnswer answer = in_ring ? CancelAnswer::refused : part->begin_cancel(message);
      if (answer == CancelAnswer::ask_parts) {
        outer.push_back(visit);
        visit = Visit{part};
      } else {
        note(visit, answer == CancelAnswer::accepted, in_ring);
      }
      continue;
    }
    const bool accepted = visit.blocker->end_cancel(message, visit.parts);
    const bool in_ring = visit.parts.in_ring;
    if (outer.empty()) return accepted;
    visit = outer.back();
    outer.pop_back();
    note(visit, accepted, in_ring);
  }
}

}  // namespace sim::detail
