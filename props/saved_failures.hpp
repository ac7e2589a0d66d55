// props/saved_failures.hpp
//
// The schedules under which a test failed, kept in a file of its own until somebody deletes them.
//
//   SavedFailures saved(".fermata", "Bank.KeepsItsSum");
//   for (const SavedFailure& failure : saved.load()) ... replay failure.token ...
//   saved.add({token, "failed: bank_test.cpp:14"});       // .fermata/Bank.KeepsItsSum.schedules
//
// A schedule stays when the test passes under it: it is a regression test from then on, and may be
// checked in. The file is text, a line a failure, the token first; lines are only ever added.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sim {

struct SavedFailure {
  std::string token{};
  std::string about{};  // one line

  friend bool operator==(const SavedFailure&, const SavedFailure&) = default;
};

class SavedFailures {
 public:
  // An empty folder: nothing is kept.
  SavedFailures(std::string folder, std::string_view test);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

  // Oldest first. Lines that begin with '#' and empty ones are passed over.
  [[nodiscard]] std::vector<SavedFailure> load() const;

  // Unless the token is there. Returns what went wrong, or nothing.
  std::string add(const SavedFailure& failure) const;

 private:
  std::string folder_;
  std::string path_;
};

}  // namespace sim
