"""Takes awaits and comprehensions out of expressions: the language has them as steps only.

    hoister = Hoister(scope, awaiting)
    tree = hoister.lower(tree, steps)       # adds steps; the tree that remains has no await

`awaiting(node, target, steps)` adds the step for one await.  What Python evaluates before an await
is evaluated before it here, too: it is bound to a name of its own, unless it cannot change.
"""

import ast

from import_names import bound_names
from scenario_text import Expr, Pairs, Step

WHOLE_ITERABLE = {"sum", "list", "sorted", "min", "max"}
KEPT = (ast.Await, ast.ListComp, ast.NamedExpr)


class Hoister:
    def __init__(self, scope, awaiting):
        self.scope = scope
        self.awaiting = awaiting

    def has_steps(self, node):
        if isinstance(node, ast.Lambda):
            return False  # what is inside happens when it is called
        return any(isinstance(part, KEPT) or self._is_generator_call(part)
                   for part in ast.walk(node))

    def lower(self, node, steps):
        if not self.has_steps(node):
            return node
        if isinstance(node, ast.Await):
            return self._await(node, steps)
        if isinstance(node, ast.ListComp):
            return self.collect(node, steps, "items")
        if isinstance(node, ast.NamedExpr):
            return self._named(node, steps)
        if isinstance(node, ast.BoolOp):
            return self._bool_op(node, steps)
        if isinstance(node, ast.IfExp):
            return self._if_exp(node, steps)
        if isinstance(node, ast.Compare) and len(node.ops) > 1:
            if any(self.has_steps(other) for other in node.comparators[1:]):
                self.scope.problem(node, "an await in the middle of a chain of comparisons")
                return ast.copy_location(ast.Constant(None), node)
        if self._is_generator_call(node):
            return self._generator_call(node, steps)
        return self._parts(node, steps)

    def lower_all(self, nodes, steps):
        """Several expressions that Python evaluates one after the other."""
        last = max((i for i, node in enumerate(nodes) if self.has_steps(node)), default=-1)
        made = []
        for i, node in enumerate(nodes):
            lowered = self.lower(node, steps)
            if i < last and not self.scope.is_stable(lowered):
                lowered = self.keep(lowered, steps, "before")
            made.append(lowered)
        return made

    def keep(self, node, steps, wanted):
        """Binds a value to a name of its own."""
        name = self.scope.fresh(wanted)
        steps.append(Step([("let", Pairs([(name, self.scope.expr(node))]))]))
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    # One form each

    def _await(self, node, steps):
        name = self.scope.fresh("result")
        self.awaiting(node.value, name, steps)
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _named(self, node, steps):
        is_global = self.scope.is_global(node.target.id)
        name = self.scope.names.renamed(node.target.id)
        verb = "set" if is_global else "let"
        if isinstance(node.value, ast.Await) and not is_global:
            self.awaiting(node.value.value, name, steps)
            return ast.copy_location(ast.Name(node.target.id, ast.Load()), node)
        value = self.scope.expr(self.lower(node.value, steps))
        steps.append(Step([(verb, Pairs([(name, value)]))]))
        return ast.copy_location(ast.Name(node.target.id, ast.Load()), node)

    def _bool_op(self, node, steps):
        """`a and await b()` asks for b only where a is true."""
        if not any(self.has_steps(value) for value in node.values[1:]):
            node.values[0] = self.lower(node.values[0], steps)
            return node
        result = self.keep(self.lower(node.values[0], steps), steps, "result")
        for value in node.values[1:]:
            inside = []
            lowered = self.scope.expr(self.lower(value, inside))
            inside.append(Step([("let", Pairs([(result.id, lowered)]))]))
            test = result.id if isinstance(node.op, ast.And) else f"not {result.id}"
            steps.append(Step([("if", Expr(test)), ("then", inside)]))
            steps = inside
        return result

    def _if_exp(self, node, steps):
        test = self.lower(node.test, steps)
        if not self.has_steps(node.body) and not self.has_steps(node.orelse):
            node.test = test
            return node
        name = self.scope.fresh("result")
        branches = []
        for branch in (node.body, node.orelse):
            inside = []
            value = self.scope.expr(self.lower(branch, inside))
            inside.append(Step([("let", Pairs([(name, value)]))]))
            branches.append(inside)
        steps.append(Step([
            ("if", self.scope.expr(test)), ("then", branches[0]), ("else", branches[1])]))
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def _parts(self, node, steps):
        """A form that evaluates its parts from left to right."""
        fields = [(name, value) for name, value in ast.iter_fields(node)
                  if isinstance(value, (ast.expr, list))]
        if isinstance(node, ast.Call):
            return self._call(node, steps)
        if isinstance(node, ast.JoinedStr):
            formatted = [v for v in node.values if isinstance(v, ast.FormattedValue)]
            for value, new in zip(formatted,
                                  self.lower_all([v.value for v in formatted], steps)):
                value.value = new
            return node
        parts = [part for _, value in fields
                 for part in (value if isinstance(value, list) else [value])
                 if isinstance(part, ast.expr)]
        lowered = dict(zip(map(id, parts), self.lower_all(parts, steps)))
        for name, value in fields:
            if isinstance(value, list):
                setattr(node, name, [lowered.get(id(part), part) for part in value])
            else:
                setattr(node, name, lowered[id(value)])
        return node

    def _call(self, node, steps):
        is_method = isinstance(node.func, ast.Attribute) and not self.scope.names.full_name(
            node.func, self.scope.locals)
        target = [node.func.value] if is_method else []
        values = [keyword.value for keyword in node.keywords]
        lowered = self.lower_all(target + node.args + values, steps)
        if is_method:
            node.func.value = lowered.pop(0)
        node.args = lowered[:len(node.args)]
        for keyword, value in zip(node.keywords, lowered[len(node.args):]):
            keyword.value = value
        return node

    # Comprehensions

    def _is_generator_call(self, node):
        return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                and node.func.id in WHOLE_ITERABLE and len(node.args) == 1
                and isinstance(node.args[0], ast.GeneratorExp))

    def _generator_call(self, node, steps):
        node.args = [self.collect(node.args[0], steps, "items")]
        return node

    def collect(self, node, steps, wanted):
        """[E for x in XS if T], as a loop that fills a list."""
        name = self.scope.fresh(wanted)
        self.fill(name, node, steps)
        return ast.copy_location(ast.Name(name, ast.Load()), node)

    def fill(self, name, node, steps):
        """Binds the list to `name`."""
        steps.append(Step([("let", Pairs([(name, Expr("[]", []))]))]))
        renames = dict(self.scope.translator.local_renames)
        for generator in node.generators:
            steps = self._loop(generator, steps)
        value = self.scope.expr(self.lower(node.elt, steps))
        steps.append(Step([("call", Expr(f"{name}.append({value.text})"))]))
        self.scope.translator.local_renames = renames

    def _loop(self, generator, steps):
        if generator.is_async:
            self.scope.problem(generator.iter, "the language has no 'async for'")
        iterable = self.scope.expr(self.lower(generator.iter, steps))
        inside = []
        targets = bound_names([ast.Assign([generator.target], ast.Constant(None))])
        names = [self._own(name) for name in targets]
        if isinstance(generator.target, ast.Name):
            variable = names[0]
        else:
            variable = self.scope.fresh("item")
            inside.append(Step([("call", Expr(variable)), ("as", names)]))
        steps.append(Step([("for", variable), ("in", iterable), ("do", inside)]))
        for test in generator.ifs:
            then = []
            inside.append(Step([
                ("if", self.scope.expr(self.lower(test, inside))), ("then", then)]))
            inside = then
        return inside

    def _own(self, name):
        """A comprehension's variable is its own: the function's of that name stays as it is."""
        scope = self.scope
        is_taken = (name in scope.locals or name in scope.names.variables
                    or name in scope.names.coroutines or name in scope.names.used)
        active = scope.translator.local_renames
        own = scope.comprehended.get(name, name)
        if own in active.values() or (is_taken and own == name):
            own = scope.comprehended[name] = scope.fresh(name)
        scope.translator.local_renames = {**scope.translator.local_renames, name: own}
        return own
