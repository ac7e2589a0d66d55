// tools/conform/judge.hpp
//
// A program that says what scenario programs give: it reads one on a line, as a JSON string, and
// writes one line back for each. It runs beside this one and is asked as often as one likes.
//
//   Judge cpython({"python3", "oracle.py", "--batch"});
//   std::vector<Verdict> verdicts = cpython.ask(lines);       // one for each line
//   if (!verdicts[0].fault.empty()) ...                       // it died, or said nothing
//
// Promise: ask() always returns. A line at which the judge dies, says what is no JSON object, or is
// silent for longer than the limit, is at fault; the judge begins anew and answers the lines after
// it.

#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace sim::conform {

struct Verdict {
  std::string line;   // without its end
  std::string fault;  // "" where there is a line
};

class Judge {
 public:
  explicit Judge(std::vector<std::string> command,
                 std::chrono::milliseconds silence = std::chrono::seconds(20));
  ~Judge();

  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;

  std::vector<Verdict> ask(std::span<const std::string> lines);

 private:
  bool start();
  void stop();
  void converse(std::span<const std::string> lines, std::vector<Verdict>& verdicts);
  bool read_some(std::size_t wanted, std::vector<Verdict>& verdicts);
  std::string how_it_ended();

  std::vector<std::string> command_;
  std::chrono::milliseconds silence_;
  int process_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string unread_;
};

}  // namespace sim::conform
