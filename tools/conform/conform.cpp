#include "tools/conform/conform.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>
#include <iterator>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

#include "props/script/generate.hpp"
#include "props/script/show.hpp"
#include "tools/cli/parallel.hpp"
#include "tools/conform/found.hpp"
#include "tools/conform/progress.hpp"
#include "tools/conform/reduce.hpp"
#include "tools/conform/searches.hpp"
#include "tools/conform/stats.hpp"
#include "tools/conform/sweep.hpp"

namespace sim::conform {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t batch_size = 32;
constexpr std::size_t sweep_batch_size = 64;
constexpr const char* oracle_name = "oracle.py";

Script program(const Options& options, std::uint64_t index) {
  using props::script::generate_script;
  Script script = generate_script(props::script::script_number(options.seed, index), options.shape);
  script.name = "program-" + std::to_string(options.seed) + "-" + std::to_string(index);
  return script;
}

// Pairs of processes, lent to one thread at a time.
class Pairs {
 public:
  Pairs(std::vector<std::string> ours, std::vector<std::string> theirs, std::uint64_t schedules)
      : ours_(std::move(ours)), theirs_(std::move(theirs)), schedules_(schedules) {}

  std::unique_ptr<Pair> lend() {
    const std::scoped_lock lock(mutex_);
    if (idle_.empty()) return std::make_unique<Pair>(ours_, theirs_, schedules_);
    std::unique_ptr<Pair> pair = std::move(idle_.back());
    idle_.pop_back();
    return pair;
  }

  void give_back(std::unique_ptr<Pair> pair) {
    const std::scoped_lock lock(mutex_);
    idle_.push_back(std::move(pair));
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> ours_;
  std::vector<std::string> theirs_;
  std::uint64_t schedules_;
  std::vector<std::unique_ptr<Pair>> idle_;
};

class Conform {
 public:
  Conform(const Options& options, Pairs& pairs, std::ostream& out, std::ostream& err)
      : options_(options),
        pairs_(pairs),
        out_(out),
        err_(err),
        progress_(STDERR_FILENO, options.programs) {}

  int run() {
    const std::uint64_t size = programs_a_batch();
    const std::uint64_t batches = (options_.programs + size - 1) / size;
    const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
    cli::in_order(
        batches, options_.jobs == 0 ? cores : options_.jobs,
        [this](std::size_t batch) { return try_batch(batch); },
        [this](std::size_t, std::vector<Trial>&& trials) {
          for (Trial& trial : trials) take(trial);
          progress_.show(done_, remark());
          return true;
        });
    progress_.clear();
    tell();
    if (differences_ > 0) return 1;
    // One in a thousand may drive CPython out of its stack before anybody can catch it.
    return unanswered_ * 1000 > done_ + swept_ + 1000 ? 70 : 0;
  }

 private:
  // A sweep is a batch by itself.
  std::uint64_t programs_a_batch() const { return options_.cancel_everywhere ? 1 : batch_size; }

  std::vector<Trial> try_batch(std::uint64_t batch) {
    std::vector<Script> scripts;
    const std::uint64_t first = batch * programs_a_batch();
    const std::uint64_t end = std::min(first + programs_a_batch(), options_.programs);
    for (std::uint64_t i = first; i < end; ++i) {
      scripts.push_back(program(options_, options_.first + i));
      if (options_.among == 0) continue;
      scripts.push_back(scripts.back());
      scripts.back().heap_ties = true;
    }
    std::unique_ptr<Pair> pair = pairs_.lend();
    std::vector<Trial> trials = pair->try_all(std::move(scripts));
    if (options_.cancel_everywhere) sweep(*pair, trials);
    pairs_.give_back(std::move(pair));
    return trials;
  }

  // Of the cancelled runs only those are kept that somebody wants to see.
  void sweep(Pair& pair, std::vector<Trial>& trials) {
    const Trial plain = trials.front();
    if (plain.difference || plain.set_aside) return;
    std::vector<Script> all = every_cancellation(plain.script, plain.ours);
    swept_ += all.size();
    for (auto next = all.begin(); next != all.end();) {
      const auto count = std::min<std::ptrdiff_t>(all.end() - next, sweep_batch_size);
      std::vector<Script> some(std::make_move_iterator(next),
                               std::make_move_iterator(next + count));
      next += count;
      for (Trial& trial : pair.try_all(std::move(some))) {
        if (trial.difference || trial.set_aside) trials.push_back(std::move(trial));
      }
    }
  }

  void take(Trial& trial) {
    if (!trial.script.interruption && !trial.script.heap_ties) ++done_;
    if (options_.stats && !trial.script.heap_ties) stats_.add(trial);
    if (options_.among > 0) searches_.add(trial);
    if (trial.set_aside) return put_aside(trial);
    if (!trial.difference && trial.theirs.state == Answer::State::refused) {
      progress_.clear();
      err_ << trial.script.name << ": neither takes it: " << trial.theirs.why << '\n';
      ++refused_;
    }
    if (trial.difference) report(trial);
  }

