// The shape of the standard library's hash tables: how many buckets they have, and when they get
// more. In libstdc++ that, and not the hash, decides about the order of most of them, and none of
// its hashes has a salt.
//
// The determinism check (sim/explore/apart.cpp) asks for another shape in one of its two processes,
// so that who iterates over such a table finds another order from its third element on. A table
// that there is already stays as it is, and every table is as full as it may be, at most.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <utility>

#include "sim/interpose/real.hpp"

namespace {

constexpr std::size_t kSmall = 64;  // up to here a table grows with each element

std::atomic<std::uint64_t> shape = 0;  // 0: the library's own

}  // namespace

extern "C" void fermata_shape_hash_tables(std::uint64_t seed) { shape = seed; }

#if defined(__GLIBCXX__)
namespace {

using Policy = std::__detail::_Prime_rehash_policy;

// A prime, and the policy is told when that is too few.
std::size_t real_buckets(const Policy& policy, std::size_t least) {
  static const auto real = sim::detail::real_function<std::size_t(const Policy*, std::size_t)>(
      "_ZNKSt8__detail20_Prime_rehash_policy11_M_next_bktEm");
  return real(&policy, least);
}

}  // namespace

std::size_t Policy::_M_next_bkt(std::size_t least) const {
  const std::uint64_t seed = shape;
  if (seed == 0 || least == 0) return real_buckets(*this, least);
  return real_buckets(*this, least + least / 2 + seed % 5);
}

std::pair<bool, std::size_t> Policy::_M_need_rehash(std::size_t buckets, std::size_t elements,
                                                    std::size_t more) const {
  using Real = std::pair<bool, std::size_t>(const Policy*, std::size_t, std::size_t, std::size_t);
  static const auto real =
      sim::detail::real_function<Real>("_ZNKSt8__detail20_Prime_rehash_policy14_M_need_rehashEmmm");
  const std::uint64_t seed = shape;
  if (seed == 0) return real(this, buckets, elements, more);
  const std::size_t wanted = elements + more;
  if (wanted <= _M_next_resize) return {false, 0};
  const std::size_t room = wanted < kSmall ? wanted : wanted + wanted / 2;
  const auto least = static_cast<std::size_t>(static_cast<double>(room) / _M_max_load_factor);
  const std::size_t next = real_buckets(*this, least + 1 + seed % 5);
  _M_next_resize = std::min(_M_next_resize, room);
  return {true, next};
}
#endif
