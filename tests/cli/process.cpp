#include "tests/cli/process.hpp"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>

namespace sim::cli {
namespace {

// Two ends; the program gets one.
struct Channel {
  int ours = -1;
  int theirs = -1;
};

void close_if_open(int& descriptor) {
  if (descriptor >= 0) close(descriptor);
  descriptor = -1;
}

Channel pipe_to_us() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe2");
  return {ends[0], ends[1]};
}

Channel open_output(Process::Output kind) {
  if (kind == Process::Output::full_device) return {-1, open("/dev/full", O_WRONLY | O_CLOEXEC)};
  if (kind == Process::Output::terminal) {
    Channel terminal;
    if (openpty(&terminal.ours, &terminal.theirs, nullptr, nullptr, nullptr) != 0) {
      throw std::runtime_error("openpty");
    }
    return terminal;
  }
  Channel channel = pipe_to_us();
  if (kind == Process::Output::closed_pipe) close_if_open(channel.ours);
  return channel;
}

Channel open_input(const std::string& text) {
  const Channel reversed = pipe_to_us();
  // Inputs are shorter than what a pipe holds.
  if (write(reversed.theirs, text.data(), text.size()) < 0) throw std::runtime_error("write");
  close(reversed.theirs);
  return {-1, reversed.ours};
}

[[noreturn]] void become(const Process& process, const std::string& program,
                         const std::string& folder) {
  for (const char* name : {"CI", "GITHUB_ACTIONS", "NO_COLOR", "CLICOLOR_FORCE"}) unsetenv(name);
  setenv("TERM", "xterm", 1);
  for (const auto& [name, value] : process.environment) setenv(name.c_str(), value.c_str(), 1);
  std::signal(SIGPIPE, process.ignores_broken_pipes ? SIG_IGN : SIG_DFL);
  std::vector<char*> words{const_cast<char*>(process.called_as.c_str())};
  for (const std::string& word : process.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  if (chdir(folder.c_str()) == 0) execv(program.c_str(), words.data());
  _exit(127);
}

// Both at once, so that neither can fill up while the other is read. A terminal whose other end
// is closed gives an error instead of an end.
void read_all(int out, std::string& out_text, int err, std::string& err_text) {
  std::array<pollfd, 2> open{pollfd{out, POLLIN, 0}, pollfd{err, POLLIN, 0}};
  const std::array<std::string*, 2> texts{&out_text, &err_text};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    if (poll(open.data(), open.size(), -1) < 0) throw std::runtime_error("poll");
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (open[i].fd < 0 || open[i].revents == 0) continue;
      std::array<char, 4096> bytes{};
      const ssize_t count = read(open[i].fd, bytes.data(), bytes.size());
      if (count <= 0) {
        open[i].fd = -1;
      } else {
        texts[i]->append(bytes.data(), static_cast<std::size_t>(count));
      }
    }
  }
}

}  // namespace

Process::Result Process::run(const std::string& program, const std::string& folder) const {
  Channel in = open_input(input);
  Channel out = open_output(output);
  Channel err = pipe_to_us();
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    dup2(in.theirs, STDIN_FILENO);
    dup2(out.theirs, STDOUT_FILENO);
    dup2(err.theirs, STDERR_FILENO);
    become(*this, program, folder);
  }
  close_if_open(in.theirs);
  close_if_open(out.theirs);
  close_if_open(err.theirs);
  Result result;
  read_all(out.ours, result.out, err.ours, result.err);
  close_if_open(out.ours);
  close_if_open(err.ours);
  int status = 0;
  waitpid(child, &status, 0);
  result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  return result;
}

}  // namespace sim::cli