  // A judge that died has no answer, and that may be its own fault: it is told each time.
  void put_aside(const Trial& trial) {
    if (!trial.script.heap_ties) ++set_aside_;  // a program counts once
    if (trial.theirs.state != Answer::State::missing) return;
    ++unanswered_;
    progress_.clear();
    err_ << trial.script.name << ": CPython gives no answer: " << trial.theirs.why << '\n';
  }

  void report(Trial& trial) {
    ++differences_;
    if (differences_ > options_.reports) return;
    progress_.clear();
    const std::string name = trial.script.name;
    out_ << name << ": " << trial.difference->text << std::endl;
    std::unique_ptr<Pair> pair = pairs_.lend();
    const Trial smallest = reduce(*pair, std::move(trial));
    pairs_.give_back(std::move(pair));
    const std::string path = write_found(options_.output, smallest);
    if (path.empty()) err_ << "conform: cannot write into '" << options_.output << "'\n";
    out_ << "  made smaller to " << count_steps(smallest.script)
         << " steps: " << smallest.difference->text << "\n  " << path << std::endl;
  }

  std::string remark() const {
    if (differences_ == 0) return "";
    return std::to_string(differences_) + (differences_ == 1 ? " difference" : " differences");
  }

  void tell() {
    if (options_.stats) out_ << stats_.text();
    if (options_.among > 0) out_ << searches_.text();
    if (differences_ > options_.reports) {
      out_ << "only the first " << options_.reports << " differences were made smaller\n";
    }
    out_ << done_ << (done_ == 1 ? " program, " : " programs, ") << differences_
         << (differences_ == 1 ? " difference" : " differences");
    if (swept_ > 0) out_ << ", " << swept_ << " cancellations";
    if (set_aside_ > 0) out_ << ", " << set_aside_ << " set aside";
    if (unanswered_ > 0) out_ << " (" << unanswered_ << " without an answer of CPython)";
    if (refused_ > 0) out_ << ", " << refused_ << " refused";
    out_ << ", " << static_cast<std::uint64_t>(progress_.rate(done_)) << "/s, seed "
         << options_.seed << std::endl;
  }

  const Options& options_;
  Pairs& pairs_;
  std::ostream& out_;
  std::ostream& err_;
  Progress progress_;
  Stats stats_;
  Searches searches_;
  std::uint64_t done_ = 0;
  std::atomic<std::uint64_t> swept_ = 0;
  std::uint64_t differences_ = 0;
  std::uint64_t set_aside_ = 0;
  std::uint64_t unanswered_ = 0;  // of those
  std::uint64_t refused_ = 0;
};

// Whether both are there at all; says why not.
bool are_ready(Pairs& pairs, const Options& options, std::ostream& err) {
  Script script;
  script.coroutines.push_back({"main", {}, {}});
  std::unique_ptr<Pair> pair = pairs.lend();
  const std::vector<Trial> trials = pair->try_all({script});
  pairs.give_back(std::move(pair));
  if (trials[0].theirs.state == Answer::State::missing) {
    err << "conform: '" << options.python << "' does not answer for CPython ("
        << trials[0].theirs.why << ")\n";
    return false;
  }
  if (trials[0].ours.state == Answer::State::missing) {
    err << "conform: nobody answers for Fermata (" << trials[0].ours.why << ")\n";
    return false;
  }
  return true;
}

}  // namespace

std::string find_oracle() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const std::array candidates{
      program.parent_path().parent_path() / "share" / "fermata" / "oracle" / oracle_name,
      fs::path(FERMATA_ORACLE_DIR) / oracle_name};
  for (const fs::path& candidate : candidates) {
    if (fs::is_regular_file(candidate, error)) return candidate.string();
  }
  return "";
}

int conform(const Options& options, const std::string& self, std::ostream& out,
            std::ostream& err) {
  const std::string oracle = find_oracle();
  if (oracle.empty()) {
    err << "conform: oracle.py is missing: this was installed without share/fermata/oracle\n";
    return 70;
  }
  std::vector<std::string> ours{options.candidate};
  if (options.candidate.empty()) ours = {self, "--answer"};
  Pairs pairs(std::move(ours), {options.python, "-B", oracle, "--batch"}, options.among);
  if (!are_ready(pairs, options, err)) return 70;
  return Conform(options, pairs, out, err).run();
}

int write_texts(const Options& options, std::ostream& out) {
  for (std::uint64_t i = 0; i < options.programs; ++i) {
    out << nlohmann::json(show(program(options, options.first + i))).dump() << '\n';
  }
  return 0;
}

}  // namespace sim::conform
