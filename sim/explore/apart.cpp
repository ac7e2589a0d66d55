#include "sim/explore/apart.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "sim/base/free_list.hpp"
#include "sim/base/xoshiro.hpp"

// In a program that links fermata::interpose, and nullptr elsewhere.
extern "C" __attribute__((weak)) void fermata_shape_hash_tables(std::uint64_t seed);

namespace sim {
namespace {

constexpr std::size_t kSizeMax = 2'048;  // of small blocks
constexpr std::size_t kSizeStep = 16;
constexpr std::size_t kStackBytes = 192 << 10;

// How many of each size: more than malloc keeps aside for a thread, and more of those that are
// many.
constexpr std::size_t blocks_of(std::size_t size) { return size <= 512 ? 48 : 12; }

struct Heap {
  static void* take(std::size_t size) { return std::malloc(size); }
  static void give(void* block, std::size_t) { std::free(block); }
};

// Every second block stays taken, so that no two become one again.
template <class From>
void scatter(std::size_t size, std::uint8_t fill, Xoshiro& draws) {
  std::vector<void*> blocks(blocks_of(size));
  for (void*& block : blocks) {
    block = From::take(size);
    std::memset(block, fill, size);
    static_cast<void>(From::take(size));
  }
  for (std::size_t left = blocks.size(); left > 1; --left) {
    std::swap(blocks[left - 1], blocks[draws.below(static_cast<std::uint32_t>(left))]);
  }
  for (void* block : blocks) From::give(block, size);
}

// The free list is a stack: who asks next gets these in the order in which they are given back.
struct Pool {
  static void* take(std::size_t size) { return FreeList::allocate(size); }
  static void give(void* block, std::size_t size) { FreeList::release(block, size); }
};

void fill_pool(std::uint8_t fill) {
  for (std::size_t size = kSizeStep; size < kSizeMax; size += kSizeStep) {
    std::vector<void*> blocks(blocks_of(size));
    for (void*& block : blocks) std::memset(block = Pool::take(size), fill, size);
    for (std::size_t i = blocks.size(); i-- > 0;) Pool::give(blocks[i], size);
  }
}

// What the run will call lies where this was.
[[gnu::noinline]] void fill_stack(std::uint8_t fill) {
  std::array<volatile std::uint8_t, kStackBytes> bytes;
  for (volatile std::uint8_t& byte : bytes) byte = fill;
}

void surround_with(const Surroundings& surroundings) {
  if (surroundings.fill != 0) mallopt(M_PERTURB, surroundings.fill);
  fill_pool(surroundings.fill);
  if (surroundings.seed != 0) {
    Xoshiro draws(surroundings.seed);
    for (std::size_t size = kSizeStep; size < kSizeMax; size += kSizeStep) {
      scatter<Heap>(size, surroundings.fill, draws);
      scatter<Pool>(size, surroundings.fill, draws);
    }
    if (fermata_shape_hash_tables != nullptr) fermata_shape_hash_tables(surroundings.seed);
  }
  fill_stack(surroundings.fill);
}

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) _exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string read_all(int from) {
  std::string all;
  std::array<char, 65'536> bytes{};
  while (true) {
    const ssize_t count = read(from, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return all;
    all.append(bytes.data(), static_cast<std::size_t>(count));
  }
}

// The first byte says whether the work came to its end.
std::string work_on_a_thread(const Surroundings& surroundings,
                             const std::function<std::string()>& work) {
  std::promise<void> never;
  if (surroundings.seed != 0) {  // takes the place that the next one would have
    std::thread([waits = never.get_future().share()] { waits.wait(); }).detach();
  }
  std::string said;
  std::thread([&] {
    try {
      surround_with(surroundings);
      said = "+" + work();
    } catch (const std::exception& error) {
      said = std::string("-it threw: ") + error.what();
    } catch (...) {
      said = "-it threw what is no std::exception";
    }
  }).join();
  never.set_value();
  return said;
}

[[noreturn]] void be_apart(int to, const Surroundings& surroundings,
                           const std::function<std::string()>& work) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
  try {
    write_all(to, work_on_a_thread(surroundings, work));
  } catch (const std::exception& error) {
    write_all(to, std::string("-it cannot be done: ") + error.what());
  }
  _exit(0);
}

std::string ending_of(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(status)) return "it was ended by signal " + std::to_string(WTERMSIG(status));
  if (WEXITSTATUS(status) == 0) return "";
  return "it ended with status " + std::to_string(WEXITSTATUS(status));
}

}  // namespace

Apart apart(const Surroundings& surroundings, const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("there is no pipe to be had");
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("there is no process to be had");
  if (child == 0) be_apart(ends[1], surroundings, work);
  close(ends[1]);
  Apart done;
  done.said = read_all(ends[0]);
  close(ends[0]);
  done.problem = ending_of(child);
  if (!done.problem.empty()) return done;
  if (!done.said.starts_with('+')) {
    done.problem = done.said.empty() ? "it ended without a word" : done.said.substr(1);
    done.said.clear();
    return done;
  }
  done.said.erase(0, 1);
  return done;
}

}  // namespace sim
