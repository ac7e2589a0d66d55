// A program of a user that runs a small random-looking program of tasks and asks the laws.

#include <props/execute.hpp>
#include <props/laws/gather.hpp>
#include <props/mend.hpp>
#include <props/program.hpp>
#include <props/show.hpp>

#include <iostream>

int main() {
  using namespace sim::props;
  Program program;
  program.main = {{.verb = Verb::spawn, .var = 1, .body = {{.verb = Verb::sleep, .millis = 5}}},
                  {.verb = Verb::spawn, .var = 2, .body = {{.verb = Verb::sleep, .millis = 1}}},
                  {.verb = Verb::gather, .operands = {{.var = 1}, {.var = 2}}}};
  program = mended(program);
  std::cout << show(program);
  return laws::gather_keeps_order(execute(program)) == laws::holds ? 0 : 1;
}
