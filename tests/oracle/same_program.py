"""Whether two scenario files are the same program.

    same_program.differences(program_of("a.sim.yaml"), program_of("b.sim.yaml"))    # [] if so

Compared is what the oracle makes of each file: variables, defaults, coroutines, seed and version.
What is written in two ways and means one thing counts as equal: `await: sleep(1)` and `sleep: 1`,
`gather: [a, b]` and `await: gather(a, b)`, quotes, several `let` or one.
"""

import ast
import difflib
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools" / "oracle"))

import scenario  # noqa: E402


def program_of(path):
    """A scenario as lines of text, the same for the same program."""
    loaded = scenario.load(path)
    first = loaded.runs[0]
    lines = [f"seed {first.seed}", f"python {first.python}"]
    lines += [f"shared {name} = {_plain(value)}" for name, value in loaded.shared]
    lines += [f"default {place} = {_plain(value)}" for place, value in loaded.defaults]
    return lines + _plain(loaded.source).split("\n")


def differences(want, have):
    return list(difflib.unified_diff(want, have, "before", "after", lineterm="", n=0))


def _plain(source):
    return ast.unparse(_Plain().visit(ast.parse(source)))


class _Plain(ast.NodeTransformer):
    def visit_Subscript(self, node):
        """The verbs reach their functions as __names['sleep'], expressions as sleep."""
        self.generic_visit(node)
        is_verb = isinstance(node.value, ast.Name) and node.value.id == "__names"
        return ast.Name(node.slice.value, ast.Load()) if is_verb else node

    def visit_BoolOp(self, node):
        """(a and b) and c is a and b and c."""
        self.generic_visit(node)
        first = node.values[0]
        if isinstance(first, ast.BoolOp) and type(first.op) is type(node.op):
            node.values[:1] = first.values
        return node

    def visit_Constant(self, node):
        is_infinite = isinstance(node.value, float) and node.value == float("inf")
        return ast.parse("float('inf')", mode="eval").body if is_infinite else node

    def visit_Call(self, node):
        self.generic_visit(node)
        node.args = [item for argument in node.args for item in self._spread(argument)]
        name = getattr(node.func, "id", "")
        if name == "wait_for":
            node.keywords += [ast.keyword("timeout", argument) for argument in node.args[1:]]
            node.args = node.args[:1]
        elif name == "__halt":
            node.args = node.args[:1]  # an assert tells its own text
        elif name == "__concat":
            return self._joined(node)
        return node

    @staticmethod
    def _spread(argument):
        is_list = isinstance(argument, ast.Starred) and isinstance(argument.value, ast.List)
        return argument.value.elts if is_list else [argument]

    @staticmethod
    def _joined(node):
        """An f-string without fields is a string, and texts side by side are one."""
        parts = []
        for part in node.args:
            is_text = isinstance(part, ast.Constant)
            if is_text and parts and isinstance(parts[-1], ast.Constant):
                parts[-1] = ast.Constant(parts[-1].value + part.value)
            elif not is_text or part.value:
                parts.append(part)
        if all(isinstance(part, ast.Constant) for part in parts):
            return parts[0] if parts else ast.Constant("")
        node.args = parts
        return node
