"""The measuring: round after round each contestant runs each cell once, on one core, so that what
slows the machine down for a while slows all of them down."""

import math
import re
import subprocess

LINE = re.compile(r"ns_per_event=([\d.]+) check=(\S+)(?: bytes_each=([\d.]+))?")
UNKNOWN = 2  # exit status: the contestant does not know the workload
TURNS_OF_OURS = 3  # in a round: what is short, and compared most closely


class WrongAnswer(Exception):
    pass


def is_ours(contestant):
    return contestant.name.startswith(("fermata", "floor"))


def size_for(cell, contestant):
    return getattr(cell, contestant.speed)


def runs(cell, contestant):
    if contestant.left_out or (contestant.only and cell.workload not in contestant.only):
        return False
    return cell.pairs or is_ours(contestant)


class Rounds:
    def __init__(self, core, answer_program, say, timeout=600):
        self.core = core
        self.answer_program = answer_program
        self.say = say
        self.timeout = timeout
        self.values = {}  # (cell, contestant) -> list of figures
        self.unknown = set()
        self.failed = {}  # (cell, contestant) -> how: a peer that breaks under so many
        self.answers = {}

    def answer(self, cell, size):
        key = (cell.workload, *size)
        if key not in self.answers:
            command = [*self.answer_program, cell.workload, *map(str, size)]
            said = subprocess.run(command, capture_output=True, text=True, check=False)
            self.answers[key] = float(said.stdout) if said.returncode == 0 else None
        return self.answers[key]

    def measure(self, cell, contestant):
        """One figure, or none if it does not know the workload or takes too long."""
        size = size_for(cell, contestant)
        command = ["taskset", "-c", str(self.core), *contestant.command,
                   cell.workload + contestant.probe, *map(str, size)]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=self.timeout,
                                  check=False)
        except subprocess.TimeoutExpired:
            return self.left_out(cell, contestant, f"more than {self.timeout} s")
        if said.returncode == UNKNOWN:
            return None
        found = LINE.search(said.stdout)
        if said.returncode != 0 or not found:
            output = said.stderr[-500:] or said.stdout[-500:]
            if not is_ours(contestant):
                return self.left_out(cell, contestant, f"exit status {said.returncode}")
            raise WrongAnswer(f"{cell.name}: {contestant.name}: {output}")
        right = self.answer(cell, size)
        if right is not None and not math.isclose(float(found[2]), right, rel_tol=1e-5):
            raise WrongAnswer(f"{cell.name}: {contestant.name} says {found[2]}, right is {right}")
        return float(found[3] if cell.unit == "bytes" else found[1])

    def left_out(self, cell, contestant, how):
        self.failed[cell.name, contestant.name] = how
        self.say(f"{cell.name}: {contestant.name}: {how}")

    def run_round(self, cells, contestants, number):
        for cell in cells:
            if cell.rounds is not None and number >= cell.rounds:
                continue
            ours = [each for each in contestants if is_ours(each)]
            for turn in range(TURNS_OF_OURS):
                for contestant in contestants if turn == 0 else ours:
                    self.take_turn(cell, contestant)

    def take_turn(self, cell, contestant):
        key = (cell.name, contestant.name)
        if not runs(cell, contestant) or key in self.unknown:
            return
        figure = self.measure(cell, contestant)
        if figure is None:
            self.unknown.add(key)
        else:
            self.values.setdefault(key, []).append(figure)
