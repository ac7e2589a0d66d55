"""Who runs the workloads, how each is called, and what it needs.

The first of all is Fermata; those called `floor` are what its figures are divided by. A peer that
cannot be built or installed is left out, and the table says so.
"""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
FLAGS = "-O2 -DNDEBUG"
COMPILERS = {"g++": "g++", "clang": "clang++-19"}
PYTHON = "/usr/bin/python3"  # Debian's, which has Debian's packages


@dataclass
class Contestant:
    name: str
    command: list[str]
    speed: str = "fast"  # which sizes it gets
    packages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()  # workloads; none: all that it knows
    left_out: str = ""  # why
    environment: dict[str, str] = field(default_factory=dict)
    probe: str = ""  # "+digest": what it runs every workload under


def folder(compiler):
    return ROOT / "build" / f"bench-{compiler}"


def program(compiler, name):
    return [str(folder(compiler) / "tools" / "bench" / f"bench_{name}")]


def script(name):
    return [PYTHON, str(ROOT / "tools" / "bench" / "peers" / f"{name}_peer.py")]


def all_contestants():
    own = []
    for compiler in COMPILERS:
        own.append(Contestant(f"fermata ({compiler})", program(compiler, "fermata")))
        own.append(Contestant(f"floor ({compiler})", program(compiler, "floor")))
    peers = [
        Contestant("asyncio", script("asyncio"), "slow", ("python3",)),
        Contestant("SimPy 2.3", script("simpy"), "slow", ("python3-simpy",)),
        Contestant("trio", script("trio"), "slow", ("python3-trio",)),
        Contestant("Asio", program("g++", "asio"), "middle", ("libasio-dev",)),
        Contestant("SimGrid", program("g++", "simgrid"), "slow", ("libsimgrid-dev",)),
        Contestant("ns-3", program("g++", "ns3"), "middle", ("libns3-dev",)),
    ]
    return own, peers


def under_probes():
    """Fermata without a probe, and then what is compared with that."""
    command = program("g++", "fermata")
    return [Contestant("fermata, without", command),
            Contestant("fermata, with a digest", command, probe="+digest"),
            Contestant("fermata, with a full trace", command, probe="+trace")]


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def installed(package):
    answer = run(["dpkg-query", "-W", "-f", "${db:Status-Status}", package])
    return answer.stdout.strip() == "installed"


def install(packages, say):
    """Installs what is missing; gives what could not be."""
    missing = [package for package in packages if not installed(package)]
    if not missing:
        return []
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    say(f"installing {' '.join(missing)}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    get = [*as_root, "apt-get", "-qq", "install", "-y", "--no-install-recommends"]
    if run([*get, *missing], env=environment).returncode != 0:
        run([*as_root, "apt-get", "-qq", "update"], env=environment)
        for package in missing:
            run([*get, package], env=environment)
    return [package for package in missing if not installed(package)]


def build(compiler, say):
    """Builds all that is compiled with it. Gives what went wrong, or nothing."""
    where = folder(compiler)
    configure = ["cmake", "-S", str(ROOT), "-B", str(where), "-G", "Ninja",
                 "-DCMAKE_BUILD_TYPE=Release", f"-DCMAKE_CXX_COMPILER={COMPILERS[compiler]}",
                 f"-DCMAKE_CXX_FLAGS_RELEASE={FLAGS}",
                 "-DFERMATA_BENCH=ON", "-DFERMATA_TESTS=OFF", "-DFERMATA_INSTALL=OFF"]
    say(f"{compiler}: building")
    for command in (configure, ["cmake", "--build", str(where), "--target", "benches"]):
        answer = run(command)
        if answer.returncode != 0:
            return answer.stdout[-2000:] + answer.stderr[-2000:]
    return ""


def prepare(contestants, say):
    """Installs what they need, and leaves out those that cannot run."""
    missing = install([package for each in contestants for package in each.packages], say)
    for each in contestants:
        lacking = [package for package in each.packages if package in missing]
        if lacking:
            each.left_out = f"{', '.join(lacking)} cannot be installed"


def check_built(contestants):
    for each in contestants:
        if not each.left_out and not Path(each.command[0]).exists():
            each.left_out = "it was not built"
