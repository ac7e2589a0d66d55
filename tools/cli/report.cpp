#include "tools/cli/report.hpp"

#include <algorithm>

#include "tools/cli/failure_report.hpp"

namespace sim::cli {
namespace {

constexpr std::size_t word_width = 8;

std::string plural(std::size_t count, std::string_view word) {
  return std::to_string(count) + ' ' + std::string(word) + (count == 1 ? "" : "s");
}

// "1,000 schedules", or what one of them did.
std::string note_of(const ExploreVerdict& explored) {
  const scenario::Exploration& exploration = explored.exploration;
  if (exploration.failure) {
    if (!explored.saved.empty()) return "a saved schedule fails";
    return "schedule " + grouped(exploration.failure->number) + " fails";
  }
  if (exploration.traces != 0) return all_traces(exploration);
  return (exploration.exhausted ? "all " : "") + counted(exploration.schedules, "schedule");
}

// "all 3 results", "2 results of perhaps more"
std::string note_of(const OutcomesVerdict& outcomes) {
  const std::size_t count = outcomes.found.results.size();
  if (outcomes.found.complete()) return all_of(count, "result");
  return counted(count, "result") + " of perhaps more";
}

// " (7 runs; 1,000 schedules; all 3 results)"
std::string note_of(const FileVerdict& verdict) {
  std::string note;
  if (verdict.runs.size() > 1) note += plural(verdict.runs.size(), "run");
  if (verdict.explored) note += (note.empty() ? "" : "; ") + note_of(*verdict.explored);
  if (verdict.outcomes) note += (note.empty() ? "" : "; ") + note_of(*verdict.outcomes);
  return note;
}

std::string located(const FileVerdict& verdict, const Complaint& complaint) {
  const std::string title = title_of(verdict, complaint.run);
  return verdict.path + ':' + std::to_string(complaint.at.line) + ':' +
         std::to_string(complaint.at.column) + ": " + (title.empty() ? "" : title + ": ") +
         complaint.message;
}

std::string painted(const std::string& detail, const Paint& paint) {
  if (detail.starts_with("@@")) return paint.faint(detail);
  if (detail.starts_with('-')) return paint.red(detail);
  return detail.starts_with('+') ? paint.green(detail) : detail;
}

// The lines for one run, each as it is to be indented.
void append_run(std::vector<std::string>& lines, const FileVerdict& verdict,
                const std::vector<Complaint>& complaints, std::size_t run, const Paint& paint) {
  const std::size_t before = lines.size();
  for (const Complaint& complaint : complaints) {
    if (complaint.run != run) continue;
    lines.push_back(located(verdict, complaint));
    for (const std::string& detail : complaint.details) {
      lines.push_back("  " + painted(detail, paint));
    }
  }
  if (lines.size() > before) lines.push_back("again: " + again(verdict, run));
}

}  // namespace

std::vector<std::string> failure_lines(const FileVerdict& verdict, std::size_t run) {
  std::vector<std::string> lines;
  append_run(lines, verdict, verdict.complaints(), run, Paint(false));
  return lines;
}

void Report::line(const std::string& word, const FileVerdict& verdict,
                  const std::string& note) const {
  console_.out << word << verdict.path;
  if (!note.empty()) console_.out << " (" << note << ')';
  console_.out << '\n';
}

void Report::print_failures(const FileVerdict& verdict) const {
  const std::vector<Complaint> complaints = verdict.complaints();
  for (std::size_t run = 0; run <= verdict.outcomes_index(); ++run) {
    std::vector<std::string> lines;
    append_run(lines, verdict, complaints, run, console_.paint);
    for (const std::string& line : lines) console_.out << "  " << line << '\n';
  }
}

void Report::count(const FileVerdict& verdict, Count kind) {
  ++scenarios_;
  ++counts_[kind];
  runs_ += verdict.runs.size();
}

void Report::add(const FileVerdict& verdict) {
  const auto word = [](std::string_view text) {
    return std::string(text) + std::string(word_width - text.size(), ' ');
  };
  const Paint& paint = console_.paint;
  switch (verdict.standing()) {
    case Standing::as_expected:
      count(verdict, as_expected);
      if (!quiet_) line(paint.green(word("ok")), verdict, note_of(verdict));
      break;
    case Standing::known_issue:
      count(verdict, known);
      if (!quiet_) {
        line(paint.yellow(word("known")), verdict,
             "known issue: " + harmless(verdict.loaded.scenario->known_issue));
      }
      break;
    case Standing::bad_file:
      count(verdict, bad);
      line(paint.red(word("BAD")), verdict, plural(verdict.loaded.diagnostics.size(), "error"));
      console_.show(verdict.loaded.diagnostics);
      break;
    case Standing::broken:
    case Standing::mended:
      count(verdict, broken);
      line(paint.red(word("FAILED")), verdict, note_of(verdict));
      print_failures(verdict);
      break;
  }
}

void Report::add_updated(const FileVerdict& verdict, std::string_view keys) {
  count(verdict, updated);
  line(console_.paint.green("updated "), verdict, std::string(keys));
}

void Report::summarise() const {
  constexpr std::array<std::string_view, counts> words{"as expected",     "updated",
                                                       "not as expected", "with a known issue",
                                                       "that cannot be read"};
  console_.out << plural(scenarios_, "scenario") << ", " << plural(runs_, "run") << ": ";
  if (counts_[as_expected] == scenarios_) {
    console_.out << console_.paint.green("all as expected") << '\n';
    return;
  }
  bool first = true;
  for (std::size_t kind = 0; kind < counts; ++kind) {
    if (counts_[kind] == 0) continue;
    const std::string text = std::to_string(counts_[kind]) + ' ' + std::string(words[kind]);
    const bool bad_news = kind == broken || kind == bad;
    console_.out << (first ? "" : ", ") << (bad_news ? console_.paint.red(text) : text);
    first = false;
  }
  console_.out << '\n';
}

}  // namespace sim::cli
