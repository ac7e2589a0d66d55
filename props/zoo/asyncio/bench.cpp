// How soon the explorer finds the historic bugs of asyncio, and how far the laws have been held.
//
//   bench_asyncio_bugs                     the tables of README.md
//   bench_asyncio_bugs found               the first: each bug, found and shrunk
//   bench_asyncio_bugs exhaust 200000      the second, so many schedules at most for each law
//   bench_asyncio_bugs examples            what was found, in words
//   bench_asyncio_bugs ours NAME CANCELS   whether ours breaks that law, with so many cancellations

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "props/zoo/asyncio/table.hpp"

namespace sim::zoo::asyncio {
namespace {

void print_found() {
  std::printf("| bug | told in | versions | what breaks | `portfolio` | `cancel` | `ties` | "
              "deviations | ours |\n");
  std::printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
  for (const Bug& bug : bugs()) std::printf("%s\n", row(bug).text().c_str());
}

void print_examples() {
  for (const Bug& bug : bugs()) {
    const Found found = row(bug).example;
    std::printf("- `%s`: %s. %s\n", std::string(bug.name).c_str(), found.what.c_str(),
                found.schedule.c_str());
  }
}

std::string text(const Exhausted& exhausted) {
  const std::string runs = std::to_string(exhausted.schedules);
  if (exhausted.failed) return "broken by schedule " + runs;
  return exhausted.all ? "all " + runs : "the first " + runs;
}

// In asyncio's own order with two cancellations, and in every order with those of the law.
void print_exhausted(std::uint64_t schedules_max) {
  std::printf("| law of | timing, 2 cancellations | any order, no cancellation | any order, 1 |\n");
  std::printf("| --- | --- | --- | --- |\n");
  for (const Bug& bug : bugs()) {
    const Client client = bug.kept || bug.shipped == nullptr ? bug.mended : bug.shipped;
    if (client == nullptr) continue;
    std::printf("| `%s`%s |", std::string(bug.name).c_str(),
                client == bug.shipped ? "" : ", mended");
    std::printf(" %s |",
                text(exhaust(bug, client, Model::timing, 2, schedules_max)).c_str());
    for (const std::uint32_t cancels : {0U, 1U}) {
      std::printf(" %s |", text(exhaust(bug, client, bug.model, cancels, schedules_max)).c_str());
      std::fflush(stdout);
    }
    std::printf("\n");
  }
}

void print_ours(const Bug& bug, std::uint32_t cancels) {
  Bug asked = bug;
  asked.cancels = cancels;
  for (const Client client : {bug.shipped, bug.mended}) {
    if (client == nullptr) continue;
    for (const Model model : {Model::timing, Model::any}) {
      asked.model = model;
      for (const char* strategy : {"dfs", "portfolio", "cancel", "ties"}) {
        const Found found = find(asked, client, strategy, 1);
        std::printf("%s, %s, %s: %s %llu %s\n", client == bug.shipped ? "ours" : "mended",
                    std::string(name_of(model)).c_str(), strategy, found.what.c_str(),
                    static_cast<unsigned long long>(found.schedules), found.schedule.c_str());
      }
    }
  }
}

}  // namespace
}  // namespace sim::zoo::asyncio

int main(int count, char** words) {
  using namespace sim::zoo::asyncio;
  const std::string_view what = count > 1 ? words[1] : "all";
  const std::uint64_t most = count > 2 ? std::strtoull(words[2], nullptr, 10) : 200'000;
  if (what == "found" || what == "all") print_found();
  if (what == "exhaust" || what == "all") print_exhausted(most);
  if (what == "examples" || what == "all") print_examples();
  if (what == "ours" && count > 3) {
    const Bug* bug = find(words[2]);
    if (bug == nullptr) return 1;
    print_ours(*bug, static_cast<std::uint32_t>(std::strtoul(words[3], nullptr, 10)));
  }
  return 0;
}
