#include "sim/sched/dpor_event.hpp"

namespace sim::dpor {
namespace {

bool touches(const Event& event, Object object) noexcept {
  for (const Touch& touch : event.touches) {
    if (touch.object == object) return true;
  }
  return false;
}

bool conflict(const Event& a, const Event& b) noexcept {
  for (const Touch& one : a.touches) {
    for (const Touch& other : b.touches) {
      if (one.object == other.object && conflict(one.mode, other.mode)) return true;
    }
  }
  return false;
}

}  // namespace

bool dependent(const Event& a, const Event& b) noexcept {
  if (a.everything || b.everything || a.id == b.id) return true;
  if (a.cause == b.id || b.cause == a.id) return true;
  if (a.task != 0 && (a.task == b.task || touches(b, a.task))) return true;
  if (b.task != 0 && touches(a, b.task)) return true;
  return conflict(a, b);
}

std::size_t find(const std::vector<Event>& row, const Event& event) {
  std::size_t index = 0;
  while (index < row.size() &&
         (row[index].id != event.id || row[index].answers != event.answers)) {
    ++index;
  }
  return index;
}

bool may_begin(const Event& event, const std::vector<Event>& row, Due due) {
  const std::size_t index = find(row, event);
  for (std::size_t before = 0; before < index; ++before) {
    if (due.over() || due.is_last(event.id)) return false;
    if (dependent(row[before], event)) return false;  // as it is where it comes first
    due.steps(row[before]);
  }
  return index == 0 || !due.over();
}

}  // namespace sim::dpor
