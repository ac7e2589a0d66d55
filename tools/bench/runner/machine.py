"""The machine: what it is, and which of its cores is left alone best."""

import os
import platform
import subprocess
import time


def first_line(command):
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return "not there"
    return answer.splitlines()[0].strip() if answer else ""


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    return platform.processor() or "unknown"


def busy_times():
    """Of each core, in ticks of the kernel."""
    times = {}
    with open("/proc/stat", encoding="ascii") as file:
        for line in file:
            words = line.split()
            if words[0].startswith("cpu") and words[0] != "cpu":
                idle = int(words[4]) + int(words[5])
                times[int(words[0][3:])] = sum(map(int, words[1:9])) - idle
    return times


def quietest_core():
    allowed = os.sched_getaffinity(0)
    before = busy_times()
    time.sleep(1.0)
    after = busy_times()
    return min(allowed, key=lambda core: (after[core] - before[core], -core))


def describe(flags):
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "load": os.getloadavg()[0],
        "system": platform.platform(),
        "g++": first_line(["g++", "--version"]),
        "clang": first_line(["clang++-19", "--version"]),
        "python": first_line(["/usr/bin/python3", "--version"]),
        "flags": flags,
        "date": time.strftime("%Y-%m-%d"),
    }
