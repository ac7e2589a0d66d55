// props/zoo/prototype.hpp
//
// What a first throw-away prototype measured on the programs of the zoo: the mean number of the
// first schedule that fails, of 20 seeds, within 10,000. To hold our own figures against.
//
//   zoo::prototype_figure("twostage", Translation::sp, "surw");     // "6"
//
// "-": never found; "5794 (14/20)": in 14 of the 20; empty: not measured. Its locks went to anybody
// who asked, ours go to who asked first, which leaves fewer orders.

#pragma once

#include <string_view>

#include "props/zoo/zoo.hpp"

namespace sim::zoo {

[[nodiscard]] std::string_view prototype_figure(std::string_view program, Translation translation,
                                                std::string_view strategy);

// The mean number of programs found within 10, 100, 1,000 and 10,000 schedules, of its 30: those of
// the zoo and nine more. Empty: not measured.
[[nodiscard]] std::string_view prototype_found(Translation translation, std::string_view strategy);

}  // namespace sim::zoo
