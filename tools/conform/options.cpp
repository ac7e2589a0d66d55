#include "tools/conform/options.hpp"

#include <charconv>
#include <system_error>

namespace sim::conform {
namespace {

using props::script::Feature;
using props::script::FeatureSet;

constexpr std::string_view help =
    R"(fermata conform    compare Fermata with CPython on random programs

Random scenario programs over the whole language run on both. A difference in output, outcome,
exception, time, result or final values is made as small as it goes and written as a scenario
file, CPython's answer as what it expects. Needs a python3 that is CPython 3.11.7.

  --programs N       how many programs (1000)
  --seed S           which ones (1): the same seed gives the same programs everywhere
  --first N          begin with program N of the seed (0)
  --python PATH      the judge (python3)
  --output FOLDER    where differences go (differences)
  --reports N        how many differences to make smaller and write (10)
  --without A,B      leave these features out of the programs
  --only A,B         leave out all but these
  --steps N          about how many steps a program has at most (45)
  --jobs N           pairs of processes (one a core)
  --cancel-everywhere
                     run each program again and again, with each of its tasks cancelled before
                     each iteration of the loop
  --among N          look for CPython's answer, with equal deadlines in order and as its heap ties
                     them, among all results over every schedule; a program that has more than N
                     of these, or is cut at its limit of steps, is set aside
  --stats            tell what the programs did
  --texts            run nothing: write the programs, each as a JSON string on a line
  --answer           run the programs on standard input, a JSON string a line, on Fermata; write
                     an answer a line
  --candidate PATH   compare this program, which is asked as --answer is, instead of Fermata

Exit status: 0 no difference, 1 some, 2 the command line means nothing, 70 something is missing.

The features: )";

template <typename Number>
bool read_number(std::string_view word, Number& target) {
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), target);
  return error == std::errc{} && end == word.data() + word.size();
}

class Reader {
 public:
  Reader(std::span<const std::string> words, Options& options) : words_(words), options_(options) {}

  void read() {
    while (at_ < words_.size() && options_.error.empty()) {
      const std::string word = words_[at_++];
      const std::size_t equals = word.find('=');
      flag_ = word.substr(0, equals);
      inline_value_ = equals != std::string::npos;
      if (inline_value_) value_ = word.substr(equals + 1);
      if (!read_switch()) read_flag();
    }
    if (options_.error.empty() && options_.among > 0 && options_.cancel_everywhere) {
      options_.error = "--among and --cancel-everywhere do not go together";
    }
  }

 private:
  bool read_switch() {
    if (inline_value_) return false;
    if (flag_ == "--stats") return options_.stats = true;
    if (flag_ == "--cancel-everywhere") return options_.cancel_everywhere = true;
    if (flag_ == "--texts") return set_task(Task::texts);
    if (flag_ == "--answer") return set_task(Task::answer);
    if (flag_ == "--help" || flag_ == "-h") return set_task(Task::help);
    return false;
  }

  bool set_task(Task task) {
    options_.task = task;
    return true;
  }

  void read_flag() {
    if (flag_ == "--programs") return number(options_.programs);
    if (flag_ == "--seed") return number(options_.seed);
    if (flag_ == "--first") return number(options_.first);
    if (flag_ == "--jobs" || flag_ == "-j") return number(options_.jobs);
    if (flag_ == "--reports") return number(options_.reports);
    if (flag_ == "--among") return number(options_.among, std::uint64_t{1});
    if (flag_ == "--steps") return number(options_.shape.steps_max, 1);
    if (flag_ == "--python") return text(options_.python);
    if (flag_ == "--output") return text(options_.output);
    if (flag_ == "--candidate") return text(options_.candidate);
    if (flag_ == "--without") return features(true);
    if (flag_ == "--only") return features(false);
    options_.error = "unknown flag '" + flag_ + "'";
  }

  bool value() {
    if (inline_value_) return true;
    if (at_ == words_.size()) {
      options_.error = flag_ + " needs a value";
      return false;
    }
    value_ = words_[at_++];
    return true;
  }

  template <typename Number>
  void number(Number& target, Number least = 0) {
    if (!value()) return;
    if (!read_number(value_, target) || target < least) {
      options_.error = flag_ + ": '" + value_ + "' is not a number that it can be";
    }
  }

  void text(std::string& target) {
    if (value()) target = value_;
  }

  void features(bool without) {
    if (!value()) return;
    FeatureSet named;
    std::string_view rest = value_;
    while (!rest.empty()) {
      const std::string_view one = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
      const auto feature = props::script::feature_named(one);
      if (!feature) {
        options_.error = flag_ + ": there is no feature '" + std::string(one) + "'";
        return;
      }
      named.set(props::script::index_of(*feature));
    }
    options_.shape.features = without ? options_.shape.features & ~named : named;
  }

  std::span<const std::string> words_;
  Options& options_;
  std::size_t at_ = 0;
  std::string flag_;
  std::string value_;
  bool inline_value_ = false;
};

}  // namespace

Options read_options(std::span<const std::string> words) {
  Options options;
  Reader(words, options).read();
  return options;
}

std::string_view help_text() {
  static const std::string whole = [] {
    std::string text(help);
    std::string line;
    for (const Feature feature : props::script::all_features()) {
      if (feature == Feature::core) continue;
      const std::string one(props::script::name_of(feature));
      if (line.size() + one.size() > 80) {
        text += line + ",\n  ";
        line.clear();
      }
      line += (line.empty() ? "" : ", ") + one;
    }
    return text + line + "\n";
  }();
  return whole;
}

}  // namespace sim::conform
