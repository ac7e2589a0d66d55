#!/usr/bin/env python3
"""What CPython's `random` draws, as one hash for each way of drawing.

    python3 tests/oracle/random_digests.py            # is the recorded file still right?
    python3 tests/oracle/random_digests.py --write    # record it again

The answers are in random_digests.inc, lines of C++ that tests/base/random_test.cpp includes; it
makes the same draws under the same names. A hash is 64-bit FNV-1a over 8 bytes, little-endian,
of each number drawn: the IEEE 754 bits of a float, the two's complement of an integer.

`random` did not change between CPython 3.11 and 3.13 in what is drawn here.
"""

import hashlib
import itertools
import pathlib
import random
import struct
import sys

COUNT = 100_000
FILE = pathlib.Path(__file__).with_suffix(".inc")


def fnv1a(numbers):
    """The hash of `numbers`, each taken as 8 bytes."""
    digest = 0xCBF29CE484222325
    for number in numbers:
        if isinstance(number, float):
            data = struct.pack("<d", number)
        else:
            data = (number & (2**64 - 1)).to_bytes(8, "little")
        for byte in data:
            digest = ((digest ^ byte) * 0x100000001B3) & (2**64 - 1)
    return digest


def each(draw):
    """COUNT numbers of `draw(r)`."""
    r = random.Random(42)
    return (draw(r) for _ in range(COUNT))


