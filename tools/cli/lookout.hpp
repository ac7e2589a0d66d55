// tools/cli/lookout.hpp
//
// What is a failure beside what a file says of its exploration, as a user asks for it by flags.
//
//   look_out(arguments.lookout, scenario);       // as if the file said so
//   command += flags_of(arguments.lookout);      // " --races --lasso 100"
//
// What is saved then says it itself; what only names the file has to be given the flags again.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace sim::scenario {
struct Scenario;
}

namespace sim::cli {

struct Lookout {
  bool races = false;                 // happens-before races
  std::optional<std::int64_t> lasso;  // livelocks, by so many rounds of the same state
};

void look_out(const Lookout& lookout, scenario::Scenario& scenario);
[[nodiscard]] std::string flags_of(const Lookout& lookout);

}  // namespace sim::cli
