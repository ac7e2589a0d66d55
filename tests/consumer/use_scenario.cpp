// A program of a user that reads scenario files: a good one, and one that is told what is wrong.

#include <sim/scenario/load.hpp>

#include <iostream>

namespace {

constexpr const char* kGood = R"(scenario: hello
coroutines:
  main():
    - print: Hello
expect:
  output: |
    Hello
)";

}  // namespace

int main() {
  const auto good = sim::scenario::load("good.sim.yaml", kGood);
  const auto bad = sim::scenario::load("bad.sim.yaml", "coroutines: [");
  std::cout << good.diagnostics.size() << " and " << bad.diagnostics.size() << " diagnostics\n";
  return good && !bad ? 0 : 1;
}
