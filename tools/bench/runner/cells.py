"""What is measured: a cell is a workload of a certain size.

A contestant that is a hundred times slower gets a smaller number of repetitions; events of the same
kind cost the same whatever their number, as long as as much is pending.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Cell:
    name: str  # of the row
    workload: str
    fast: tuple[int, int]  # N and K for those who need nanoseconds
    middle: tuple[int, int]  # microseconds
    slow: tuple[int, int]  # tens of microseconds
    unit: str = "ns"  # or "bytes", for what w9 measures
    pairs: bool = True  # peers run it too
    must: float | None = None  # at most so many times the floor
    stretch: float | None = None
    rounds: int | None = None  # fewer, where a round is long
    tags: tuple[str, ...] = field(default=())


def peers_too(name, workload, fast, middle, slow, **more):
    return Cell(name, workload, fast, middle, slow, **more)


def ours_only(name, workload, size, **more):
    return Cell(name, workload, size, size, size, pairs=False, **more)


CELLS = [
    ours_only("W1, 10 timers", "w1", (10, 100_000), must=2.5, stretch=1.6),
    peers_too("W1, 1k", "w1", (1_000, 1_000), (1_000, 300), (1_000, 50),
              must=1.9, stretch=1.4, tags=("growth",)),
    ours_only("W1, 10k", "w1", (10_000, 100), tags=("growth",)),
    peers_too("W1, 100k", "w1", (100_000, 20), (100_000, 5), (100_000, 1),
              must=2.1, stretch=1.5, rounds=7,
              tags=("growth", "large")),
    ours_only("W1, 1M", "w1", (1_000_000, 5), must=1.9, stretch=1.4, tags=("growth", "large")),
    peers_too("W2, 1k", "w2", (1_000, 5_000), (1_000, 500), (1_000, 100), must=2.0, stretch=1.5),
    ours_only("W2, 100k", "w2", (100_000, 50)),
    peers_too("W3, depth 6", "w3", (6, 2), (5, 2), (4, 2), must=1.8, stretch=1.5),
    peers_too("W4a, M/M/1, queue", "w4a", (1_000_000, 0), (50_000, 0), (5_000, 0),
              must=2.0, stretch=1.5),
    peers_too("W4b, M/M/1, resource", "w4b", (500_000, 1), (50_000, 1), (5_000, 1),
              must=2.0, stretch=1.5),
    peers_too("W4b, M/M/10, resource", "w4b", (500_000, 10), (50_000, 10), (5_000, 10),
              must=2.0, stretch=1.5),
    peers_too("W5, bounded queue", "w5", (5_000_000, 16), (500_000, 16), (50_000, 16),
              must=1.9, stretch=1.35),
    peers_too("W6a, lock", "w6a", (1_000, 2_000), (1_000, 200), (1_000, 20), must=2.0, stretch=1.5),
    peers_too("W6b, condition", "w6b", (1_000, 3_000), (1_000, 200), (1_000, 50),
              must=2.3, stretch=1.6),
    peers_too("W7a, await", "w7a", (10_000_000, 0), (5_000_000, 0), (1_000_000, 0),
              must=1.5, stretch=1.3),
    peers_too("W7b, spawn and join", "w7b", (3_000_000, 0), (300_000, 0), (20_000, 0),
              must=2.0, stretch=1.4),
    peers_too("W8, 1k", "w8", (1_000, 1_000), (1_000, 50), (1_000, 10), must=2.4, stretch=1.5),
    ours_only("W8, 100k", "w8", (100_000, 10), tags=("large",)),
    peers_too("W9, bytes a process", "w9", (500_000, 0), (100_000, 0), (20_000, 0),
              unit="bytes", must=2.1, stretch=1.5),
    peers_too("W10, a replay", "w10", (200_000, 0), (10_000, 0), (500, 0), must=2.9, stretch=1.9),
    ours_only("W10, the loop kept", "w10r", (200_000, 0)),
]

# What only Fermata does. Without a probe and with each, in turn; a full trace has to find room.
PROBES = [
    ours_only("W1, 1k", "w1", (1_000, 200)),
    ours_only("W2, 1k", "w2", (1_000, 500)),
]
SCENARIO = [
    ours_only("W11, a sleep in a scenario", "w11", (1_000, 100)),
    ours_only("W11, loading a step", "w11load", (10_000, 0)),
]
EXPLORER = [
    ours_only("W12, twostage, random", "w12-twostage", (100_000, 0)),
    ours_only("W12, reorder_5, random", "w12-reorder_5", (100_000, 0)),
    ours_only("W12, wronglock, random", "w12-wronglock", (100_000, 0)),
    ours_only("W10 through the explorer, fifo", "w10-fifo", (300_000, 0)),
    ours_only("W10 through the explorer, random", "w10-random", (300_000, 0)),
]
