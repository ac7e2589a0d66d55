// tools/tidy/include_table.hpp
//
// The include table itself: nothing but data. `includes.cpp` reads it.
//
// Its rows are those of the table in sim/README.md. A row that changes here changes there.

#pragma once

#include <array>
#include <string_view>

namespace sim::tidy {

// A list of folders or files, separated by blanks.
using Places = std::string_view;

struct Row {
  std::string_view room;
  Places may_include;
  std::string_view must_never;
};

// A file belongs to the first room that holds it.
inline constexpr std::array kRows = {
    Row{"sim/base", "", "anything of sim"},
    Row{"sim/loop", "sim/base", "know what a coroutine is"},
    Row{"sim/coro", "sim/loop sim/base", "know any strategy, trace or detector"},
    Row{"sim/aio", "sim/coro sim/loop sim/base", "know any strategy, trace or detector"},
    Row{"sim/des", "sim/aio sim/coro sim/loop sim/base", "know sim/world"},
    Row{"sim/world", "sim/aio sim/coro sim/loop sim/base", "know sim/des"},
    Row{"sim/sched", "sim/loop sim/base", "know sim/coro or sim/trace"},
    Row{"sim/trace", "sim/loop sim/base", "know sim/coro or sim/sched"},
    Row{"sim/detect", "sim/trace sim/base", "know the running program"},
    Row{"sim/explore", "sim/detect sim/trace sim/sched sim/loop sim/base",
        "know sim/coro or sim/aio: a program is just a function of a Loop"},
    Row{"sim/interpose", "sim/loop sim/base", "know what judges a run"},
    Row{"sim/scenario",
        "sim/base sim/loop sim/coro sim/aio sim/des sim/world sim/sched sim/trace sim/detect "
        "sim/explore",
        "know GoogleTest, RapidCheck or MPI"},
    Row{"sim/sim.hpp", "sim/aio sim/des sim/world sim/coro sim/loop sim/base",
        "show more than a program under test needs"},
    Row{"props",
        "sim/base sim/loop sim/coro sim/aio sim/des sim/world sim/sched sim/trace sim/detect "
        "sim/explore",
        "know scenarios or tools"},
    Row{"tools/conform",
        "sim/base sim/loop sim/coro sim/aio sim/des sim/world sim/sched sim/trace sim/detect "
        "sim/explore sim/scenario props tools/cli",
        "know tests"},
    Row{"tools/bench",
        "sim/base sim/loop sim/coro sim/aio sim/des sim/world sim/sched sim/trace sim/detect "
        "sim/explore sim/scenario props",
        "know tests"},
    Row{"tools",
        "sim/base sim/loop sim/coro sim/aio sim/des sim/world sim/sched sim/trace sim/detect "
        "sim/explore sim/scenario",
        "know props or tests"},
    Row{"tests", "sim props tools", "be included"},
};

// The face for users. No file of ours includes it but those that stand in for a user.
inline constexpr std::string_view kFace = "sim/sim.hpp";
inline constexpr Places kFaceUsers = "tests/guide_test.cpp tests/consumer examples";

// Packages, by how the names of their headers begin.
struct Package {
  std::string_view name;
  std::string_view prefix;
  Places sources;  // where a .cpp may include it
  Places headers;  // where a header may
};

inline constexpr std::array kPackages = {
    Package{"yaml-cpp", "yaml-cpp/", "sim/scenario/parse.cpp", ""},
    Package{"CLI11", "CLI/", "tools", ""},
    Package{"fmt", "fmt/", "sim/scenario props tools tests", "tests"},
    Package{"nlohmann-json", "nlohmann/json_fwd", "sim/scenario tools tests", "tools tests"},
    Package{"nlohmann-json", "nlohmann/", "sim/scenario tools tests", "tests"},
    Package{"RapidCheck", "rapidcheck", "props tests", "props tests"},
    Package{"GoogleTest", "gtest/", "props tests", "props tests"},
    Package{"GoogleMock", "gmock/", "props tests", "props tests"},
    Package{"Google Benchmark", "benchmark/", "tools/bench", ""},
    Package{"MPI", "mpi", "tools/campaign", ""},
    Package{"the sanitizers' interface", "sanitizer/", "sim/base sim/coro tests",
            "sim/base sim/coro tests"},
};

// Packages that exactly one file may include.
inline constexpr std::array kSingleUser = {"CLI/", "yaml-cpp/"};

// Where the operating system may be called. Simulated programs live outside of it.
inline constexpr Places kSystemUsers =
    "tools tests sim/interpose sim/explore/apart.cpp sim/base/pages.cpp";

}  // namespace sim::tidy
