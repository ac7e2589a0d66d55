"""One coroutine while it is imported: its names, and what could not be translated.

    scope = Scope(names, definition, problems)
    scope.expr(tree)          # the Expr of a tree without awaits
    scope.fresh("result")     # a new local

A local that is bound to the running loop and to nothing else is no variable of the scenario: its
methods are functions there.
"""

import ast

from import_expressions import Problem, Translator
from import_names import LOOPS, bound_names, read_names
from scenario_text import Expr


class Scope:
    def __init__(self, names, body, parameters, problems):
        self.names = names
        self.problems = problems
        self.globals = {name for node in _statements(body) if isinstance(node, ast.Global)
                        for name in node.names}
        bound = bound_names(body)
        self.locals = set(parameters) | set(bound)
        self.loops = self._loops(body, bound)
        self.locals -= self.loops
        self.assigned = [name for name in read_stores(body)]
        self.parameters = set(parameters)
        self.comprehended = {}  # variable of a comprehension: its name in the scenario
        self._taken = self.locals | set(names.variables) | set(names.coroutines)
        for statement in body:
            self._taken |= set(read_names(statement))
        self._taken |= {names.renamed(name) for name in self._taken}
        self.translator = Translator(
            names, self.locals | self.loops, problems, self.loops)

    def _loops(self, body, bound):
        found, others = set(), set()
        for node in _statements(body):
            if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
                continue
            value = node.value
            is_loop = (isinstance(value, ast.Call) and len(node.targets) == 1
                       and self.names.full_name(value.func, self.locals) in LOOPS)
            (found if is_loop else others).add(node.targets[0].id)
        return (found & set(bound)) - others

    def problem(self, node, message):
        self.problems.append((node, message))

    def expr(self, tree):
        if isinstance(tree, ast.List) and not any(
                isinstance(item, ast.Starred) for item in tree.elts):
            items = [self.expr(item) for item in tree.elts]
            return Expr("[" + ", ".join(item.text for item in items) + "]", items)
        return Expr(self.translator.text(tree))

    def print_text(self, tree):
        """`print(tree)` as the text of a `print` step."""
        try:
            return self.translator.print_text(tree)
        except Problem as problem:
            self.problems.append((problem.node, str(problem)))
            return ""

    def is_global(self, name):
        """Whether an assignment to this name goes to a variable of the module."""
        return name in self.globals

    def is_stable(self, tree):
        """Whether it does not matter when this is evaluated."""
        if isinstance(tree, ast.Constant):
            return True
        if not isinstance(tree, ast.Name):
            return False
        if tree.id in self.locals:
            changes = self.assigned.count(tree.id) + (tree.id in self.parameters)
            return changes <= 1
        return tree.id not in self.names.variables

    def fresh(self, wanted):
        name, number = wanted, 1
        while name in self._taken or name in self.names.used:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        self.locals.add(name)
        self.translator.locals.add(name)
        return name

    def call_name(self, node):
        """The full name of what a call calls, `asyncio.gather`; `.cancel` for a method."""
        if not isinstance(node, ast.Call):
            return ""
        full_name = self.names.full_name(node.func, self.translator.locals)
        if full_name == "asyncio.ensure_future":
            return "asyncio.create_task"
        if full_name is None and isinstance(node.func, ast.Attribute):
            if node.func.attr == "create_task" and self.translator.is_loop(node.func.value):
                return "asyncio.create_task"
            return "." + node.func.attr
        return full_name or ""


def _statements(body):
    for statement in body:
        yield from ast.walk(statement)


def read_stores(body):
    """Every binding of a name by an assignment, a loop or `as`, one by one."""
    for node in _statements(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.ExceptHandler) and node.name:
            yield node.name
