// The workloads on ns-3's core: events that call functions, without processes, in the scheduler
// that its manual recommends for many events.

#include <ns3/core-module.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "tools/bench/lcg.hpp"
#include "tools/bench/workload.hpp"

namespace sim::bench {
namespace {

using std::uint64_t;

struct Process {
  Lcg draws;
  uint64_t left;
  ns3::EventId guard{};
};

uint64_t count;

void sleep_often(Process* process) {
  if (process->left-- == 0) return;
  ns3::Simulator::Schedule(ns3::NanoSeconds(process->draws.delay()), &sleep_often, process);
}

void yield_often(Process* process) {
  if (process->left-- == 0) return;
  ++count;
  ns3::Simulator::ScheduleNow(&yield_often, process);
}

void strike() {}

void sleep_guarded(Process* process) {
  ns3::Simulator::Remove(process->guard);
  if (process->left-- == 0) return;
  ++count;
  process->guard = ns3::Simulator::Schedule(ns3::NanoSeconds(30'000'000'000), &strike);
  ns3::Simulator::Schedule(ns3::NanoSeconds(process->draws.delay()), &sleep_guarded, process);
}

uint64_t run(void (*begin)(Process*), uint64_t n, uint64_t k) {
  std::vector<Process> processes;
  processes.reserve(n);
  for (uint64_t i = 0; i < n; ++i) {
    processes.push_back({Lcg(i), k});
    ns3::Simulator::ScheduleNow(begin, &processes.back());
  }
  ns3::Simulator::Run();
  const auto end = static_cast<uint64_t>(ns3::Simulator::Now().GetNanoSeconds());
  ns3::Simulator::Destroy();
  return end;
}

}  // namespace

std::optional<Work> do_work(std::string_view name, uint64_t n, uint64_t k) {
  ns3::ObjectFactory scheduler;
  scheduler.SetTypeId("ns3::PriorityQueueScheduler");
  ns3::Simulator::SetScheduler(scheduler);
  if (name == "w1") return Work{n * k, run(&sleep_often, n, k)};
  if (name == "w2") {
    run(&yield_often, n, k);
    return Work{n * k, count};
  }
  if (name == "w8") {
    run(&sleep_guarded, n, k);
    return Work{n * k, count};
  }
  return {};
}

}  // namespace sim::bench
