// Random bytes, asked for in a run: a function of how many the run has asked for.

#include <sys/random.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>

#include "sim/base/hash.hpp"
#include "sim/interpose/real.hpp"
#include "sim/loop/loop.hpp"

namespace {

std::uint64_t next_word(sim::Loop& loop) {
  sim::Digest digest;
  digest.add(loop.next_draw());
  return digest.value();
}

void fill(sim::Loop& loop, void* bytes, std::size_t size) {
  auto* to = static_cast<unsigned char*>(bytes);
  while (size > 0) {
    const std::uint64_t word = next_word(loop);
    const std::size_t count = std::min(size, sizeof word);
    std::memcpy(to, &word, count);
    to += count;
    size -= count;
  }
}

}  // namespace

extern "C" {

ssize_t getrandom(void* bytes, std::size_t size, unsigned flags) {
  static const auto real =
      sim::detail::real_function<ssize_t(void*, std::size_t, unsigned)>("getrandom");
  sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(bytes, size, flags);
  fill(*loop, bytes, size);
  return static_cast<ssize_t>(size);
}

int getentropy(void* bytes, std::size_t size) {
  static const auto real = sim::detail::real_function<int(void*, std::size_t)>("getentropy");
  sim::Loop* loop = sim::Loop::current_or_null();
  if (loop == nullptr) return real(bytes, size);
  fill(*loop, bytes, size);
  return 0;
}

}  // extern "C"

#if defined(__GLIBCXX__)
// It asks the processor itself, where that has an instruction for it. A member function is called
// as a function with its object before the other arguments.
std::random_device::result_type std::random_device::_M_getval() {
  static const auto real = sim::detail::real_function<result_type(std::random_device*)>(
      "_ZNSt13random_device9_M_getvalEv");
  sim::Loop* loop = sim::Loop::current_or_null();
  return loop == nullptr ? real(this) : static_cast<result_type>(next_word(*loop));
}
#endif
