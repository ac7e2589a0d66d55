#include "tests/explore/planted_leaks.hpp"

#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <sstream>
#include <thread>
#include <unordered_map>
#include <utility>

#include "sim/aio/lock.hpp"
#include "sim/aio/print.hpp"
#include "sim/aio/sleep.hpp"
#include "sim/coro/task.hpp"

namespace sim::test {
namespace {

struct Worker {
  std::string name;
};

// So many that by chance no two orders of them are the same.
std::vector<std::unique_ptr<Worker>> make_workers() {
  std::vector<std::unique_ptr<Worker>> workers;
  for (int number = 1; number <= 30; ++number) {
    workers.push_back(std::make_unique<Worker>(Worker{"worker " + std::to_string(number)}));
  }
  return workers;
}

Coro<> work(Lock& lock, Duration time) {
  auto held = co_await lock.hold();
  co_await sleep(time);
}

Coro<> orders_by_pointer() {
  const auto workers = make_workers();
  std::set<const Worker*> sorted;
  for (const auto& worker : workers) sorted.insert(worker.get());
  std::vector<std::string> names;
  for (const Worker* worker : sorted) names.push_back(worker->name);
  co_await work_in_order(std::move(names));
}

Coro<> iterates_over_a_hash_table() {
  const auto workers = make_workers();
  std::unordered_map<const Worker*, int> salaries;
  for (const auto& worker : workers) salaries[worker.get()] = 10;
  std::vector<std::string> names;
  for (const auto& [worker, salary] : salaries) names.push_back(worker->name);
  co_await work_in_order(std::move(names));
}

Coro<> sleep_for(std::uint64_t number) {
  Lock lock;
  const Task<> other = create_task(work(lock, Duration(5)), "other");
  co_await sleep(Duration(1));
  co_await sleep(Duration(static_cast<std::int64_t>(number % 1'000'000'007)));
  co_await other;
}

Coro<> asks_the_random_device() {
  std::random_device device;
  co_await sleep_for(device());
}

Coro<> reads_the_clock() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  co_await sleep_for(static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(now).count()));
}

// What the compiler must not see through.
[[gnu::noinline]] void keep(void* memory) { asm volatile("" : : "r"(memory) : "memory"); }

std::uint64_t sum_of(const volatile unsigned char* bytes, std::size_t size) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += bytes[i];
  return sum;
}

Coro<> reads_new_memory() {
  const std::unique_ptr<unsigned char[]> bytes(new unsigned char[96]);
  keep(bytes.get());
  co_await sleep_for(sum_of(bytes.get() + 32, 64));
}

Coro<> reads_large_new_memory() {
  constexpr std::size_t size = 100'000;
  const std::unique_ptr<unsigned char[]> bytes(new unsigned char[size]);
  keep(bytes.get());
  co_await sleep_for(sum_of(bytes.get() + 64, size - 64));
}

[[gnu::noinline]] std::uint64_t sum_of_the_stack() {
  std::array<unsigned char, 4'096> bytes;
  keep(bytes.data());
  return sum_of(bytes.data(), bytes.size());
}

Coro<> reads_the_stack() { co_await sleep_for(sum_of_the_stack()); }

// An array that lives across an await lies in the coroutine's frame.
Coro<> reads_its_frame() {
  std::array<unsigned char, 200> bytes;
  keep(bytes.data());
  co_await sleep(Duration(1));
  co_await sleep_for(sum_of(bytes.data(), bytes.size()));
}

Coro<> prints_its_thread() {
  std::ostringstream text;
  text << std::this_thread::get_id();
  co_await sleep(Duration(1));
  print(text.str());
}

Coro<> prints_its_process() {
  co_await sleep(Duration(1));
  print(std::to_string(getpid()));
}

Coro<> prints_an_address() {
  const auto worker = std::make_unique<Worker>(Worker{"ann"});
  std::ostringstream text;
  text << static_cast<const void*>(worker.get());
  co_await sleep(Duration(1));
  print(text.str());
}

Coro<> counts_its_runs() {
  static std::uint64_t runs = 0;
  co_await sleep_for(++runs);
}

Coro<> counts_its_runs_in(const std::string& path) {
  int runs = 0;
  std::ifstream(path) >> runs;
  std::ofstream(path) << runs + 1;
  co_await sleep(Duration(1));
  print("run " + std::to_string(runs));
}

// ---- and what is none -----------------------------------------------------------------------

Coro<> looks_up_by_pointer() {
  const auto workers = make_workers();
  std::map<const Worker*, int> places;
  for (const auto& worker : workers) places[worker.get()] = static_cast<int>(places.size());
  std::vector<std::string> names;
  for (const auto& worker : workers) {
    names.push_back(worker->name + std::to_string(places.at(worker.get())));
  }
  co_await work_in_order(std::move(names));
}

Coro<> asks_without_telling() {
  std::random_device device;
  const bool never = device() == 0 && device() == 0 && device() == 0 && device() == 0;
  co_await sleep_for(never ? 2 : 1);
}

Coro<> fills_its_memory() {
  std::array<unsigned char, 200> bytes{};
  co_await sleep(Duration(1));
  co_await sleep_for(sum_of(bytes.data(), bytes.size()));
}

Coro<> fails() {
  std::vector<std::string> names = {"ann", "bob"};
  co_await work_in_order(std::move(names));
  throw std::runtime_error("no");
}

Coro<> asks_many_questions() {
  std::vector<std::string> names = {"ann", "bob", "cy", "dee", "eve", "fay", "gus", "hal"};
  co_await work_in_order(std::move(names));
}

Ending run_main(Loop& loop, Coro<> main) {
  const Task<> task = create_task_on(loop, std::move(main), "main");
  while (loop.run_once()) {
  }
  if (!task.done()) return {EndingKind::deadlock, "main waits for ever"};
  return {};
}

}  // namespace

Coro<> work_in_order(std::vector<std::string> names) {
  Lock lock;
  std::vector<Task<>> tasks;
  for (const std::string& name : names) {
    tasks.push_back(create_task(work(lock, Duration(10)), name));
  }
  for (const Task<>& task : tasks) co_await task;
}

Program program_of(Coro<> (*main)()) {
  return [main](Loop& loop) { return run_main(loop, main()); };
}

Program leaks_through_file(const std::string& path) {
  return [&path](Loop& loop) { return run_main(loop, counts_its_runs_in(path)); };
}

Program Leak::program() const { return program_of(main); }

const std::vector<Leak>& leaks() {
  static const std::vector<Leak> all = {
      {"PointerOrder", orders_by_pointer, true},
      {"IterationOverAHashTable", iterates_over_a_hash_table, true},
      {"RandomDevice", asks_the_random_device},
      {"Clock", reads_the_clock},
      {"NewMemory", reads_new_memory, true},
      {"LargeNewMemory", reads_large_new_memory, true},
      {"Stack", reads_the_stack, true},
      {"Frame", reads_its_frame, true},
      {"Thread", prints_its_thread},
      {"Process", prints_its_process},
      {"Address", prints_an_address, true},
      {"Static", counts_its_runs},
  };
  return all;
}

const std::vector<Leak>& no_leaks() {
  static const std::vector<Leak> all = {
      {"LookUpByPointer", looks_up_by_pointer}, {"AskingWithoutTelling", asks_without_telling},
      {"FilledMemory", fills_its_memory},       {"Failure", fails},
      {"ManyQuestions", asks_many_questions},
  };
  return all;
}

}  // namespace sim::test
