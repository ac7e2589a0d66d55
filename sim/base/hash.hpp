// sim/base/hash.hpp
//
// A 64-bit digest that rolls over a sequence of numbers and texts. It is ours, so that no package
// or compiler can change what a recorded digest means.
//
//   Digest digest;
//   digest.add(task.value());
//   digest.add("sleep");
//   std::uint64_t so_far = digest.value();
//
// Order matters; equal sequences give equal values on every machine. The mixing step is the
// finaliser of splitmix64 (Steele, Lea, Flood 2014) over a rotated running state.

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace sim {

class Digest {
  // These stand first: what clang works out while it compiles needs the templates before.

  // The characters of a whole number, of which a compiler makes one load.
  template <class Word>
  static constexpr std::uint64_t word_of(std::string_view text) noexcept {
    Word word = 0;
    if (!std::is_constant_evaluated() && std::endian::native == std::endian::little) {
      std::memcpy(&word, text.data(), sizeof(Word));
      return word;
    }
    for (std::size_t i = sizeof(Word); i > 0; --i) {
      word = static_cast<Word>(word << 4 << 4 | static_cast<unsigned char>(text[i - 1]));
    }
    return word;
  }

  // The first characters of a text and the last ones, which may meet.
  template <class Word>
  static constexpr std::uint64_t ends(std::string_view text) noexcept {
    const std::size_t between = text.size() - sizeof(Word);
    return word_of<Word>(text) | word_of<Word>(text.substr(between)) << (8 * between);
  }

  // Of fewer than eight characters.
  static constexpr std::uint64_t last_word(std::string_view text) noexcept {
    const std::size_t size = text.size();
    if (size >= 4) return ends<std::uint32_t>(text);
    if (size >= 2) return ends<std::uint16_t>(text);
    return static_cast<unsigned char>(text[0]);
  }

 public:
  constexpr void add(std::uint64_t word) noexcept {
    state_ = mix(std::rotl(state_, 23) ^ word) + 0x9e3779b97f4a7c15U;
  }

  // Its size, then eight characters a word, the first the least.
  constexpr void add(std::string_view text) noexcept {
    add(static_cast<std::uint64_t>(text.size()));
    for (; text.size() >= 8; text.remove_prefix(8)) add(word_of<std::uint64_t>(text));
    if (!text.empty()) add(last_word(text));
  }

  [[nodiscard]] constexpr std::uint64_t value() const noexcept { return mix(state_); }

  // Eight characters as a number, the first the least. Requires: they are there.
  [[nodiscard]] static constexpr std::uint64_t word_at(std::string_view text,
                                                       std::size_t at) noexcept {
    return word_of<std::uint64_t>(text.substr(at));
  }

  friend constexpr bool operator==(const Digest&, const Digest&) noexcept = default;

 private:
  static constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
  }

  std::uint64_t state_ = 0x243f6a8885a308d3U;
};

}  // namespace sim
