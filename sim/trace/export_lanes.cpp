#include "sim/trace/export_lanes.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "sim/trace/one_line.hpp"

namespace sim {
namespace {

constexpr std::size_t kLanesWithHeader = 12;
constexpr std::size_t kNameWidth = 24;  // before what is done

struct Row {
  std::uint64_t step = 0;  // 0: before the first
  Instant time{};
  TaskId task{};
  bool ends = false;
  std::string text{};
};

// In rows, from 0.
struct Life {
  std::string name{};
  std::size_t born = 0;
  std::size_t begins = SIZE_MAX;
  std::size_t ends = SIZE_MAX;
  bool of_the_end = false;  // no task has made it, and others were there before
};

// "1.5s": as few digits as say it exactly.
std::string seconds(Instant time) {
  const std::int64_t all = time.time_since_epoch().count();
  std::string fraction = std::to_string(1'000'000'000 + all % 1'000'000'000).substr(1);
  fraction.erase(fraction.find_last_not_of('0') + 1);
  return std::to_string(all / 1'000'000'000) + (fraction.empty() ? "" : "." + fraction) + "s";
}

// A row for each step that says something, and the lives of the tasks.
class Table final : public Probe {
 public:
  explicit Table(const std::vector<std::uint64_t>& numbers) : numbers_(numbers) {}

  void on_event(const ProbeEvent& event) override {
    const std::string label = on_one_line(label_of(event));
    switch (event.kind) {
      case EventKind::clock:
      case EventKind::timer: return;
      case EventKind::step: return begin(event);
      case EventKind::spawn: return spawn(event, label);
      case EventKind::wait:
        return say(event, "waits for ", event.other ? name(event.other) : label);
      case EventKind::cancel:
        return say(event, "cancels ", name(event.task) + (label.empty() ? "" : ": " + label));
      case EventKind::finish:
        lives_[event.task].ends = rows_.empty() ? 0 : rows_.size() - 1;
        return end(event, label);
      case EventKind::print: return say(event, "prints ", label);
      default: return;  // what is done with objects
    }
  }

  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  [[nodiscard]] const std::map<TaskId, Life>& lives() const { return lives_; }

  [[nodiscard]] std::string name(TaskId task) const {
    if (!task) return "a callback";
    const auto found = lives_.find(task);
    return found == lives_.end() ? "task " + std::to_string(task.value()) : found->second.name;
  }

  void finish() { drop_if_silent(); }

 private:
  void spawn(const ProbeEvent& event, const std::string& label) {
    lives_[event.task] = {.name = label,
                          .born = rows_.empty() ? 0 : rows_.size() - 1,
                          .of_the_end = !rows_.empty() && !event.other};
    if (event.other) say(event, "starts ", label);
  }

  void begin(const ProbeEvent& event) {
    drop_if_silent();
    const std::uint64_t number = steps_ < numbers_.size() ? numbers_[steps_] : steps_ + 1;
    ++steps_;
    rows_.push_back({.step = number, .time = event.time, .task = event.task});
    last_said_.clear();
    const auto life = lives_.find(event.task);
    if (life == lives_.end()) return;
    life->second.begins = std::min(life->second.begins, rows_.size() - 1);
  }

  // Callbacks are many, and most of them say nothing; nor do the empty tasks at the end of a run.
  void drop_if_silent() {
    if (rows_.empty()) return;
    const Row& last = rows_.back();
    if (!last.task && last.text.empty()) return rows_.pop_back();
    const auto life = lives_.find(last.task);
    if (life == lives_.end() || !life->second.of_the_end || last.text != "returned") return;
    if (life->second.begins + 1 != rows_.size()) return;
    lives_.erase(life);
    rows_.pop_back();
  }

  void end(const ProbeEvent& event, const std::string& how) {
    say(event, "", how);
    if (rows_.back().task == event.task) rows_.back().ends = true;
  }

  void say(const ProbeEvent& event, const std::string& verb, const std::string& what) {
    if (rows_.empty()) rows_.push_back({.time = event.time});
    std::string& text = rows_.back().text;
    const bool same = !verb.empty() && verb == last_said_;
    text += (text.empty() ? "" : same ? ", " : "; ") + (same ? what : verb + what);
    last_said_ = verb;
  }

  const std::vector<std::uint64_t>& numbers_;
  std::vector<Row> rows_;
  std::map<TaskId, Life> lives_;
  std::uint64_t steps_ = 0;
  std::string last_said_;
};

// Which rows are shown: the first, the last, and those around what is marked.
std::vector<bool> choose_rows(const std::vector<Row>& rows, const LaneOptions& options) {
  std::vector<bool> shown(rows.size(), rows.size() <= options.rows);
  if (rows.size() <= options.rows) return shown;
  std::size_t left = options.rows;
  const auto show = [&](std::size_t index) {
    if (index >= rows.size() || shown[index] || left == 0) return;
    shown[index] = true;
    --left;
  };
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (options.marked.count(rows[index].step) != 0) show(index);
  }
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (options.marked.count(rows[index].step) == 0) continue;
    if (left < options.rows / 2) break;
    show(index + 1);
    if (index > 0) show(index - 1);
  }
  const std::size_t first = left / 3;
  for (std::size_t index = 0; index < first; ++index) show(index);
  for (std::size_t index = rows.size(); left > 0 && index > 0; --index) show(index - 1);
  return shown;
}

class Lanes {
 public:
  Lanes(const Table& table, const LaneOptions& options)
      : table_(table), options_(options), shown_(choose_rows(table.rows(), options)) {
    choose_lanes();
    for (std::size_t row = 0; row < shown_.size(); ++row) {
      if (!shown_[row]) continue;
      step_width_ = std::max(step_width_, std::to_string(table.rows()[row].step).size());
      time_width_ = std::max(time_width_, seconds(table.rows()[row].time).size());
    }
  }

