// tests/support/sanitizers.hpp
//
// Whether this program runs under AddressSanitizer, where each block comes from malloc and a throw
// costs fifteen times as much.
//
//   constexpr int throws = test::address_sanitizer ? 100'000 : 1'000'000;

#pragma once

namespace sim::test {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool address_sanitizer = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
inline constexpr bool address_sanitizer = true;
#else
inline constexpr bool address_sanitizer = false;
#endif
#else
inline constexpr bool address_sanitizer = false;
#endif

}  // namespace sim::test
