"""Turns the steps of a coroutine into the text of a Python `async def`.

So awaits, `try`, `finally` and scopes are CPython's own.  `Writer(...).coroutine(...)` gives
source such as

    async def greet(name):
        __print(__concat('Hello, ', __format(name, '', __concat()), '!'))
        await sleep(1)
"""

import ast
import keyword

import expressions
from expressions import ScenarioError, Scope
from yaml_nodes import Map, Scalar, Seq

# verb: the other keys that a step may have
VERBS = {
    "print": (), "sleep": (), "await": ("as",), "spawn": ("as", "name", "in"),
    "gather": ("return_exceptions", "as"), "wait": ("timeout", "return_when", "as"),
    "wait_for": ("timeout", "as"), "cancel": ("message", "as"), "call": ("as",), "let": (),
    "set": (), "with": ("as", "do"), "for": ("in", "do"), "while": ("do",),
    "if": ("then", "else"), "try": ("except", "as", "else", "finally"), "raise": (),
    "return": (), "assert": (),
}
WORDS = ("pass", "break", "continue", "return", "raise")
YAML_WORDS = {"true": "True", "false": "False", "null": "None", "~": "None", "": "None"}
YAML_FLOATS = {".inf": 'float("inf")', "-.inf": '-float("inf")', ".nan": 'float("nan")'}


def fail(node, message):
    raise ScenarioError(f"{node.line}:{node.column}: error: {message}")


def expression(node, scope):
    """EXPR: a scalar in Python's syntax, or a YAML list of such."""
    if isinstance(node, Seq):
        return "[" + ", ".join(expression(item, scope) for item in node.items) + "]"
    if isinstance(node, Map):
        fail(node, "an expression is asked for, not a mapping")
    text = node.text.strip()
    if text.lower() in YAML_WORDS and (text or node.style == "plain"):
        if text not in ("True", "False", "None"):
            text = YAML_WORDS[text.lower()]
    text = YAML_FLOATS.get(text.lower(), text)
    try:
        return expressions.translate(text, scope)
    except ScenarioError as error:
        fail(node, str(error))


def text_of(node):
    if not isinstance(node, Scalar):
        fail(node, "a text is asked for")
    return node.text


def name_of(node):
    name = text_of(node).strip()
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("__"):
        fail(node, f"'{name}' is no name")
    return name


def bound_names(steps):
    """The locals that a list of steps binds, in order, at any depth."""
    found = []
    for step in steps.items if isinstance(steps, Seq) else ():
        if not isinstance(step, Map):
            continue
        target = step.get("as")
        if target is not None:
            targets = target.items if isinstance(target, Seq) else [target]
            found.extend(name_of(item) for item in targets)
        if step.get("for") is not None:
            found.append(name_of(step.get("for")))
        if isinstance(step.get("let"), Map):
            found += [k.text for k, _ in step.get("let").pairs if k.text.isidentifier()]
        for key in ("do", "then", "else", "finally", "try"):
            found += bound_names(step.get(key))
        handlers = step.get("except")
        for _, body in handlers.pairs if isinstance(handlers, Map) else ():
            found += bound_names(body)
    return found


