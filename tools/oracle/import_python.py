#!/usr/bin/env python3
"""Turns a Python asyncio program into a scenario file.

    python3 tools/oracle/import_python.py PROGRAM.py            # the scenario, on standard output
    python3 tools/oracle/import_python.py GUIDE.md -o FOLDER    # one file for each example

Everything that the language cannot say is named at once, with its place; the exit status is 2 then
and nothing is written.
"""

import argparse
import pathlib
import re
import sys

if sys.version_info < (3, 9):
    print("import: Python 3.9 or later is needed", file=sys.stderr)
    raise SystemExit(2)

import ast  # noqa: E402

import import_markdown  # noqa: E402
import scenario_text  # noqa: E402
from import_module import Untranslatable, import_program, slug  # noqa: E402
from import_names import Names  # noqa: E402

VERSIONS = ("3.10", "3.11", "3.12")


class Failed(Exception):
    """What is wrong with the input, as it is printed."""


def main(words=None):
    parser = argparse.ArgumentParser(prog="import", description=__doc__.splitlines()[0])
    parser.add_argument("file", metavar="FILE", help="a Python program, or a page of Markdown")
    parser.add_argument("--python", choices=VERSIONS, help="whose rules: the scenario's 'python'")
    parser.add_argument("-o", "--output", metavar="PATH",
                        help="a file, or a folder for NAME.sim.yaml; else standard output")
    options = parser.parse_args(words)
    try:
        text = read(options.file)
        scenarios = list(import_text(options.file, text, options.python))
        write(scenarios, options.output)
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 2
    return 0


def read(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise Failed(f"{path}: error: cannot be read: {reason}") from None


def import_text(path, text, python=None):
    """The scenarios of a program or of a page, as data."""
    if path.endswith((".md", ".markdown")):
        return import_page(path, text, python)
    name = slug(pathlib.Path(path).name.removesuffix(".py"))
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError) as error:
        raise Failed(syntax_error(path, text, error)) from None
    shebang = re.match(r"#!.*python(3\.\d+)", text)
    if python is None and shebang and shebang.group(1) in VERSIONS:
        python = shebang.group(1)
    return [translate(path, text, statements, name, python)]


def import_page(path, text, python):
    made, names, failures = [], set(), []
    for example in import_markdown.examples(text):
        if example.problem:
            print(f"{path}:{example.line}:1: note: passed over: {example.problem}",
                  file=sys.stderr)
            continue
        name = unique(slug(example.title or pathlib.Path(path).stem), names)
        try:
            scenario = translate(path, text, example.statements, name, python, example.title)
        except Failed as failed:
            failures.append(str(failed))
            continue
        scenario.source = f"{slug(pathlib.Path(path).stem)}#{example.anchor}"
        made.append(scenario)
    if failures:
        raise Failed("\n".join(dict.fromkeys(failures)))
    if not made:
        raise Failed(f"{path}: error: there is no Python example that runs")
    return made


def unique(name, taken):
    wanted, number = name, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def translate(path, text, statements, name, python, about=""):
    if python in (None, "3.11", "3.12"):
        note_coroutines_given_to_wait(path, statements)
    try:
        shown = "" if python in (None, "3.11") else python
        return import_program(statements, name, shown, about)
    except Untranslatable as error:
        raise Failed("\n".join(diagnostics(path, text, error.problems))) from None
    except RecursionError:
        raise Failed(f"{path}:1:1: error: this program is nested too deep") from None


def write(scenarios, output):
    texts = [(f"{scenario.name}.sim.yaml", scenario_text.write(scenario))
             for scenario in scenarios]
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8")
        sys.stdout.write("---\n".join(text for _, text in texts))
        return
    folder = pathlib.Path(output)
    is_folder = len(texts) > 1 or folder.is_dir() or output.endswith("/")
    try:
        if is_folder:
            folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts:
            (folder / file if is_folder else folder).write_text(text, encoding="utf-8")
    except OSError as error:
        raise Failed(f"{output}: error: cannot be written: {error.strerror}") from None


# What is said about the input


def diagnostics(path, text, problems):
    """Each problem once, in the order of the file, with its line and a caret."""
    lines, seen = text.splitlines(), set()
    found = sorted(
        (getattr(node, "lineno", 1), getattr(node, "col_offset", 0), message, node)
        for node, message in dict(_by_place(problems)).values())
    for line, offset, message, node in found:
        if (line, offset, message) in seen:
            continue
        seen.add((line, offset, message))
        shown = lines[line - 1] if line <= len(lines) else ""
        yield caret(path, shown, line, offset, getattr(node, "end_col_offset", None)
                    if getattr(node, "end_lineno", None) == line else None, message)


def _by_place(problems):
    for node, message in problems:
        place = (getattr(node, "lineno", 1), getattr(node, "col_offset", 0), message)
        yield place, (node, message)


def caret(path, shown, line, offset, end, message):
    column = len(shown.encode()[:offset].decode(errors="replace"))
    width = 1 if end is None else max(1, len(shown.encode()[offset:end].decode(errors="replace")))
    margin = " " * len(str(line))
    return (f"{path}:{line}:{column + 1}: error: {message}\n{margin} |\n"
            f"{line} | {shown}\n{margin} | {' ' * column}{'^' * width}")


def syntax_error(path, text, error):
    line, column = getattr(error, "lineno", 1) or 1, getattr(error, "offset", 1) or 1
    lines = text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    message = f"this is no Python: {getattr(error, 'msg', error)}"
    return caret(path, shown, line, column - 1, None, message)


def note_coroutines_given_to_wait(path, statements):
    """Python 3.11 forbids what the guide still does; the scenario raises TypeError, as Python."""
    names = Names(statements)
    for statement in statements:
        lists = {}
        for node in ast.walk(statement):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                lists[node.targets[0].id] = node.value
        for node in ast.walk(statement):
            if not isinstance(node, ast.Call) or names.full_name(node.func) != "asyncio.wait":
                continue
            tasks = node.args[0] if node.args else None
            if isinstance(tasks, ast.Name):
                tasks = lists.get(tasks.id)
            if any(isinstance(item, ast.Call) and isinstance(item.func, ast.Name)
                   and item.func.id in names.coroutines for item in getattr(tasks, "elts", [])):
                print(f"{path}:{node.lineno}:{node.col_offset + 1}: note: from Python 3.11 on, "
                      "wait() refuses coroutines with TypeError; --python 3.10 lets it take them",
                      file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
