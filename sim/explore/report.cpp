#include "sim/explore/report.hpp"

#include <cstdio>
#include <sstream>
#include <string_view>

namespace sim {
namespace {

std::string counted(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

// The text with each line moved to the right, and an end of line.
std::string indented(const std::string& text) {
  std::istringstream lines(text);
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) result += "  " + line;
    result += '\n';
  }
  return result;
}

std::string found(const FailureReport& report) {
  const std::size_t now = report.seen.schedule.size();
  std::string text = "schedule " + std::to_string(report.number) + "; ";
  if (report.replays == 0) return text + counted(now, "deviation") + " from asyncio's own order";
  text += counted(report.deviations_found, "deviation") + ", " + std::to_string(now) + " after " +
          counted(report.replays, "replay");
  return text + (report.minimal ? ", and fewer do not fail" : "");
}

std::string hex(std::uint64_t number) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(number));
  return digits;
}

}  // namespace

std::string FailureReport::text() const {
  std::ostringstream out;
  if (!title.empty()) out << title << ": ";
  out << name_of(seen.ending.kind);
  if (!seen.ending.what.empty()) out << ": " << seen.ending.what;
  out << '\n' << indented(detail);
  out << "schedule: " << seen.schedule.describe(seen.names) << '\n';
  if (!decides.empty()) out << "decides:  " << decides << '\n';
  out << "token:    " << seen.schedule.token() << '\n';
  if (number != 0) out << "found:    " << found(*this) << '\n';
  if (seen.ending.digest != 0) out << "digest:   " << hex(seen.ending.digest) << '\n';
  if (!reversal.empty()) out << "reversed: " << reversal << '\n';
  out << "lanes:\n";
  export_lanes(seen.trace, out, seen.lanes());
  const bool race = seen.ending.kind == EndingKind::hb_race;
  if (!waits.empty()) out << (race ? "accesses:\n" : "waits:\n") << indented(waits);
  if (!repeat.empty()) out << "repeat:   " << repeat << '\n';
  return out.str();
}

}  // namespace sim
