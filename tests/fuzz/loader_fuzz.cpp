// Any bytes as a scenario file: load() has to return, with a scenario or with diagnostics that
// point into the file. tests/scenario/corpus_test.cpp replays the cases that once were interesting.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/loader_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sim::scenario::check_loader(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
