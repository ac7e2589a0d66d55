#include "tools/conform/judge.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace sim::conform {
namespace {

// Both ends are closed in programs that are started later.
bool make_pipe(std::array<int, 2>& ends) { return pipe2(ends.data(), O_CLOEXEC) == 0; }

}  // namespace

Judge::Judge(std::vector<std::string> command, std::chrono::milliseconds silence)
    : command_(std::move(command)), silence_(silence) {
  signal(SIGPIPE, SIG_IGN);
}

Judge::~Judge() { stop(); }

bool Judge::start() {
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (!make_pipe(in)) return false;
  if (!make_pipe(out)) {
    close(in[0]);
    close(in[1]);
    return false;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in[0], STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::vector<char*> words;
  for (std::string& word : command_) words.push_back(word.data());
  words.push_back(nullptr);
  pid_t child = -1;
  const int error =
      posix_spawnp(&child, words.front(), &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(in[0]);
  close(out[1]);
  process_ = error == 0 ? child : -1;
  to_ = in[1];
  from_ = out[0];
  fcntl(to_, F_SETFL, O_NONBLOCK);
  unread_.clear();
  if (process_ < 0) stop();
  return process_ >= 0;
}

void Judge::stop() {
  if (to_ >= 0) close(std::exchange(to_, -1));
  if (from_ >= 0) close(std::exchange(from_, -1));
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
}

// After its output has ended.
std::string Judge::how_it_ended() {
  int status = 0;
  while (waitpid(process_, &status, 0) < 0) {
    if (errno != EINTR) return "it is gone";
  }
  process_ = -1;
  if (WIFSIGNALED(status)) return "it ended with signal " + std::to_string(WTERMSIG(status));
  return "it ended with status " + std::to_string(WEXITSTATUS(status));
}

std::vector<Verdict> Judge::ask(std::span<const std::string> lines) {
  std::vector<Verdict> verdicts;
  while (verdicts.size() < lines.size()) {
    if (process_ < 0 && !start()) {
      verdicts.push_back({"", "'" + command_.front() + "' cannot be run"});
      continue;
    }
    converse(lines.subspan(verdicts.size()), verdicts);
  }
  return verdicts;
}

// Writes as fast as the other reads, and reads as fast as it writes, until all is answered or
// something is at fault.
void Judge::converse(std::span<const std::string> lines, std::vector<Verdict>& verdicts) {
  std::string said;
  for (const std::string& line : lines) said += line + '\n';
  const std::size_t wanted = verdicts.size() + lines.size();
  std::size_t written = 0;
  while (verdicts.size() < wanted) {
    std::array<pollfd, 2> ends{{{from_, POLLIN, 0}, {to_, POLLOUT, 0}}};
    const nfds_t count = written < said.size() ? 2 : 1;
    const int ready = poll(ends.data(), count, static_cast<int>(silence_.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready == 0) {
      verdicts.push_back({"", "it said nothing for too long"});
      return stop();
    }
    if (ends[0].revents != 0 && !read_some(wanted, verdicts)) return;
    if (count == 2 && ends[1].revents != 0) {
      const ssize_t some = write(to_, said.data() + written, said.size() - written);
      // Where it is gone, reading tells how.
      if (some > 0) written += static_cast<std::size_t>(some);
      if (some < 0 && errno == EPIPE) written = said.size();
    }
  }
}

// False where there is nothing more to come from this process.
bool Judge::read_some(std::size_t wanted, std::vector<Verdict>& verdicts) {
  std::array<char, 65536> buffer;
  const ssize_t some = read(from_, buffer.data(), buffer.size());
  if (some < 0 && errno == EINTR) return true;
  if (some <= 0) {
    verdicts.push_back({"", how_it_ended()});
    stop();
    return false;
  }
  unread_.append(buffer.data(), static_cast<std::size_t>(some));
  for (std::size_t end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n')) {
    if (verdicts.size() == wanted) return true;
    if (unread_[0] != '{') {
      verdicts.push_back({"", "it says what is no answer: " + unread_.substr(0, end)});
      stop();
      return false;
    }
    verdicts.push_back({unread_.substr(0, end), ""});
    unread_.erase(0, end + 1);
  }
  return true;
}

}  // namespace sim::conform
