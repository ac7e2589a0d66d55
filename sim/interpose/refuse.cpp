#include "sim/interpose/refuse.hpp"

#include <cstdio>
#include <mutex>
#include <set>

#include "sim/interpose/place.hpp"

namespace sim::detail {
namespace {

void tell_once(const std::string& text) {
  static std::mutex mutex;
  static std::set<std::string> told;
  const std::scoped_lock lock(mutex);
  if (told.insert(text).second) std::fprintf(stderr, "fermata: %s\n", text.c_str());
}

}  // namespace

std::string refusal(std::string_view function, std::string_view why, void* caller) {
  std::string text = std::string(function) + " in a run: " + std::string(why) + " (called by " +
                     place_of(caller) + ")";
  tell_once(text);
  return text;
}

}  // namespace sim::detail
