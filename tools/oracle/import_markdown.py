"""The runnable examples of a Markdown page.

    for example in examples(text): ...      # .title, .anchor, .line, .statements

An example is a ```python block, together with what it leans on: imports and definitions of earlier
blocks, and, where it runs nothing itself, the next block that does.
"""

import ast
import re
from dataclasses import dataclass, field

from import_module import is_main_guard, runs_of


@dataclass
class Example:
    title: str
    anchor: str  # as pages on the web name the heading
    line: int
    statements: list = field(default_factory=list)
    problem: str = ""


def examples(text):
    blocks = list(_blocks(text))
    made = []
    for number, (title, line, code) in enumerate(blocks):
        example = Example(title, _anchor(title), line)
        made.append(example)
        try:
            # So that places in the tree are places in the page.
            ast.parse("\n" * line + code)
        except SyntaxError as error:
            example.problem = f"this is no Python: {error.msg}"
            continue
        run = next((i for i in range(number, len(blocks)) if _runs(blocks[i])), None)
        if run is None:
            example.problem = "nothing after it runs it"
            continue
        example.statements = _together(blocks, number, run)
    return made


def _blocks(text):
    """(heading above, line of the fence, code)"""
    title, start, code, fence = "", 0, [], None
    for number, line in enumerate(text.splitlines(), 1):
        if fence is None:
            heading = re.match(r"#+\s+(.*?)\s*#*$", line)
            opening = re.match(r"\s*(```+|~~~+)\s*(python3?|py)\b", line)
            other = re.match(r"\s*(```+|~~~+)", line)
            if heading:
                title = heading.group(1)
            elif opening or other:
                fence, start, code = (opening or other).group(1), number, []
                is_python = bool(opening)
        elif line.strip().startswith(fence):
            fence = None
            if is_python:
                yield title, start, "\n".join(code) + "\n"
        else:
            code.append(line)


def _parsed(block):
    try:
        return ast.parse("\n" * block[1] + block[2]).body
    except SyntaxError:
        return []


def _runs(block):
    try:
        tree = ast.parse(block[2]).body
    except SyntaxError:
        return False
    # The blocks before may hold the import.
    return bool(runs_of(ast.parse("import asyncio").body + tree))


def _together(blocks, number, run):
    """The statements of a block and of the one that runs it, and what they need from above."""
    own = _parsed(blocks[number])
    if run != number:
        own = own + _parsed(blocks[run])
    imports, earlier = {}, {}
    for block in blocks[:number]:
        for statement in _parsed(block):
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                imports[ast.dump(statement)] = statement
            else:
                for name in _defined(statement):
                    earlier[name] = statement
    for statement in own:
        imports.pop(ast.dump(statement), None)
    own = _without_repeats(own)
    return list(imports.values()) + _needed(own, earlier) + own


def _defined(statement):
    if isinstance(statement, (ast.AsyncFunctionDef, ast.FunctionDef, ast.ClassDef)):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    return []


def _needed(statements, earlier):
    """Definitions that the statements use, and those that these use, in the order of the page."""
    have = {name for statement in statements for name in _defined(statement)}
    wanted, needed = list(statements), []
    while wanted:
        for node in ast.walk(wanted.pop()):
            name = node.id if isinstance(node, ast.Name) else None
            if name in earlier and name not in have:
                have.add(name)
                needed.append(earlier[name])
                wanted.append(earlier[name])
    return sorted(needed, key=lambda statement: statement.lineno)


def _without_repeats(statements):
    """Of two definitions of one name, the later."""
    last = {}
    for number, statement in enumerate(statements):
        for name in _defined(statement):
            last[name] = number
    return [statement for number, statement in enumerate(statements)
            if all(last[name] == number for name in _defined(statement))
            and not (is_main_guard(statement) and not statement.body)]


def _anchor(title):
    kept = re.sub(r"[^\w\- ]", "", title.lower())
    return kept.replace(" ", "-")