class Writer:
    def __init__(self, scope, defaults):
        self.scope = scope
        self.defaults = defaults
        self.lines = []
        self.depth = 0
        self.loops = 0

    def line(self, text):
        self.lines.append("    " * self.depth + text)

    def expr(self, node):
        return expression(node, self.scope)

    def coroutine(self, name, parameters, steps):
        inner = set(bound_names(steps)) | {parameter for parameter, _ in parameters}
        self.scope = Scope(inner, self.scope.shared, self.scope.coroutines, self.scope.builtins)
        heads = [p if d is None else f"{p}=__unset" for p, d in parameters]
        self.line(f"async def {name}({', '.join(heads)}):")
        self.depth += 1
        for parameter, default in parameters:
            if default is not None:
                place = f"__defaults[{name + '.' + parameter!r}]"
                self.line(f"if {parameter} is __unset: {parameter} = {place}")
        self.body(steps)
        self.depth -= 1
        return "\n".join(self.lines)

    def body(self, steps):
        if not isinstance(steps, Seq):
            fail(steps, "a list of steps is asked for")
        for step in steps.items:
            self.step(step)
        if not steps.items:
            self.line("pass")

    def block(self, head, steps):
        self.line(head)
        self.depth += 1
        self.body(steps)
        self.depth -= 1

    def step(self, step):
        if isinstance(step, Scalar):
            return self.word(step)
        if not isinstance(step, Map):
            fail(step, "a step is a mapping or a word")
        keys = [key.text for key, _ in step.pairs]
        verbs = [k for k in keys if k in VERBS]
        if len(verbs) != 1:
            fail(step, f"a step has one verb, this one has {verbs or keys}")
        unknown = [k for k in keys if k != verbs[0] and k not in VERBS[verbs[0]]]
        if unknown:
            fail(step, f"'{verbs[0]}' has no '{unknown[0]}'")
        write = getattr(self, "write_" + verbs[0])
        write(step.get(verbs[0]), step)

    def word(self, step):
        if step.text not in WORDS:
            fail(step, f"unknown step '{step.text}'")
        if step.text in ("break", "continue") and not self.loops:
            fail(step, f"'{step.text}' outside a loop")
        self.line(step.text)

    def assign(self, step, value):
        """VALUE, bound to what `as` names."""
        target = step.get("as")
        if target is None:
            self.line(value)
        elif isinstance(target, Seq):
            self.line(f"[{', '.join(map(name_of, target.items))}] = {value}")
        else:
            self.line(f"{name_of(target)} = {value}")

    def options(self, step, *names):
        """`, name=EXPR` for each of the names that the step has."""
        given = [(name, step.get(name)) for name in names if step.get(name) is not None]
        return "".join(f", {name}={self.expr(node)}" for name, node in given)

    # One method a verb

    def write_print(self, node, step):
        try:
            text = expressions.translate_text(text_of(node), self.scope)
        except ScenarioError as error:
            fail(node, str(error))
        self.line(f"__print({text})")

    def write_sleep(self, node, step):
        self.line(f"await __names['sleep']({self.expr(node)})")

    def write_await(self, node, step):
        self.assign(step, f"await {self.expr(node)}")

    def write_spawn(self, node, step):
        group = step.get("in")
        create = "__names['create_task']" if group is None else f"({self.expr(group)}).create_task"
        self.assign(step, f"{create}({self.expr(node)}{self.options(step, 'name')})")

    def write_gather(self, node, step):
        options = self.options(step, "return_exceptions")
        self.assign(step, f"await __names['gather'](*{self.expr(node)}{options})")

    def write_wait(self, node, step):
        options = self.options(step, "timeout", "return_when")
        self.assign(step, f"await __names['wait']({self.expr(node)}{options})")

    def write_wait_for(self, node, step):
        timeout = "None" if step.get("timeout") is None else self.expr(step.get("timeout"))
        self.assign(step, f"await __names['wait_for']({self.expr(node)}, {timeout})")

    def write_cancel(self, node, step):
        message = "" if step.get("message") is None else self.expr(step.get("message"))
        self.assign(step, f"({self.expr(node)}).cancel({message})")

    def write_call(self, node, step):
        self.assign(step, self.expr(node))

    def write_let(self, node, step):
        self.assignments(node, self.scope.locals, "local")

    def write_set(self, node, step):
        self.assignments(node, self.scope.shared, "shared")

    def assignments(self, node, known, kind):
        if not isinstance(node, Map):
            fail(node, "NAME: EXPR is asked for")
        for key, value in node.pairs:
            self.line(f"{self.target(key, known, kind)} = {self.expr(value)}")

    def target(self, key, known, kind):
        tree = ast.parse(key.text, mode="eval").body
        if isinstance(tree, ast.Subscript):
            return expressions.translate(key.text, self.scope)
        name = name_of(key)
        if name not in known:
            fail(key, f"'{name}' is no {kind} variable")
        return name if kind == "local" else f"__shared[{name!r}]"

    def write_with(self, node, step):
        target = step.get("as")
        bound = "" if target is None else f" as {name_of(target)}"
        self.block(f"async with {self.expr(node)}{bound}:", self.needed(step, "do"))

    def needed(self, step, key):
        if step.get(key) is None:
            fail(step, f"'{key}' is missing")
        return step.get(key)

    def write_for(self, node, step):
        iterable = self.expr(self.needed(step, "in"))
        self.loop(f"for {name_of(node)} in {iterable}:", step)

    def loop(self, head, step):
        self.loops += 1
        self.line(head)
        self.depth += 1
        self.line("if __spins(): await __halt('step-limit')")
        self.body(self.needed(step, "do"))
        self.depth -= 1
        self.loops -= 1

    def write_while(self, node, step):
        self.loop(f"while {self.expr(node)}:", step)

    def write_if(self, node, step):
        self.block(f"if {self.expr(node)}:", self.needed(step, "then"))
        if step.get("else") is not None:
            self.block("else:", step.get("else"))

    def write_try(self, node, step):
        handlers, target = step.get("except"), step.get("as")
        if handlers is None and step.get("finally") is None:
            fail(step, "'try' needs 'except' or 'finally'")
        self.block("try:", node)
        for key, body in handlers.pairs if handlers else ():
            types = [name.strip() for name in key.text.split(",")]
            for name in types:
                if name not in self.scope.builtins:
                    fail(key, f"unknown exception '{name}'")
            self.line(f"except ({', '.join(f'__names[{name!r}]' for name in types)},) as __error:")
            self.depth += 1
            if target is not None:
                self.line(f"{name_of(target)} = __error")
            self.body(body)
            self.depth -= 1
        if step.get("else") is not None:
            self.block("else:", step.get("else"))
        if step.get("finally") is not None:
            self.block("finally:", step.get("finally"))

    def write_raise(self, node, step):
        empty = isinstance(node, Scalar) and not node.text
        self.line("raise" if empty else f"raise {self.expr(node)}")

    def write_return(self, node, step):
        self.line(f"return {self.expr(node)}")

    def write_assert(self, node, step):
        message = f"AssertionError: {text_of(node).strip()}"
        self.line(f"if not ({self.expr(node)}): await __halt('failed', {message!r})")
