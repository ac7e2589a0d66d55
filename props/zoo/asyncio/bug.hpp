// props/zoo/asyncio/bug.hpp
//
// A Bug is one that CPython's asyncio has had, or has: the primitive as it was then, a law that it
// breaks, and the primitives that keep the law.
//
//   for (const asyncio::Bug& bug : asyncio::bugs()) {
//     Explorer explorer(bug.program(bug.old), {.strategy = "portfolio"});
//   }
//
// A law is a small client of the primitive (play.hpp), written once for all its versions. Nobody
// has written down a schedule: the explorer is given the law alone.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "props/zoo/asyncio/play.hpp"
#include "sim/explore/program.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::zoo::asyncio {

using Client = Coro<> (*)(Play&);

struct Bug {
  std::string_view name;
  std::string_view id;        // where it was told
  std::string_view versions;  // CPython's, or the package's, that had it
  std::string_view law;       // what it breaks
  Client old = nullptr;       // the law over the algorithm that had the bug
  Client shipped = nullptr;   // over ours; nullptr where it cannot be asked
  Client mended = nullptr;    // over a later algorithm; nullptr where there is none
  bool kept = false;          // ours has the bug as well, as CPython 3.11.7 has
  std::uint32_t cancels = 1;
  Model model = Model::any;   // the law holds in

  [[nodiscard]] Program program(Client client) const {
    return [client, cancels = cancels](Loop& loop) {
      return Play(loop, {.cancels = cancels}).act(client);
    };
  }
};

// All of them, by primitive.
[[nodiscard]] const std::vector<Bug>& bugs();

// The one of that name, or nullptr.
[[nodiscard]] const Bug* find(std::string_view name);

// The families of which bugs() is made, one a file.
void add_locks(std::vector<Bug>& bugs);
void add_conditions(std::vector<Bug>& bugs);
void add_semaphores(std::vector<Bug>& bugs);
void add_queues(std::vector<Bug>& bugs);
void add_wait_fors(std::vector<Bug>& bugs);
void add_gathers(std::vector<Bug>& bugs);
void add_groups(std::vector<Bug>& bugs);
void add_timeouts(std::vector<Bug>& bugs);

}  // namespace sim::zoo::asyncio
