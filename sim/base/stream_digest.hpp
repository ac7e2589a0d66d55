// sim/base/stream_digest.hpp
//
// A 64-bit digest that rolls over a long stream of bytes: for the record of millions of events,
// where Digest (sim/base/hash.hpp) would take longer than the events do.
//
//   StreamDigest digest;
//   digest.add(blocks);                    // whole blocks of StreamDigest::block_bytes
//   std::uint64_t all = digest.value(rest);        // with the bytes that make no whole block
//
// Equal streams have equal values on every machine. The words of a block go into four lanes, one
// each, so that a processor works on four at a time, by the round of XXH64 (Collet 2012), which
// loses nothing of a lane. The value mixes the lanes, the rest and the number of bytes with Digest.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "sim/base/hash.hpp"

namespace sim {

class StreamDigest {
 public:
  using Bytes = std::span<const unsigned char>;
  static constexpr std::size_t block_bytes = 32;

  // Requires: whole blocks.
  void add(Bytes blocks) noexcept {
    auto [a, b, c, d] = lanes_;
    const std::string_view text = text_of(blocks);
    for (std::size_t at = 0; at < text.size(); at += block_bytes) {
      a = rolled(a, Digest::word_at(text, at));
      b = rolled(b, Digest::word_at(text, at + 8));
      c = rolled(c, Digest::word_at(text, at + 16));
      d = rolled(d, Digest::word_at(text, at + 24));
    }
    lanes_ = {a, b, c, d};
    size_ += blocks.size();
  }

  // As if `rest`, which may be of any length, had been added behind.
  [[nodiscard]] std::uint64_t value(Bytes rest = {}) const noexcept {
    const std::size_t whole = rest.size() - rest.size() % block_bytes;
    StreamDigest all = *this;
    all.add(rest.first(whole));
    Digest digest;
    for (const std::uint64_t lane : all.lanes_) digest.add(lane);
    digest.add(size_ + rest.size());
    digest.add(text_of(rest.subspan(whole)));
    return digest.value();
  }

 private:
  static std::string_view text_of(Bytes bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  static constexpr std::uint64_t rolled(std::uint64_t lane, std::uint64_t word) noexcept {
    return std::rotl(lane + word * 0xc2b2ae3d27d4eb4fU, 31) * 0x9e3779b185ebca87U;
  }

  std::array<std::uint64_t, 4> lanes_{0x243f6a8885a308d3U, 0x13198a2e03707344U,
                                      0xa4093822299f31d0U, 0x082efa98ec4e6c89U};
  std::uint64_t size_ = 0;
};

}  // namespace sim
