// sim/base/wait_text.hpp
//
// Who waits for what, as people read it: in the message of a deadlock, in what a detector finds.
//
//   wait_line("left", "a lock", {"right"});                 // "left waits for a lock (right)"
//   wait_line("left", "lock 2", {"right"}, Behind::holds);  // "left waits for lock 2, held by ..."
//   ring_line({"left", "right"});                           // "a ring: left, right"

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sim {

// How those behind what is waited for stand to it.
enum class Behind : std::uint8_t { ends, holds };

// `behind`: who must end, or give it back, before the wait is over; who is named in `what` already
// is not named again.
[[nodiscard]] std::string wait_line(std::string_view who, std::string_view what,
                                    const std::vector<std::string>& behind,
                                    Behind how = Behind::ends);

[[nodiscard]] std::string ring_line(const std::vector<std::string>& names);

// "a, b, c"
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

}  // namespace sim
