#include "props/zoo/twice.hpp"

#include <utility>
#include <vector>

#include "props/zoo/pair.hpp"
#include "props/zoo/zoo.hpp"
#include "sim/explore/watched.hpp"

namespace sim::zoo {
namespace {

struct Named {
  std::string name;
  Program program;
};

std::vector<Named> all_programs() {
  std::vector<Named> all;
  for (const Kept& kept : programs()) {
    all.push_back({std::string(kept.name) + ", SP", kept.as(Translation::sp)});
    all.push_back({std::string(kept.name) + ", ASY", kept.as(Translation::asy)});
  }
  for (const Pair& pair : pairs()) {
    all.push_back({std::string(pair.name) + ", broken", watched(pair.broken())});
    all.push_back({std::string(pair.name) + ", correct", watched(pair.correct())});
  }
  return all;
}

}  // namespace

void for_each_made_twice(std::uint64_t runs, std::uint64_t seed,
                         const std::function<void(const Twice&)>& then) {
  const std::vector<Named> all = all_programs();
  const std::uint64_t share = (runs + all.size() - 1) / all.size();
  for (const Named& each : all) {
    then({each.name, check_determinism(each.program, {.schedules = share, .seed = seed})});
  }
}

}  // namespace sim::zoo
