"""`await` of Python, turned into the step that waits.

    Awaits(scope).step(tree, "x", steps)     # for `x = await TREE`
    Awaits(scope).step(tree, ["a", "b"], steps)   # for `a, b = await TREE`
"""

import ast

from scenario_text import Step


class Awaits:
    def __init__(self, scope):
        self.scope = scope
        self.hoister = None  # of the same coroutine; set by those who make both

    def step(self, value, target, steps):
        name = self.scope.call_name(value)
        write = {
            "asyncio.sleep": self._sleep, "asyncio.gather": self._gather,
            "asyncio.wait": self._wait, "asyncio.wait_for": self._wait_for,
        }.get(name)
        pairs = write(value, target, steps) if write else None
        if pairs is None:
            pairs = [("await", self.scope.expr(self.hoister.lower(value, steps)))]
        if target is not None:
            pairs.append(("as", target))
        steps.append(Step(pairs))

    def _sleep(self, call, target, steps):
        if len(call.args) != 1 or call.keywords or target is not None:
            return None
        return [("sleep", self.scope.expr(self.hoister.lower(call.args[0], steps)))]

    def _gather(self, call, target, steps):
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        if set(options) - {"return_exceptions"}:
            return None
        made = self._all(call.args, list(options.values()), steps)
        pairs = [("gather", made[0])]
        return pairs + [("return_exceptions", option) for option in made[1:]]

    def _all(self, args, options, steps):
        """The arguments as one list, with `*tasks` joined to the others."""
        sources = [self._starred(arg) for arg in args]
        lowered = self.hoister.lower_all(sources + options, steps)
        parts, rest = lowered[:len(args)], lowered[len(args):]
        rest = [self.scope.expr(option) for option in rest]
        if not any(isinstance(arg, ast.Starred) for arg in args):
            return [self.scope.expr(ast.List(parts, ast.Load()))] + rest
        joined, plain = [], []
        for arg, part in zip(args, parts):
            if isinstance(arg, ast.Starred):
                joined += [ast.List(plain, ast.Load())] if plain else []
                joined.append(part)
                plain = []
            else:
                plain.append(part)
        joined += [ast.List(plain, ast.Load())] if plain else []
        whole = joined[0]
        for part in joined[1:]:
            whole = ast.BinOp(whole, ast.Add(), part)
        return [self.scope.expr(whole)] + rest

    @staticmethod
    def _starred(arg):
        """`*(f(x) for x in xs)` takes as many as `*[f(x) for x in xs]`."""
        if not isinstance(arg, ast.Starred):
            return arg
        value = arg.value
        if isinstance(value, ast.GeneratorExp):
            return ast.copy_location(ast.ListComp(value.elt, value.generators), value)
        return value

    def _wait(self, call, target, steps):
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        if len(call.args) != 1 or set(options) - {"timeout", "return_when"}:
            return None
        keys = [key for key in ("timeout", "return_when") if key in options]
        made = self._each([self._listed(call.args[0])] + [options[key] for key in keys], steps)
        return [("wait", made[0])] + list(zip(keys, made[1:]))

    @staticmethod
    def _listed(tasks):
        """A set of tasks is a list of them: the language keeps them in order."""
        if isinstance(tasks, ast.Set):
            return ast.copy_location(ast.List(tasks.elts, ast.Load()), tasks)
        if isinstance(tasks, (ast.SetComp, ast.GeneratorExp)):
            return ast.copy_location(ast.ListComp(tasks.elt, tasks.generators), tasks)
        return tasks

    def _wait_for(self, call, target, steps):
        timeout = call.args[1:] + [k.value for k in call.keywords if k.arg == "timeout"]
        if len(call.args) < 1 or len(timeout) != 1 or len(call.args) + len(call.keywords) != 2:
            return None
        made = self._each([call.args[0], timeout[0]], steps)
        return [("wait_for", made[0]), ("timeout", made[1])]

    def _each(self, nodes, steps):
        return [self.scope.expr(node) for node in self.hoister.lower_all(nodes, steps)]

