"""A scenario file: read, checked, and made into Python source.

    scenario = load("hello.sim.yaml")
    scenario.source        # the text of its coroutines as Python
    scenario.runs          # one Run for the scenario itself, then one for each of its `cases`

Throws ScenarioError or YamlError for a file that means nothing.  `explore` and `outcomes` are
about many schedules and are passed over; `program` and `schedule` are refused.
"""

import pathlib
import re
from dataclasses import dataclass

import expressions
import runtime
import steps
import yaml_subset
from expressions import ScenarioError, Scope
from yaml_nodes import Map, Scalar, Seq

KEYS = set(
    """scenario about source tags seed python shared coroutines limits known_issue expect
    explore outcomes cases""".split()
)
CASE_KEYS = {"seed", "python", "expect"}
EXPECT_KEYS = {"output", "outcome", "exception", "elapsed", "result", "final"}
PYTHONS = ("3.10", "3.11", "3.12")


@dataclass
class Run:
    seed: int
    python: str
    expect: Map | None
    case: int | None  # from 1; None for the scenario itself


@dataclass
class Scenario:
    name: str
    source: str
    shared: list  # of (name, Python source)
    defaults: list  # of ("coroutine.parameter", Python source)
    coroutines: list
    steps: int
    time: float | None
    runs: list
    scope: Scope


def load(path):
    return read(pathlib.Path(path).read_text(encoding="utf-8"))


def read(text):
    root = yaml_subset.parse(text)
    if not isinstance(root, Map):
        raise ScenarioError("1:1: error: a scenario is a mapping")
    for key, _ in root.pairs:
        if key.text in ("program", "args", "schedule"):
            steps.fail(key, f"'{key.text}' is nothing that CPython could run")
        if key.text not in KEYS:
            steps.fail(key, f"unknown key '{key.text}'")
    name = root.get("scenario")
    if name is None or not re.fullmatch(r"[a-z0-9-]+", name.text):
        steps.fail(name or root, "'scenario' is a name of [a-z0-9-]")
    scope, heads = _scope(root)
    shared = _shared(root, scope)
    defaults, texts = [], []
    for signature, body in heads:
        coroutine, parameters, _ = signature
        for parameter, default in parameters:
            if default is not None:
                source = expressions.translate(default, scope)
                defaults.append((f"{coroutine}.{parameter}", source))
        texts.append(steps.Writer(scope, defaults).coroutine(coroutine, parameters, body))
    limits = root.get("limits") or Map()
    time = limits.get("time")
    return Scenario(
        name.text, "\n\n".join(texts), shared, defaults, list(scope.coroutines),
        _integer(limits.get("steps"), 1_000_000), None if time is None else float(time.text),
        _runs(root), scope,
    )


def _scope(root):
    """The names that every coroutine sees, and the coroutines as (signature, steps)."""
    coroutines = root.get("coroutines")
    if not isinstance(coroutines, Map):
        steps.fail(coroutines or root, "'coroutines' is missing")
    heads = [(_signature(key), body) for key, body in coroutines.pairs]
    signatures = {name: signature for (name, _, signature), _ in heads}
    if len(signatures) != len(heads):
        steps.fail(coroutines, "a coroutine is defined twice")
    if "main" not in signatures:
        steps.fail(coroutines, "'main()' is missing")
    return Scope(set(), set(), signatures, set(runtime.make_names("3.11"))), heads


def _signature(key):
    try:
        return expressions.signature_of(key.text)
    except ScenarioError as error:
        steps.fail(key, str(error))


def _shared(root, scope):
    node, made = root.get("shared"), []
    for key, value in node.pairs if isinstance(node, Map) else ():
        made.append((steps.name_of(key), steps.expression(value, scope)))
        scope.shared.add(key.text)
    return made


def _integer(node, default):
    if node is None:
        return default
    if not re.fullmatch(r"[-+]?[0-9]+", node.text):
        steps.fail(node, "an integer is asked for")
    return int(node.text)


def _python(node, default):
    if node is None:
        return default
    if node.text not in PYTHONS:
        steps.fail(node, f"'python' is one of {', '.join(PYTHONS)}")
    return node.text


def _runs(root):
    first = Run(
        _integer(root.get("seed"), 0), _python(root.get("python"), "3.11"),
        _expect(root.get("expect")), None,
    )
    runs, cases = [first], root.get("cases")
    for number, case in enumerate(cases.items if isinstance(cases, Seq) else (), 1):
        for key, _ in case.pairs:
            if key.text not in CASE_KEYS:
                steps.fail(key, f"a case has no '{key.text}' here")
        expect = _expect(case.get("expect"))
        runs.append(Run(
            _integer(case.get("seed"), first.seed), _python(case.get("python"), first.python),
            first.expect if expect is None else expect, number,
        ))
    return runs


def _expect(node):
    for key, _ in node.pairs if isinstance(node, Map) else ():
        if key.text not in EXPECT_KEYS:
            steps.fail(key, f"unknown key '{key.text}'")
    return node


def expected_lines(node):
    """`output` as lines: a block of text, or a list."""
    if isinstance(node, Seq):
        return [item.text for item in node.items]
    return node.text.removesuffix("\n").split("\n") if node.text else []


def expected_value(node, scope):
    """An expectation's expression as its value."""
    assert isinstance(node, (Scalar, Seq))
    source = steps.expression(node, Scope(set(), set(), {}, set()))
    return eval(source, runtime.make_helpers() | {"float": float})
