"""Statements of a Python coroutine, turned into steps.

    block = Steps(scope).block(definition.body)
"""

import ast

from import_awaits import Awaits
from import_hoisting import Hoister
from import_try import Handlers
from scenario_text import Expr, Pairs, Step, Text

REASONS = {
    "FunctionDef": "a function inside a coroutine", "AsyncFunctionDef": "a nested coroutine",
    "ClassDef": "a class", "Delete": "'del'", "AsyncFor": "'async for'", "Match": "'match'",
    "Nonlocal": "'nonlocal'", "TryStar": "'except*'",
}


class Steps:
    def __init__(self, scope):
        self.scope = scope
        self.awaits = Awaits(scope)
        self.hoister = Hoister(scope, self.awaits.step)
        self.awaits.hoister = self.hoister

    def block(self, statements):
        steps = []
        for statement in statements:
            write = getattr(self, "write_" + type(statement).__name__, None)
            if write is None:
                what = REASONS.get(type(statement).__name__, "such a statement")
                self.scope.problem(statement, f"the language has no {what}")
            else:
                write(statement, steps)
        return _with_lets_together(steps) or ["pass"]

    def expr(self, node, steps):
        return self.scope.expr(self.hoister.lower(node, steps))

    # Words

    def write_Pass(self, node, steps):
        steps.append("pass")

    def write_Break(self, node, steps):
        steps.append("break")

    def write_Continue(self, node, steps):
        steps.append("continue")

    def write_Global(self, node, steps):
        """Every assignment says `set` or `let` by itself."""

    def write_Import(self, node, steps):
        self.scope.names.add_import(node)

    write_ImportFrom = write_Import

    def write_Return(self, node, steps):
        if node.value is None:
            steps.append("return")
        else:
            steps.append(Step([("return", self.expr(node.value, steps))]))

    def write_Raise(self, node, steps):
        if node.exc is None:
            steps.append("raise")
        else:
            steps.append(Step([("raise", self.expr(node.exc, steps))]))

    def write_Assert(self, node, steps):
        if node.msg is not None:
            self.scope.problem(node.msg, "an assert of the language has no message")
        steps.append(Step([("assert", self.expr(node.test, steps))]))

    # Expressions as statements

    def write_Expr(self, node, steps):
        value = node.value
        if isinstance(value, ast.Constant):
            if value.value is Ellipsis:
                steps.append("pass")
        elif isinstance(value, ast.Await):
            self.awaits.step(value.value, None, steps)
        elif self.scope.call_name(value) == "print":
            self.write_print(value, steps)
        else:
            self.bind(value, None, steps)

    def write_print(self, call, steps):
        separator = " "
        for keyword in call.keywords:
            if keyword.arg == "sep" and isinstance(keyword.value, ast.Constant):
                separator = keyword.value.value
            elif keyword.arg == "end" and getattr(keyword.value, "value", None) == "\n":
                continue
            elif keyword.arg != "flush":
                self.scope.problem(keyword.value, f"print has no '{keyword.arg}' in the language")
        lowered = self.hoister.lower_all(call.args, steps)
        texts = []
        for argument in lowered:
            if isinstance(argument, ast.Starred):
                self.scope.problem(argument, "the language has no '*' in print")
            else:
                texts.append(self.scope.print_text(argument))
        joint = separator.replace("{", "{{").replace("}", "}}")
        steps.append(Step([("print", Text(joint.join(texts)))]))

    def bind(self, value, target, steps):
        """VALUE or `target = VALUE` for one that is no await; `target` is a local or None."""
        name = self.scope.call_name(value)
        names = [("as", target)] if target else []
        if name in ("asyncio.create_task", ".create_task"):
            steps.append(Step(self.spawn(value, name, steps) + names))
        elif name == ".cancel" and len(value.args) < 2 and not value.keywords:
            parts = self.hoister.lower_all([value.func.value] + value.args, steps)
            pairs = [("cancel", self.scope.expr(parts[0]))]
            pairs += [("message", self.scope.expr(part)) for part in parts[1:]]
            steps.append(Step(pairs + names))
        elif target:
            self.assign_local(target, value, steps)
        else:
            steps.append(Step([("call", self.expr(value, steps))]))

    def assign_local(self, name, value, steps):
        if isinstance(value, ast.ListComp) and name not in _names(value):
            self.hoister.fill(name, value, steps)
        else:
            steps.append(Step([("let", Pairs([(name, self.expr(value, steps))]))]))

    def spawn(self, call, name, steps):
        group = [call.func.value] if name == ".create_task" else []
        options = {keyword.arg: keyword.value for keyword in call.keywords}
        if len(call.args) != 1 or set(options) - {"name"}:
            self.scope.problem(call, "create_task takes a coroutine and a name")
            return [("call", Expr("None"))]
        names = [options["name"]] if "name" in options else []
        parts = self.hoister.lower_all(group + call.args + names, steps)
        made = [self.scope.expr(part) for part in parts]
        pairs = [("spawn", made[len(group)])]
        pairs += [("in", made[0])] if group else []
        return pairs + ([("name", made[-1])] if names else [])

    # Assignments

    def write_Assign(self, node, steps):
        first = node.targets[0]
        if isinstance(first, ast.Name) and first.id in self.scope.loops:
            return
        if len(node.targets) == 1:
            self.assign(first, node.value, steps)
            return
        value = node.value
        if not isinstance(value, ast.Constant):
            value = self.hoister.lower(value, steps)
            if not self.scope.is_stable(value):
                value = self.hoister.keep(value, steps, "value")
        for target in node.targets:
            self.assign(target, value, steps)

    def write_AnnAssign(self, node, steps):
        if node.value is not None:
            self.assign(node.target, node.value, steps)

    def assign(self, target, value, steps):
        if isinstance(target, ast.Name):
            self.assign_name(target.id, value, steps)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self.unpack(target, value, steps)
        elif isinstance(target, ast.Subscript):
            self.assign_item(target, value, steps)
        else:
            self.scope.problem(target, "only names and items of lists can be assigned to")

    def assign_name(self, name, value, steps):
        if self.scope.is_global(name):
            made = self.expr(value, steps)
            steps.append(Step([("set", Pairs([(self.scope.names.renamed(name), made)]))]))
        elif isinstance(value, ast.Await):
            self.awaits.step(value.value, self.scope.names.renamed(name), steps)
        else:
            self.bind(value, self.scope.names.renamed(name), steps)

    def assign_item(self, target, value, steps):
        root = target
        while isinstance(root, ast.Subscript):
            root = root.value
        if not isinstance(root, ast.Name):
            self.scope.problem(target, "only items of a list with a name can be assigned to")
            return
        made = self.expr(value, steps)
        verb = "let" if root.id in self.scope.locals else "set"
        key = self.scope.expr(self.hoister.lower(target, steps)).text
        steps.append(Step([(verb, Pairs([(key, made)]))]))

    def unpack(self, target, value, steps):
        """`a, b = VALUE`; a variable of the module is set from a local of its own."""
        names, after = [], []
        for item in target.elts:
            if isinstance(item, ast.Name) and not self.scope.is_global(item.id):
                names.append(self.scope.names.renamed(item.id))
            elif isinstance(item, (ast.Name, ast.Subscript)):
                names.append(self.scope.fresh("value"))
                self.assign(item, ast.Name(names[-1], ast.Load()), after)
            else:
                self.scope.problem(item, "only names and items of lists can be assigned to")
        if isinstance(value, ast.Await):
            self.awaits.step(value.value, names, steps)
        else:
            steps.append(Step([("call", self.expr(value, steps)), ("as", names)]))
        steps += after

    def write_AugAssign(self, node, steps):
        target = node.target
        is_list = isinstance(node.op, ast.Add) and isinstance(node.value, ast.List)
        if is_list and isinstance(target, ast.Name):
            for item in node.value.elts:  # += changes the list itself
                name = self.scope.expr(ast.Name(target.id, ast.Load())).text
                made = self.expr(item, steps)
                steps.append(Step([("call", Expr(f"{name}.append({made.text})"))]))
            return
        left = ast.parse(ast.unparse(target), mode="eval").body
        value = ast.copy_location(ast.BinOp(left, node.op, node.value), node)
        self.assign(target, ast.fix_missing_locations(value), steps)

    # Blocks

    def write_If(self, node, steps):
        pairs = [("if", self.expr(node.test, steps)), ("then", self.block(node.body))]
        if node.orelse:
            pairs.append(("else", self.block(node.orelse)))
        steps.append(Step(pairs))

    def write_While(self, node, steps):
        if node.orelse:
            self.scope.problem(node.orelse[0], "the language has no 'else' of a loop")
        before = []
        test = self.hoister.lower(node.test, before)
        body = self.block(node.body)
        if before:
            failed = ast.copy_location(ast.UnaryOp(ast.Not(), test), node.test)
            leave = Step([("if", self.scope.expr(failed)), ("then", ["break"])])
            test, body = ast.Constant(True), before + [leave] + body
        test = self.scope.expr(test)
        steps.append(Step([("while", test), ("do", body)]))

    def write_For(self, node, steps):
        if node.orelse:
            self.scope.problem(node.orelse[0], "the language has no 'else' of a loop")
        if self.scope.call_name(node.iter) == "enumerate":
            self.write_enumerate(node, steps)
            return
        iterable = self.expr(node.iter, steps)
        before = []
        variable = self.loop_variable(node.target, before)
        body = before + self.block(node.body)
        steps.append(Step([("for", variable), ("in", iterable), ("do", body)]))

    def loop_variable(self, target, before):
        if isinstance(target, ast.Name) and not self.scope.is_global(target.id):
            return self.scope.names.renamed(target.id)
        variable = self.scope.fresh("item")
        self.assign(target, ast.Name(variable, ast.Load()), before)
        return variable

    def write_enumerate(self, node, steps):
        """for i, x in enumerate(xs)"""
        call, target = node.iter, node.target
        starts = call.args[1:] + [k.value for k in call.keywords if k.arg == "start"]
        is_pair = isinstance(target, ast.Tuple) and len(target.elts) == 2
        if not is_pair or not isinstance(target.elts[0], ast.Name) or len(starts) > 1:
            self.scope.problem(node.iter, "enumerate is translated as 'for i, x in enumerate(xs)'")
            return
        counter = self.scope.names.renamed(target.elts[0].id)
        start = starts[0] if starts else ast.Constant(0)
        if isinstance(start, ast.Constant) and type(start.value) is int:
            start = ast.Constant(start.value - 1)
        else:
            start = ast.BinOp(start, ast.Sub(), ast.Constant(1))
        steps.append(Step([("let", Pairs([(counter, self.expr(start, steps))]))]))
        before = [Step([("let", Pairs([(counter, Expr(f"{counter} + 1"))]))])]
        variable = self.loop_variable(target.elts[1], before)
        iterable = self.expr(call.args[0], steps)
        body = before + self.block(node.body)
        steps.append(Step([("for", variable), ("in", iterable), ("do", body)]))

    def write_AsyncWith(self, node, steps):
        for item in node.items:
            pairs = [("with", self.expr(item.context_expr, steps))]
            target = item.optional_vars
            if isinstance(target, ast.Name) and not self.scope.is_global(target.id):
                pairs.append(("as", self.scope.names.renamed(target.id)))
            elif target is not None:
                self.scope.problem(target, "'as' names a local variable")
            inside = []
            steps.append(Step(pairs + [("do", inside)]))
            steps = inside
        steps += self.block(node.body)

    def write_With(self, node, steps):
        """contextlib.suppress(...) is the one that means something here."""
        call = node.items[0].context_expr
        if len(node.items) > 1 or self.scope.call_name(call) != "contextlib.suppress":
            self.scope.problem(node, "the language has 'async with' only")
            return
        handlers = Handlers(self.scope, self.block)
        types = handlers.types(ast.Tuple(call.args, ast.Load()))
        steps.append(Step([
            ("try", self.block(node.body)), ("except", Pairs([(types, ["pass"])]))]))

    def write_Try(self, node, steps):
        pairs = [("try", self.block(node.body))]
        pairs += Handlers(self.scope, self.block).pairs(node)
        if node.orelse:
            pairs.append(("else", self.block(node.orelse)))
        if node.finalbody:
            pairs.append(("finally", self.block(node.finalbody)))
        steps.append(Step(pairs))


def _names(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _with_lets_together(steps):
    """`let` after `let` is one, as long as no name comes twice."""
    made = []
    for step in steps:
        verb = step.pairs[0][0] if isinstance(step, Step) else ""
        last = made[-1] if made and isinstance(made[-1], Step) else None
        if verb in ("let", "set") and last is not None and last.pairs[0][0] == verb:
            earlier, later = last.pairs[0][1], step.pairs[0][1]
            if not {key for key, _ in earlier} & {key for key, _ in later}:
                earlier.extend(later)
                continue
        made.append(step)
    return made
