// sim/scenario/diagnostic.hpp
//
// What is wrong with a text, where, and what was probably meant. Bad input always becomes a list of
// these, never an exception and never a crash.
//
//   Diagnostics found(source);
//   found.error(place, "unknown step 'slep'").in("producer(), step 3").help(did_you_mean("sleep"));
//   std::cerr << render(found.sorted());
//
//   scenarios/chan.sim.yaml:14:7: error: unknown step 'slep'
//      |
//   14 |     - slep: 2
//      |       ^^^^ in producer(), step 3
//      = help: did you mean 'sleep'?
//
// Promise: a Diagnostic holds everything that is printed, so it outlives the Source it speaks of.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/source.hpp"

namespace sim::scenario {

struct Diagnostic {
  std::string path;
  Position at;  // line 0 where the message is about the whole file
  Place place;
  std::string message;        // what is wrong
  std::string line;           // the line as it is shown: a long one cut to what is near the caret
  std::size_t caret = 0;      // where in `line` the caret stands, in characters from 0
  std::size_t underline = 1;  // how many characters it underlines
  std::string context;        // "producer(), step 3", printed after the caret as "in ..."
  std::string help;           // what was meant, where that can be guessed
};

// So many are kept of one text; what is beyond is counted. People make fewer mistakes than that.
inline constexpr std::size_t diagnostics_max = 200;

// The text above, line breaks included.
[[nodiscard]] std::string render(const Diagnostic& diagnostic);
// All of them, an empty line between two.
[[nodiscard]] std::string render(std::span<const Diagnostic> diagnostics);

// Collects what is found in one Source.
class Diagnostics {
 public:
  // Adds context and help to the diagnostic just reported; lives for one full expression.
  class Report {
   public:
    explicit Report(Diagnostic& diagnostic) : diagnostic_(&diagnostic) {}
    Report& in(std::string context);
    Report& help(std::string help);

   private:
    Diagnostic* diagnostic_;
  };

  // Requires: source outlives this object.
  explicit Diagnostics(const Source& source) : source_(&source) {}

  Report error(Place place, std::string message);
  // About the file as a whole: no line is shown.
  Report error(std::string message);

  [[nodiscard]] bool empty() const { return found_.empty(); }
  [[nodiscard]] std::size_t size() const { return found_.size(); }
  [[nodiscard]] const Source& source() const { return *source_; }

  // In the order of the file, each message at a place once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  Report keep(Diagnostic diagnostic);

  const Source* source_;
  std::vector<Diagnostic> found_;
  std::size_t dropped_ = 0;
  Diagnostic spare_;  // takes what is dropped
};

// The candidate that is nearest to `name`, or "" where none is near enough to be what was meant.
// Nearness is the Damerau-Levenshtein distance in its optimal-string-alignment form (Wagner and
// Fischer 1974, with swaps of neighbours), letter case at a third of the price; of equals the
// first.
[[nodiscard]] std::string_view suggest(std::string_view name,
                                       std::span<const std::string_view> candidates);

// "did you mean 'sleep'?", or "" for an empty suggestion.
[[nodiscard]] std::string did_you_mean(std::string_view suggestion);

}  // namespace sim::scenario
