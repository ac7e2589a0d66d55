"""`except` of Python, turned into the handlers of a `try` step.

    pairs = Handlers(scope, block).pairs(node)       # [("except", ...), ("as", "error")]

A `try` step has one name for what is caught, in all of its handlers, and it stays bound.
"""

import ast

from import_names import EXCEPTIONS, scenario_name
from scenario_text import Expr, Pairs, Step

ASYNCIO_EXCEPTIONS = {
    "CancelledError", "InvalidStateError", "QueueEmpty", "QueueFull", "BrokenBarrierError",
}


class Handlers:
    def __init__(self, scope, block):
        self.scope = scope
        self.block = block

    def pairs(self, node):
        if not node.handlers:
            return []
        copies = [self._copy(handler) for handler in node.handlers]
        wanted = [copy or handler.name for handler, copy in zip(node.handlers, copies)]
        name = self._common(node.handlers, wanted)
        made = Pairs()
        for handler, copy, own in zip(node.handlers, copies, wanted):
            body = self.block(handler.body[1:] if copy else handler.body)
            if own and self.scope.names.renamed(own) != name:
                bound = self.scope.names.renamed(own)
                body.insert(0, Step([("let", Pairs([(bound, Expr(name))]))]))
            types = self.types(handler.type)
            if any(types == key for key, _ in made):
                self.scope.problem(handler, "these exceptions have a handler already")
            made.append((types, body))
        return [("except", made)] + ([("as", name)] if name else [])

    def _copy(self, handler):
        """`except E as caught: error = caught` is how Python keeps `error` bound."""
        first = handler.body[0]
        is_copy = (
            handler.name and isinstance(first, ast.Assign) and len(first.targets) == 1
            and isinstance(first.targets[0], ast.Name) and isinstance(first.value, ast.Name)
            and first.value.id == handler.name
            and not self.scope.is_global(first.targets[0].id)
        )
        if not is_copy:
            return None
        uses = [name for statement in handler.body[1:] for name in ast.walk(statement)
                if isinstance(name, ast.Name) and name.id == handler.name]
        return None if uses else first.targets[0].id

    def _common(self, handlers, wanted):
        """The one name; a new one where a handler without a name must not bind it."""
        named = [name for name in wanted if name]
        if not named:
            return None
        first = named[0]
        is_other = len(named) < len(handlers) and self._is_bound_elsewhere(first)
        return self.scope.fresh("caught") if is_other else self.scope.names.renamed(first)

    def _is_bound_elsewhere(self, name):
        count = self.scope.assigned.count(name)
        return count > 1 or name in self.scope.parameters

    def types(self, node):
        """The exceptions of one handler, `ValueError, KeyError`."""
        if node is None:
            return "BaseException"
        items = node.elts if isinstance(node, ast.Tuple) else [node]
        return ", ".join(self._type(item) for item in items)

    def _type(self, node):
        full_name = self.scope.names.full_name(node, self.scope.translator.locals)
        name = scenario_name(full_name) if full_name else None
        if name not in EXCEPTIONS | ASYNCIO_EXCEPTIONS:
            shown = ast.unparse(node)
            self.scope.problem(node, f"the language has no exception '{shown}'")
            return "Exception"
        return name
