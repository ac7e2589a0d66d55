// tests/props/temp_folder.hpp
//
// A folder of the current test and this process, which is not there before and after.
//
//   const test::TempFolder folder;
//   flags.failures = folder.path();

#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace sim::test {

class TempFolder {
 public:
  TempFolder()
      : path_((std::filesystem::path(testing::TempDir()) /
               (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + " " +
                std::to_string(getpid())))
                  .string()) {
    std::filesystem::remove_all(path_);
  }
  ~TempFolder() { std::filesystem::remove_all(path_); }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  [[nodiscard]] const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace sim::test
