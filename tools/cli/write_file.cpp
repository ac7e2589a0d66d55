#include "tools/cli/write_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace sim::cli {
namespace {

namespace fs = std::filesystem;

std::string problem(const std::string& path) {
  return path + ": cannot be written: " + std::generic_category().message(errno);
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// What a new file may be: all that the umask lets it.
mode_t mode_of(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

std::string write_directly(const std::string& path, std::string_view text) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return problem(path);
  const bool good = write_all(descriptor, text);
  const std::string wrong = good ? "" : problem(path);
  close(descriptor);
  return wrong;
}

}  // namespace

std::string write_file(const std::string& path, std::string_view text) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (fs::is_directory(status)) return path + ": cannot be written: it is a folder";
  if (fs::exists(status) && !fs::is_regular_file(status)) return write_directly(path, text);
  if (fs::exists(status) && access(path.c_str(), W_OK) != 0) return problem(path);
  fs::path target = fs::weakly_canonical(path, error);
  if (error) target = path;
  std::string temporary =
      (target.parent_path() / ("." + target.filename().string() + ".XXXXXX")).string();
  const int descriptor = mkstemp(temporary.data());
  if (descriptor < 0) return problem(path);
  const bool good = write_all(descriptor, text) && fchmod(descriptor, mode_of(target)) == 0;
  std::string wrong = good ? "" : problem(path);
  if (close(descriptor) != 0 && wrong.empty()) wrong = problem(path);
  if (wrong.empty() && std::rename(temporary.c_str(), target.c_str()) != 0) wrong = problem(path);
  if (!wrong.empty()) unlink(temporary.c_str());
  return wrong;
}

}  // namespace sim::cli
