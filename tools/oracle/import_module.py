"""A Python program, turned into a scenario.

    scenario = import_program(statements, name, python="", about="")

Throws Untranslatable with all that the language cannot say, each with its node.
"""

import ast
import re

from import_names import Names, bound_names
from import_scope import Scope
from import_steps import Steps
from scenario_text import Scenario, Step


class Untranslatable(Exception):
    def __init__(self, problems):
        super().__init__(f"{len(problems)} things cannot be translated")
        self.problems = problems


def import_program(statements, name, python="", about=""):
    module = _Module(statements)
    scenario = module.scenario(name)
    scenario.python = python
    scenario.about = scenario.about or about
    if module.problems:
        raise Untranslatable(module.problems)
    return scenario


def runs_of(statements):
    """The `asyncio.run(...)` of a program, those under `if __name__ == "__main__"` too."""
    names = Names(statements)
    return [node for statement in statements for node in _run_statements(statement)
            if _is_call(names, node, "asyncio.run")]


def _run_statements(statement):
    if is_main_guard(statement):
        return statement.body
    return [statement]


def is_main_guard(statement):
    return (isinstance(statement, ast.If) and isinstance(statement.test, ast.Compare)
            and isinstance(statement.test.left, ast.Name)
            and statement.test.left.id == "__name__")


def _is_call(names, node, full_name):
    return (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            and names.full_name(node.value.func) == full_name)


class _Module:
    def __init__(self, statements):
        self.statements = [part for statement in statements for part in _run_statements(statement)]
        self.names = Names(self.statements)
        self.problems = self.names.problems
        self.about = ast.get_docstring(ast.Module(self.statements, []), clean=True) or ""
        self.seed = 0
        self.run = None
        self.shared = []  # of [name, its tree, None for one that main makes]

    def scenario(self, name):
        for number, statement in enumerate(self.statements):
            self._statement(statement, number)
        if self.run is None:
            first = self.statements[0] if self.statements else None
            self.problems.append((first, "nothing is run: asyncio.run(main()) is missing"))
            return Scenario(name)
        entry = self._entry()
        if entry is None:
            return Scenario(name)
        scope = Scope(self.names, [], [], self.problems)
        made = {}  # the first steps of main, as variables of the module
        if entry in self.names.coroutines:
            made = self._take_late(self.names.coroutines[entry])
        coroutines = [self._coroutine(node) for node in self.names.coroutines.values()]
        if self.names.renamed(entry) != "main":
            coroutines.append(self._main(scope))
        shared = [(self.names.renamed(variable), scope.expr(tree or made.get(variable, _none())))
                  for variable, tree in self.shared]
        about = " ".join(self.about.split("\n\n")[0].split())
        return Scenario(name, about=about, seed=self.seed, shared=shared, coroutines=coroutines)

    # Statements of the module

    def _statement(self, statement, number):
        if isinstance(statement, (ast.Import, ast.ImportFrom, ast.AsyncFunctionDef, ast.Pass)):
            return
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            self._variable(statement)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            if number > 0:
                self.problems.append((statement, "a value that nothing is done with"))
        elif _is_call(self.names, statement, "random.seed"):
            self._seed(statement.value)
        elif _is_call(self.names, statement, "asyncio.run"):
            if self.run is not None:
                self.problems.append((statement, "a scenario runs one main; this is a second run"))
            self.run = statement.value
        else:
            self.problems.append((statement, _why_not(statement)))

    def _variable(self, statement):
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        is_name = len(targets) == 1 and isinstance(targets[0], ast.Name)
        if not is_name:
            self.problems.append((statement, "a variable of the module is made as NAME = VALUE"))
        elif any(name == targets[0].id for name, _ in self.shared):
            self.problems.append((statement, f"'{targets[0].id}' is made twice"))
        elif self.run is not None:
            self.problems.append((statement, "this comes after the run"))
        else:
            self.shared.append((targets[0].id, statement.value))

    def _seed(self, call):
        try:
            value = ast.literal_eval(call.args[0])
        except (IndexError, ValueError):
            value = None
        if type(value) is not int:
            self.problems.append((call, "a scenario is seeded with a whole number"))
            return
        if any(tree is not None and self._uses_random(tree) for _, tree in self.shared):
            self.problems.append((call, "random is seeded before it is used"))
        self.seed = value

    def _uses_random(self, tree):
        return any((self.names.full_name(node) or "").startswith("random.")
                   for node in ast.walk(tree))

    # Coroutines

    def _entry(self):
        """Which coroutine is run; it becomes `main` where nothing stands against that."""
        call = self.run.args[0] if len(self.run.args) == 1 else None
        known = self.names.coroutines
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or (
                call.func.id not in known):
            self.problems.append((self.run, "asyncio.run(...) is given the call of a coroutine"))
            return None
        name = call.func.id
        calls = [node for statement in self.statements for node in ast.walk(statement)
                 if isinstance(node, ast.Name) and node.id == name]
        is_free = name == "main" or ("main" not in known and "main" not in self.names.variables)
        if not call.args and not call.keywords and is_free and (
                name == "main" or len(calls) == 1):
            self.names.rename(name, "main")
        elif "main" in known or "main" in self.names.variables:
            self.names.rename("main", self.names.fresh("main_"))
        return name

    def _main(self, scope):
        """The one that awaits what asyncio.run was given."""
        return "main()", [Step([("await", scope.expr(self.run.args[0]))])]

    def _take_late(self, main):
        """`promise: asyncio.Future` at the top, and `promise = ...` first in main."""
        waiting = {name for name, tree in self.shared if tree is None}
        made = {}
        for statement in list(main.body):
            if isinstance(statement, ast.Global):
                continue
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if not isinstance(target, ast.Name) or target.id not in waiting - set(made):
                break
            made[target.id] = statement.value
            main.body.remove(statement)
        return made

    def _coroutine(self, node):
        arguments = node.args
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs:
            self.problems.append((node, "a parameter is NAME or NAME=DEFAULT"))
        for decorator in node.decorator_list:
            self.problems.append((decorator, "the language has no decorators"))
        names = [argument.arg for argument in arguments.args]
        outside = Scope(self.names, [], [], self.problems)
        defaults = [None] * (len(names) - len(arguments.defaults)) + arguments.defaults
        parameters = [
            self.names.renamed(name) + ("" if d is None else f"={outside.expr(d).text}")
            for name, d in zip(names, defaults)
        ]
        scope = Scope(self.names, node.body, names, self.problems)
        head = f"{self.names.renamed(node.name)}({', '.join(parameters)})"
        return head, Steps(scope).block(node.body)


def _none():
    return ast.Constant(None)


def _why_not(statement):
    if isinstance(statement, ast.FunctionDef):
        return "a plain function; the language has coroutines only, 'async def'"
    if isinstance(statement, ast.ClassDef):
        return "the language has no classes"
    names = bound_names([statement])
    what = f"; '{names[0]}' is bound here" if names else ""
    return f"this cannot stand outside of a coroutine{what}"


def slug(text):
    """A scenario's name from a file's or a heading's."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "program"