  void print(std::ostream& out) const {
    if (lanes_.size() <= kLanesWithHeader) print_header(out);
    for (std::size_t row = 0; row < shown_.size();) {
      if (shown_[row]) {
        print_row(out, row++);
        continue;
      }
      const std::size_t begin = row;
      while (row < shown_.size() && !shown_[row]) ++row;
      out << "   ... " << row - begin << (row - begin == 1 ? " step" : " steps") << '\n';
    }
  }

 private:
  // Those who step in what is shown, and then those who only live there.
  void choose_lanes() {
    std::set<TaskId> chosen;
    const auto take = [&](TaskId task) {
      if (chosen.size() < options_.lanes) chosen.insert(task);
    };
    for (std::size_t row = 0; row < shown_.size(); ++row) {
      if (shown_[row] && table_.lives().count(table_.rows()[row].task) != 0) {
        take(table_.rows()[row].task);
      }
    }
    for (const auto& [task, life] : table_.lives()) {
      for (std::size_t row = life.born; row < shown_.size() && row <= life.ends; ++row) {
        if (!shown_[row]) continue;
        take(task);
        break;
      }
    }
    lanes_.assign(chosen.begin(), chosen.end());
  }

  [[nodiscard]] std::size_t margin() const { return 3 + step_width_ + 2 + time_width_ + 2; }

  void print_header(std::ostream& out) const {
    std::string bars;
    for (const TaskId task : lanes_) {
      const std::string line = std::string(margin(), ' ') + bars + table_.name(task);
      out << cut(line, options_.width) << '\n';
      bars += "| ";
    }
  }

  void print_row(std::ostream& out, std::size_t index) const {
    const Row& row = table_.rows()[index];
    const std::string step = row.step == 0 ? "" : std::to_string(row.step);
    std::string line = options_.marked.count(row.step) != 0 ? " > " : "   ";
    line += std::string(step_width_ - step.size(), ' ') + step + "  ";
    line += padded(seconds(row.time), time_width_) + "  ";
    for (const TaskId task : lanes_) line += {cell(index, task), ' '};
    line += " " + cut(table_.name(row.task), kNameWidth);
    if (!row.text.empty()) line += ": " + row.text;
    out << cut(line, options_.width) << '\n';
  }

  [[nodiscard]] char cell(std::size_t index, TaskId task) const {
    const Row& row = table_.rows()[index];
    if (row.task == task) return row.ends ? 'x' : '*';
    const Life& life = table_.lives().at(task);
    if (index < life.born || index > life.ends) return ' ';
    return index < life.begins ? '.' : '|';
  }

  const Table& table_;
  const LaneOptions& options_;
  std::vector<bool> shown_;
  std::vector<TaskId> lanes_;
  std::size_t step_width_ = 1;
  std::size_t time_width_ = 1;
};

}  // namespace

void export_lanes(const Trace& trace, std::ostream& out, const LaneOptions& options) {
  Table table(options.numbers);
  trace.tell(table);
  table.finish();
  Lanes(table, options).print(out);
}

}  // namespace sim