def lists(size, draw):
    """COUNT numbers from lists of `size` that `draw(r)` gives."""
    r = random.Random(42)
    return itertools.chain.from_iterable(draw(r) for _ in range(COUNT // size))


def words(value, count):
    return [value >> 32 * i & 0xFFFFFFFF for i in range(count)]


def shuffled(r, size):
    items = list(range(size))
    r.shuffle(items)
    return items


def seeded(seeds, draws):
    for seed in seeds:
        r = random.Random(seed)
        for _ in range(draws):
            yield r.random()


def power_seeds():
    return (sign * (2**k + 5) for k in range(1000) for sign in (1, -1))


def sample_sizes():
    """Samples of every k up to 40 on both sides of the border between pool and set."""
    r = random.Random(42)
    for k in range(41):
        border = 21
        if k > 5:
            table = 1
            while table < 3 * k:
                table *= 4
            border += table
        for size in range(max(k, border - 2), border + 3):
            yield from r.sample(range(size), k)
            yield r.getrandbits(32)


def sha512_words():
    """The digests of texts of 0 to 300 letters."""
    for size in range(301):
        digest = hashlib.sha512(bytes(97 + i % 26 for i in range(size))).digest()
        yield from struct.unpack("<8Q", digest)


MAX = 2**63 - 1
FIVE = range(5)
STREAMS = {
    "random": lambda: each(lambda r: r.random()),
    "getrandbits(1)": lambda: each(lambda r: r.getrandbits(1)),
    "getrandbits(31)": lambda: each(lambda r: r.getrandbits(31)),
    "getrandbits(32)": lambda: each(lambda r: r.getrandbits(32)),
    "getrandbits(33)": lambda: each(lambda r: r.getrandbits(33)),
    "getrandbits(53)": lambda: each(lambda r: r.getrandbits(53)),
    "getrandbits(64)": lambda: each(lambda r: r.getrandbits(64)),
    "getrandbits(65)": lambda: lists(3, lambda r: words(r.getrandbits(65), 3)),
    "getrandbits(320)": lambda: lists(10, lambda r: words(r.getrandbits(320), 10)),
    "randbytes(13)": lambda: lists(13, lambda r: r.randbytes(13)),
    "randrange(1)": lambda: each(lambda r: r.randrange(1)),
    "randrange(4)": lambda: each(lambda r: r.randrange(4)),
    "randrange(10)": lambda: each(lambda r: r.randrange(10)),
    "randrange(2**32)": lambda: each(lambda r: r.randrange(2**32)),
    "randrange(2**63)": lambda: each(lambda r: r.randrange(2**63)),
    "randrange(2**64-1)": lambda: each(lambda r: r.randrange(2**64 - 1)),
    "randrange(0,100,7)": lambda: each(lambda r: r.randrange(0, 100, 7)),
    "randrange(100,-100,-7)": lambda: each(lambda r: r.randrange(100, -100, -7)),
    "randrange(MIN,MAX)": lambda: each(lambda r: r.randrange(-MAX - 1, MAX)),
    "randrange(MIN,MAX,3)": lambda: each(lambda r: r.randrange(-MAX - 1, MAX, 3)),
    "randrange(MAX,MIN,MIN)": lambda: each(lambda r: r.randrange(MAX, -MAX - 1, -MAX - 1)),
    "randint(1,6)": lambda: each(lambda r: r.randint(1, 6)),
    "randint(0,10**12)": lambda: each(lambda r: r.randint(0, 10**12)),
    "randint(MIN,MAX)": lambda: each(lambda r: r.randint(-MAX - 1, MAX)),
    "randint(MIN,-1)": lambda: each(lambda r: r.randint(-MAX - 1, -1)),
    "choice(5)": lambda: each(lambda r: r.choice(FIVE)),
    "choices(5)": lambda: lists(10, lambda r: r.choices(FIVE, k=10)),
    "choices(weights)": lambda: lists(
        10, lambda r: r.choices(FIVE, weights=[0.1, 0.2, 0.0, 0.3, 1.7], k=10)),
    "choices(cum_weights)": lambda: lists(
        10, lambda r: r.choices(FIVE, cum_weights=[5, 6, 6, 7.5, 12], k=10)),
    "choices(negative)": lambda: lists(
        10, lambda r: r.choices(FIVE, weights=[3, -2, 4, -1, 2], k=10)),
    "shuffle(10)": lambda: lists(10, lambda r: shuffled(r, 10)),
    "shuffle(1000)": lambda: lists(1000, lambda r: shuffled(r, 1000)),
    "sample(pool)": lambda: lists(5, lambda r: r.sample(range(21), 5)),
    "sample(set)": lambda: lists(5, lambda r: r.sample(range(22), 5)),
    "sample(all)": lambda: lists(100, lambda r: r.sample(range(100), 100)),
    "sample(10**12)": lambda: lists(50, lambda r: r.sample(range(10**12), 50)),
    "sample(sizes)": sample_sizes,
    "sample(counts)": lambda: lists(
        5, lambda r: r.sample(FIVE, 5, counts=[1, 0, 3, 10, 2])),
    "uniform(1,10)": lambda: each(lambda r: r.uniform(1, 10)),
    "uniform(0.1,0.5)": lambda: each(lambda r: r.uniform(0.1, 0.5)),
    "uniform(3,-1e9)": lambda: each(lambda r: r.uniform(3, -1e9)),
    "triangular()": lambda: each(lambda r: r.triangular()),
    "triangular(0,1,0.3)": lambda: each(lambda r: r.triangular(0, 1, 0.3)),
    "triangular(-7,5,5)": lambda: each(lambda r: r.triangular(-7, 5, 5)),
    "triangular(2,2,2)": lambda: each(lambda r: r.triangular(2.0, 2.0, 2.0)),
    "normalvariate(0,1)": lambda: each(lambda r: r.normalvariate(0, 1)),
    "normalvariate(100,0.15)": lambda: each(lambda r: r.normalvariate(100, 0.15)),
    "gauss(0,1)": lambda: each(lambda r: r.gauss(0, 1)),
    "gauss(100,0.15)": lambda: each(lambda r: r.gauss(100, 0.15)),
    "lognormvariate(0,1)": lambda: each(lambda r: r.lognormvariate(0, 1)),
    "expovariate(1)": lambda: each(lambda r: r.expovariate(1)),
    "expovariate(-0.3)": lambda: each(lambda r: r.expovariate(-0.3)),
    "vonmisesvariate(0,4)": lambda: each(lambda r: r.vonmisesvariate(0, 4)),
    "vonmisesvariate(-9,0.01)": lambda: each(lambda r: r.vonmisesvariate(-9, 0.01)),
    "vonmisesvariate(1,1e9)": lambda: each(lambda r: r.vonmisesvariate(1, 1e9)),
    "vonmisesvariate(1,0)": lambda: each(lambda r: r.vonmisesvariate(1, 0)),
    "gammavariate(2,1)": lambda: each(lambda r: r.gammavariate(2, 1)),
    "gammavariate(97.3,0.3)": lambda: each(lambda r: r.gammavariate(97.3, 0.3)),
    "gammavariate(1,2)": lambda: each(lambda r: r.gammavariate(1, 2)),
    "gammavariate(0.5,1)": lambda: each(lambda r: r.gammavariate(0.5, 1)),
    "gammavariate(0.01,3)": lambda: each(lambda r: r.gammavariate(0.01, 3)),
    "betavariate(2,3)": lambda: each(lambda r: r.betavariate(2, 3)),
    "betavariate(0.5,0.001)": lambda: each(lambda r: r.betavariate(0.5, 0.001)),
    "paretovariate(3)": lambda: each(lambda r: r.paretovariate(3)),
    "weibullvariate(1,1.5)": lambda: each(lambda r: r.weibullvariate(1, 1.5)),
    "seed(-1000..999)": lambda: seeded(range(-1000, 1000), 50),
    "seed(+-(2**k+5))": lambda: seeded(power_seeds(), 50),
    "seed('x'*n)": lambda: seeded(("x" * n for n in range(1000)), 100),
    "seed(text)": lambda: seeded((f"käse {n}" for n in range(1000)), 100),
    "sha512": sha512_words,
}


def main(arguments):
    if arguments not in ([], ["--write"]):
        print(__doc__, file=sys.stderr)
        return 2
    head = "// Written by random_digests.py --write. Do not edit.\n"
    lines = [f'{{"{name}", 0x{fnv1a(numbers()):016x}u}},\n' for name, numbers in STREAMS.items()]
    text = head + "".join(lines)
    if arguments:
        FILE.write_text(text, encoding="utf-8")
        print(f"{FILE.name}: {len(lines)} digests written")
        return 0
    recorded = FILE.read_text(encoding="utf-8")
    for line in sorted(set(text.splitlines()) ^ set(recorded.splitlines())):
        print(f"differs: {line}")
    verdict = "as recorded" if text == recorded else "NOT as recorded"
    print(f"{FILE.name}: {len(lines)} digests, {verdict}")
    return 0 if text == recorded else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
