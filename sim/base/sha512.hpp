// sim/base/sha512.hpp
//
// SHA-512 of a text, in one call. `Random` needs it because Python hashes a string seed.
//
//   sim::detail::Sha512Digest digest = sim::detail::sha512("hello");   // 64 bytes
//
// The bytes are those of FIPS 180-4, section 6.4, on every machine. It is here to reproduce a
// seed, not to keep a secret: no care is taken to clear memory or to run in constant time.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace sim::detail {

using Sha512Digest = std::array<std::uint8_t, 64>;

// The digest of the bytes of `message`, in the order in which the standard prints them.
Sha512Digest sha512(std::string_view message);

}  // namespace sim::detail
