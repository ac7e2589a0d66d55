"""What the peers in Python share: the generator that defines the work, and the result's line.

    def w2(n, k): ...            # gives (events, check)
    main({"w2": w2})             # python3 peer.py w2 1000 100
"""

import math
import sys
import time

MASK = 0x7FFFFFFF
TICK = 1e-9  # seconds
THIRTY_SECONDS = 30_000_000_000  # ticks


def seed(task):
    return (task * 2654435761 + 12345) & MASK


def step(state):
    return (state * 1103515245 + 12345) & MASK


def delay(state):
    return 1 + ((state >> 8) & 0xFFFFF)


def exponential(state, mean):
    return int(-mean * math.log((state + 1) / 2147483648.0))


def tree_nodes(depth):
    return sum(8**level for level in range(depth + 1))


def resident_bytes():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def main(workloads):
    name, n, k = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    if name not in workloads:
        print(f"there is no workload '{name}' here", file=sys.stderr)
        sys.exit(2)
    begin = time.process_time()
    events, check, *rest = workloads[name](n, k)
    seconds = time.process_time() - begin
    line = f"{name} n={n} k={k} events={events} cpu_s={seconds:.6f}"
    line += f" ns_per_event={seconds * 1e9 / events:.3f} check={check:.12g}"
    for each in rest:
        line += f" bytes_each={each:.1f}"
    print(line)
