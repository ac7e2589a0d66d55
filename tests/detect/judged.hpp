// tests/detect/judged.hpp
//
// What the detectors find in a run of a coroutine; and that they find the same in its trace.
//
//   EXPECT_EQ(test::judged(two_locks()), "deadlock: left waits for ...");

#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "sim/aio/run.hpp"
#include "sim/coro/coro.hpp"
#include "sim/coro/task.hpp"
#include "sim/detect/detectors.hpp"
#include "sim/trace/recorder.hpp"

namespace sim::test {

// Of a run as asyncio.run makes it: with a main of that name, and its shutdown.
template <class T>
std::vector<Finding> findings_of(Coro<T> main, RunOptions options = {},
                                 const DetectOptions& wanted = {}) {
  Recorder recorder;
  Detectors detectors(wanted, &recorder);
  options.probe = &detectors;
  std::vector<Finding> found;
  {
    Runner runner(options);
    const Task<T> task = create_task_on(runner.loop(), std::move(main), "main");
    if (runner.drive(task.core()) == RunEnd::done) static_cast<void>(runner.shut_down());
    runner.loop().report_untaken();
    found = detectors.findings();
    const std::vector<Finding> again = findings_in(recorder.trace(), wanted);
    EXPECT_EQ(again.size(), found.size());
    for (std::size_t i = 0; i < again.size() && i < found.size(); ++i) {
      EXPECT_EQ(again[i].what, found[i].what);
      EXPECT_EQ(again[i].details, found[i].details);
      EXPECT_TRUE(again[i].same_as(found[i]));
    }
  }
  return found;
}

// The lines of all of them.
template <class T>
std::string judged(Coro<T> main, RunOptions options = {}, const DetectOptions& wanted = {}) {
  std::string text;
  for (const Finding& finding : findings_of(std::move(main), options, wanted)) {
    text += finding.what + "\n";
  }
  return text;
}

}  // namespace sim::test
