"""What a scenario file is made of, as yaml_subset reads it, and what it says of a bad one."""

from dataclasses import dataclass, field


class YamlError(Exception):
    def __init__(self, line, column, message):
        super().__init__(f"{line}:{column}: error: {message}")


@dataclass
class Scalar:
    text: str
    style: str  # plain, single, double, literal, folded
    line: int
    column: int


@dataclass
class Seq:
    items: list = field(default_factory=list)
    line: int = 0
    column: int = 0


@dataclass
class Map:
    pairs: list = field(default_factory=list)  # of (Scalar, node)
    line: int = 0
    column: int = 0

    def get(self, name):
        return next((value for key, value in self.pairs if key.text == name), None)
