// Any bytes as an expression, and as the body of an f-string: a tree that can be written and read
// again, or a diagnostic. tests/scenario/corpus_test.cpp replays the cases that once were
// interesting.
#include <cstddef>
#include <cstdint>
#include <string>

#include "tests/fuzz/expression_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sim::scenario::check_expression(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
