"""What the names of a Python program are called in a scenario.

    names = Names(module_body)                # imports, module variables, coroutines
    names.full_name(node)                     # "asyncio.sleep" for `sleep` after an import
    scenario_name("asyncio.CancelledError")   # "CancelledError"; None for what there is none
"""

import ast
import keyword

from expressions import RANDOM

ASYNCIO = set(
    """sleep gather wait wait_for shield create_task as_completed timeout timeout_at TaskGroup
    Future current_task all_tasks Lock Event Condition Semaphore BoundedSemaphore Barrier Queue
    PriorityQueue LifoQueue FIRST_COMPLETED FIRST_EXCEPTION ALL_COMPLETED CancelledError
    TimeoutError InvalidStateError QueueEmpty QueueFull BrokenBarrierError""".split()
)
EXCEPTIONS = set(
    """BaseException Exception ValueError TypeError KeyError IndexError RuntimeError
    ZeroDivisionError AssertionError TimeoutError ExceptionGroup BaseExceptionGroup""".split()
)
FUNCTIONS = set("len range sorted str int float bool list min max sum abs round".split())
CLOCKS = {"time.monotonic", "time.perf_counter"}
LOOPS = {"asyncio.get_running_loop", "asyncio.get_event_loop"}
MODULES = {"asyncio", "random", "time", "contextlib", "asyncio.exceptions"}
ONLY_FOR_HINTS = {"typing", "collections.abc", "__future__"}
YAML_WORDS = {"true", "false", "null"}

REASONS = {
    "time.sleep": "it blocks the loop and no virtual time passes; use asyncio.sleep",
    "time.time": "it is not the loop's clock; use asyncio.get_running_loop().time()",
    "asyncio.to_thread": "there are no threads in a scenario",
    "input": "a scenario has no input",
    "open": "a scenario has no files",
    "set": "the language has no sets; use a list",
    "dict": "the language has no dictionaries",
    "isinstance": "the language has no isinstance(); compare type(x).__name__",
}


def scenario_name(full_name):
    """The scenario's word for asyncio's, random's or Python's own name, or None."""
    module, _, name = full_name.rpartition(".")
    if module in ("asyncio", "asyncio.exceptions"):
        return name if name in ASYNCIO else None
    if module == "random":
        return full_name if name in RANDOM else None
    if full_name in CLOCKS:
        return "now"
    if not module and full_name in EXCEPTIONS | FUNCTIONS:
        return full_name
    return None


def reason(full_name):
    return REASONS.get(full_name, f"the language has no '{full_name}'")


def bound_names(statements):
    """The names that a body binds, in order, without those of comprehensions."""
    finder = _Binder()
    for statement in statements:
        finder.visit(statement)
    return [name for name in dict.fromkeys(finder.found) if name not in finder.globals]


class _Binder(ast.NodeVisitor):
    def __init__(self):
        self.found = []
        self.globals = set()

    def visit_Name(self, node):
        if isinstance(node.ctx, ast.Store):
            self.found.append(node.id)

    def visit_Global(self, node):
        self.globals.update(node.names)

    def visit_ExceptHandler(self, node):
        if node.name:
            self.found.append(node.name)
        self.generic_visit(node)

    def visit_comprehension(self, node):
        """Its variable is its own; only `:=` inside reaches the function."""
        self.visit(node.iter)
        for test in node.ifs:
            self.visit(test)

    def visit_FunctionDef(self, node):
        self.found.append(node.name)

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_ClassDef = visit_FunctionDef

    def visit_Lambda(self, node):
        pass


def read_names(tree):
    """All names that occur in a tree."""
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]


class Names:
    """The names of a module: what it imports, its variables and coroutines, and new names where
    a scenario would take one for something else."""

    def __init__(self, body):
        self.imported = {}  # name: full name
        self.variables = []
        self.coroutines = {}  # name: its definition
        self.problems = []  # (node, message)
        for node in body:
            self._add(node)
        self._taken = {name.id for node in body for name in ast.walk(node)
                       if isinstance(name, ast.Name)}
        self._taken |= set(self.coroutines)
        self._renamed = {}
        self.used = self._used_words(body)

    def _add(self, node):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            self.add_import(node)
        elif isinstance(node, ast.AsyncFunctionDef):
            self.coroutines[node.name] = node
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            for name in bound_names([node]):
                if name not in self.variables:
                    self.variables.append(name)

    def add_import(self, node):
        if isinstance(node, ast.ImportFrom):
            module = node.module or "."
            if module in ONLY_FOR_HINTS:
                return
            if module not in MODULES or node.names[0].name == "*":
                self.problems.append((node, f"nothing can be imported from '{module}' like this"))
                return
            for alias in node.names:
                self.imported[alias.asname or alias.name] = f"{module}.{alias.name}"
            return
        for alias in node.names:
            if alias.name in ONLY_FOR_HINTS:
                continue
            if alias.name not in MODULES:
                self.problems.append((node, f"a scenario has no module '{alias.name}'"))
            elif alias.asname:
                self.imported[alias.asname] = alias.name
            else:
                self.imported[alias.name.partition(".")[0]] = alias.name.partition(".")[0]

    def _used_words(self, body):
        """The scenario's words that the program needs; none of its own names may hide one."""
        words = set()
        for node in body:
            for part in ast.walk(node):
                full_name = self.full_name(part)
                if full_name in LOOPS:
                    words |= {"now", "Future", "create_task"}
                elif full_name and "." in full_name:
                    words.add(scenario_name(full_name))
                elif isinstance(part, ast.Attribute) and part.attr == "__name__":
                    words.add("type_name")
        return words

    def full_name(self, node, hidden=()):
        """`asyncio.sleep` for what is asyncio's sleep, whatever it was imported as."""
        if isinstance(node, ast.Name):
            if node.id in hidden or node.id in self.variables or node.id in self.coroutines:
                return None
            return self.imported.get(node.id, node.id)
        if isinstance(node, ast.Attribute):
            head = self.full_name(node.value, hidden)
            if head and (head in MODULES or head.partition(".")[0] in MODULES):
                return f"{head}.{node.attr}"
        return None

    def rename(self, old, new):
        self._renamed[old] = new
        self._taken.add(new)

    def renamed(self, name):
        """What a variable or a coroutine is called in the scenario."""
        if name in self._renamed:
            return self._renamed[name]
        new = name
        if name.startswith("__"):
            new = name.lstrip("_") or "_"
        if name in self.used or name.lower() in YAML_WORDS or new in self.used:
            new += "_"
        if new != name:
            new = self.fresh(new)
            self._renamed[name] = new
        return new

    def fresh(self, wanted):
        """A name that nothing has yet."""
        name, number = wanted, 1
        while name in self._taken or name in self.used or keyword.iskeyword(name):
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name
