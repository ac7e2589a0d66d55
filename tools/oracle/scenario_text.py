"""Writes a scenario file as a person would.

    Step([("gather", Expr("[a, b]", [Expr("a"), Expr("b")])), ("as", "both")])
    write(Scenario(name, ..., coroutines=[("main()", [steps])]))      # the text of the file

A value in a step is an Expr, a Text, a name or a list of names, a block (a list of steps), or
Pairs.  What is written reads back as the same: plain where YAML allows it, quoted otherwise.
"""

import re
from dataclasses import dataclass, field

WIDTH = 88
INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@` ")


@dataclass
class Expr:
    text: str
    items: list = None  # of a list display: its items


@dataclass
class Text:
    text: str


class Pairs(list):
    """(key, Expr) for `let`, `set` and `shared`, (key, block) for `except`."""


@dataclass
class Step:
    pairs: list  # of (key, value), the verb first


@dataclass
class Scenario:
    name: str
    about: str = ""
    source: str = ""
    python: str = ""
    seed: int = 0
    shared: list = field(default_factory=list)  # of (name, Expr)
    coroutines: list = field(default_factory=list)  # of (head, block)


def write(scenario):
    lines = [f"scenario: {scenario.name}"]
    if scenario.about:
        lines.append(f"about: {scalar(scenario.about)}")
    if scenario.source:
        lines.append(f"source: {scalar(scenario.source)}")
    if scenario.python:
        lines.append(f'python: "{scenario.python}"')
    if scenario.seed:
        lines.append(f"seed: {scenario.seed}")
    lines.append("")
    if scenario.shared:
        lines += _entry("shared", Pairs(scenario.shared), 0, "") + [""]
    lines.append("coroutines:")
    for head, block in scenario.coroutines:
        lines.append(f"  {scalar(head)}:")
        lines += _block(block, 4)
    return "\n".join(lines) + "\n"


# Scalars


def is_plain(text, in_flow=False):
    if not text or text != text.strip() or not text.isprintable():
        return False
    if text.startswith(INDICATORS) and not re.match(r"-[^\s,\[\]{}-]", text):
        return False
    if re.search(r":(\s|$)|\s#", text):
        return False
    return not in_flow or not re.search(r"[,\[\]{}]|:$", text)


def in_quotes(text):
    if '"' not in text and "\\" not in text and text.isprintable():
        return f'"{text}"'
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    made = []
    for char in text:
        code = ord(char)
        known = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", '"': '\\"'}
        if char in known:
            made.append(known[char])
        elif char.isprintable():
            made.append(char)
        elif code < 0x100:
            made.append(f"\\x{code:02x}")
        else:
            made.append(f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
    return '"' + "".join(made) + '"'


def scalar(text, in_flow=False):
    return text if is_plain(text, in_flow) else in_quotes(text)


# Expressions


def _flow_list(expr):
    """`[a, b]` as a list of YAML, or None where its items read better inside one text."""
    if expr.items is None:
        return None
    items = []
    for item in expr.items:
        inner = _flow_list(item)
        if inner is None and not is_plain(item.text, True):
            return None
        items.append(item.text if inner is None else inner)
    return "[" + ", ".join(items) + "]"


def _expression(expr, in_flow=False):
    """An expression on one line."""
    flow = _flow_list(expr)
    return scalar(expr.text, in_flow) if flow is None else flow


# Entries: `key: value`, on one line or with the value below


def _entry(key, value, indent, first):
    """Lines of `key: value`; `first` is what stands before the key, "- " or blanks."""
    head = " " * (indent - len(first)) + first + key + ":"
    if isinstance(value, Text):
        return [f"{head} {in_quotes(value.text)}"]
    if isinstance(value, str):
        return [f"{head} {value}"]
    if isinstance(value, Expr):
        return _with_expression(head, value, indent, key in ("gather", "wait", "in"))
    if isinstance(value, Pairs):
        return _with_pairs(head, value, indent)
    if all(isinstance(item, str) for item in value) and key == "as":
        return [f"{head} [{', '.join(value)}]"]
    return [head] + _block(value, indent + 2)


def _with_expression(head, expr, indent, as_list):
    line = f"{head} {_expression(expr)}"
    items = expr.items
    if as_list and items and _flow_list(expr) is None:
        parts = [_expression(item, True) for item in items]
        line = f"{head} [{', '.join(parts)}]"
    if items and len(items) > 1 and len(line) > WIDTH:
        return [head] + [f"{' ' * (indent + 2)}- {_expression(item)}" for item in items]
    return [line]


def _with_pairs(head, pairs, indent):
    is_handlers = any(isinstance(value, list) for _, value in pairs)
    if not is_handlers:
        flow = ", ".join(
            f"{_key(key, True)}: {_expression(value, True)}" for key, value in pairs)
        line = f"{head} {{{flow}}}"
        is_short = len(pairs) == 1 or all(
            value.text == "[]" or is_plain(value.text, True) for _, value in pairs)
        if is_short and len(line) <= WIDTH and not _is_list_of_calls(pairs):
            return [line]
    lines = [head]
    for key, value in pairs:
        lines += _entry(_key(key), value, indent + 2, "")
    return lines


def _is_list_of_calls(pairs):
    return any(value.items and any("(" in item.text for item in value.items)
               for _, value in pairs)


def _key(key, in_flow=False):
    return key if is_plain(key, in_flow) and not re.search(r"[\[\]{},]", key) else in_quotes(key)


def _block(steps, indent):
    lines = []
    for step in steps:
        if isinstance(step, str):
            lines.append(" " * indent + "- " + step)
            continue
        for number, (key, value) in enumerate(step.pairs):
            lines += _entry(key, value, indent + 2, "" if number else "- ")
    return lines
