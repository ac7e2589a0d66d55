"""Expectations: an answer written as `expect:`, and an answer held against one.

    print(as_yaml(answer, values))                         # expect:\n  output: |\n ...
    for line in differences(scenario, one, answer, values): print(line)
"""

import json

import scenario as scenarios
from yaml_nodes import Map


def seconds(nanoseconds):
    """Nanoseconds as the shortest decimal number of seconds."""
    whole, rest = divmod(nanoseconds, 10**9)
    return f"{whole}.{rest:09d}".rstrip("0").rstrip(".")


def _quoted(text):
    return json.dumps(text, ensure_ascii=False)


def _needs_list(lines):
    """A block of text cannot show lines that begin or end with a space, or are not there."""
    plain = all(line == line.strip() and line.isprintable() for line in lines)
    return not plain or not lines[0] or not lines[-1]


def _output(lines):
    if not lines:
        return ["  output: []"]
    if _needs_list(lines):
        return ["  output:"] + [f"    - {_quoted(line)}" for line in lines]
    return ["  output: |"] + [f"    {line}" if line else "" for line in lines]


def _expression(value):
    """A value as EXPR; one with a text in it is quoted, since YAML would take the inner quotes."""
    text = repr(value)
    return _quoted(text) if "'" in text or '"' in text else text


def as_yaml(answer, values):
    result, shared = values
    lines = ["expect:"] + _output(answer["output"])
    if answer["outcome"] != "ok":
        lines.append(f"  outcome: {answer['outcome']}")
    if answer["exception"] is not None:
        lines.append(f"  exception: {_quoted(answer['exception'])}")
    lines.append(f"  elapsed: {seconds(answer['elapsed_ns'])}")
    if result is not None:
        lines.append(f"  result: {_expression(result)}")
    if answer["final"]:
        lines.append("  final:")
        lines += [f"    {name}: {_expression(shared[name])}" for name in answer["final"]]
    return "\n".join(lines)


def differences(scenario, one, answer, values):
    """One line for each key of the run's `expect` that does not hold."""
    if not isinstance(one.expect, Map):
        return
    result, shared = values
    for key, node in one.expect.pairs:
        if key.text == "final":
            for name, value in node.pairs:
                want = scenarios.expected_value(value, scenario.scope)
                yield from _differs(f"final {name.text}", want, shared.get(name.text))
        elif key.text == "result":
            want = scenarios.expected_value(node, scenario.scope)
            yield from _differs("result", want, result)
        elif key.text == "output":
            yield from _differs("output", scenarios.expected_lines(node), answer["output"])
        elif key.text == "elapsed":
            want = round(float(node.text) * 1e9)
            yield from _differs("elapsed", want, answer["elapsed_ns"])
        else:
            yield from _differs(key.text, node.text, answer[key.text])
    if one.expect.get("outcome") is None:
        yield from _differs("outcome", "ok", answer["outcome"])


def _differs(what, want, have):
    if want != have or type(want) is not type(have):
        yield f"{what}: expected {want!r}, CPython gives {have!r}"
