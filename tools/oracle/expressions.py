"""Expressions of the scenario language, turned into Python that the generated code evaluates.

    scope = Scope(locals={"i"}, shared={"total"}, coroutines={...}, builtins={...})
    source = translate("total + i * 2", scope)         # '__arith("+", __shared["total"], ...)'
    source = translate_text("{i}: {total:.2f}", scope) # an f-string's body

The syntax is Python's, read by Python's own parser; whatever the language does not have is
refused.  Arithmetic goes through `__arith`, which keeps integers to 64 bits.
"""

import ast
import inspect
from dataclasses import dataclass

ARITHMETIC = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
}
COMPARISONS = (
    ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn, ast.Is, ast.IsNot,
)
MEMBERS = set(
    """done cancelled result exception cancel uncancel cancelling get_name set_result
    set_exception expired when reschedule acquire release locked set clear is_set wait wait_for
    notify notify_all abort reset parties n_waiting broken put get put_nowait get_nowait qsize
    empty full task_done join append pop remove index count copy args exceptions
    create_task""".split()
)
RANDOM = set(
    """random uniform randint randrange choice choices shuffle sample gauss normalvariate
    expovariate triangular betavariate gammavariate lognormvariate paretovariate weibullvariate
    vonmisesvariate getrandbits seed""".split()
)
INT_MIN, INT_MAX = -(2**63), 2**63 - 1


class ScenarioError(Exception):
    """A scenario that means nothing, found before anything runs."""


@dataclass
class Scope:
    locals: set
    shared: set
    coroutines: dict  # name: inspect.Signature
    builtins: set


def translate(text, scope):
    """Python source for the expression `text`.  Throws: ScenarioError."""
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError) as error:
        raise ScenarioError(f"'{text}' is no expression: {error}") from None
    return ast.unparse(_Translator(scope).visit(tree.body))


def translate_text(text, scope):
    """Python source for f"text", with every backslash of `text` a backslash."""
    return ast.unparse(_Translator(scope).join(_split_text(text)))


def literal(value):
    return repr(value)


def _call(name, *args):
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


class _Translator(ast.NodeVisitor):
    def __init__(self, scope):
        self.scope = scope

    def generic_visit(self, node):
        raise ScenarioError(f"'{ast.unparse(node)}': the language has no {type(node).__name__}")

    def visit_all(self, nodes):
        return [self.visit(node) for node in nodes]

    # Literals

    def visit_Constant(self, node):
        if not isinstance(node.value, (bool, int, float, str, type(None))):
            self.generic_visit(node)
        if type(node.value) is int and node.value > INT_MAX:
            raise ScenarioError(f"{node.value} does not fit in 64 bits")
        return node

    def visit_List(self, node):
        return ast.List(self.visit_all(node.elts), ast.Load())

    def visit_Tuple(self, node):
        return ast.Tuple(self.visit_all(node.elts), ast.Load())

    def visit_JoinedStr(self, node):
        parts = []
        for value in node.values:
            if isinstance(value, ast.Constant):
                parts.append(value)
            else:
                parts.append(self.visit_FormattedValue(value))
        return _call("__concat", *parts)

    def visit_FormattedValue(self, node):
        spec = node.format_spec
        conversion = chr(node.conversion) if node.conversion >= 0 else ""
        return _call(
            "__format",
            self.visit(node.value),
            ast.Constant(conversion),
            ast.Constant("") if spec is None else self.visit_JoinedStr(spec),
        )

    def join(self, parts):
        """Parts as _split_text gives them: texts, and (expression, conversion, spec)."""
        made = []
        for part in parts:
            if isinstance(part, str):
                made.append(ast.Constant(part))
                continue
            expression, conversion, spec = part
            try:
                tree = ast.parse(expression.strip(), mode="eval").body
            except (SyntaxError, ValueError) as error:
                raise ScenarioError(f"'{expression}' is no expression: {error}") from None
            value = self.visit(tree)
            made.append(_call("__format", value, ast.Constant(conversion), self.join(spec)))
        return _call("__concat", *made)

    # Operators

    def visit_BoolOp(self, node):
        return ast.BoolOp(node.op, self.visit_all(node.values))

    def visit_UnaryOp(self, node):
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(node.op, self.visit(node.operand))
        if not isinstance(node.op, ast.USub):
            self.generic_visit(node)
        operand = node.operand
        if isinstance(operand, ast.Constant) and type(operand.value) is int:
            if operand.value <= -INT_MIN:
                return ast.Constant(-operand.value)
        return _call("__negate", self.visit(operand))

    def visit_BinOp(self, node):
        sign = ARITHMETIC.get(type(node.op))
        if sign is None:
            self.generic_visit(node)
        return _call("__arith", ast.Constant(sign), self.visit(node.left), self.visit(node.right))

    def visit_Compare(self, node):
        if not all(isinstance(op, COMPARISONS) for op in node.ops):
            self.generic_visit(node)
        return ast.Compare(self.visit(node.left), node.ops, self.visit_all(node.comparators))

    def visit_IfExp(self, node):
        test, body, orelse = self.visit_all([node.test, node.body, node.orelse])
        return ast.IfExp(test, body, orelse)

    def visit_Lambda(self, node):
        if ast.unparse(node.args):
            raise ScenarioError(f"'{ast.unparse(node)}': a lambda takes no parameters")
        return ast.Lambda(node.args, self.visit(node.body))

    def visit_Subscript(self, node):
        if isinstance(node.slice, (ast.Slice, ast.Tuple)):
            self.generic_visit(node)
        return ast.Subscript(self.visit(node.value), self.visit(node.slice), ast.Load())

    # Names and calls

    def visit_Name(self, node):
        name = node.id
        if name.startswith("__"):
            raise ScenarioError(f"unknown name '{name}'")
        if name in self.scope.locals:
            return node
        if name in self.scope.shared:
            shared = ast.Name("__shared", ast.Load())
            return ast.Subscript(shared, ast.Constant(name), ast.Load())
        if name in self.scope.coroutines or name in self.scope.builtins:
            return node
        raise ScenarioError(f"unknown name '{name}'")

    def visit_Attribute(self, node):
        is_module = isinstance(node.value, ast.Name) and node.value.id == "random"
        if is_module and "random" not in self.scope.locals | self.scope.shared:
            if node.attr not in RANDOM:
                raise ScenarioError(f"unknown name 'random.{node.attr}'")
            return ast.Attribute(ast.Name("__random", ast.Load()), node.attr, ast.Load())
        if node.attr not in MEMBERS:
            raise ScenarioError(f"unknown member '.{node.attr}'")
        return ast.Attribute(self.visit(node.value), node.attr, ast.Load())

    def visit_Call(self, node):
        if not isinstance(node.func, (ast.Name, ast.Attribute)):
            self.generic_visit(node)
        if any(keyword.arg is None for keyword in node.keywords):
            raise ScenarioError("the language has no '**' in calls")
        func = self.visit(node.func)
        args = self.visit_all(node.args)
        keywords = [ast.keyword(k.arg, self.visit(k.value)) for k in node.keywords]
        self.check_coroutine(node)
        return ast.Call(func, args, keywords)

    def check_coroutine(self, node):
        name = getattr(node.func, "id", None)
        signature = self.scope.coroutines.get(name)
        if signature is None or name in self.scope.locals | self.scope.shared:
            return
        try:
            signature.bind(*node.args, **{k.arg: None for k in node.keywords})
        except TypeError as error:
            raise ScenarioError(f"{name}(): {error}") from None


def signature_of(text):
    """`greet(name, delay=1)` as (name, [(parameter, default or None)], inspect.Signature)."""
    try:
        tree = ast.parse(f"def {text}: pass").body[0]
    except SyntaxError:
        raise ScenarioError(f"'{text}' is no NAME(PARAMETERS)") from None
    arguments = tree.args
    if arguments.kwonlyargs or arguments.vararg or arguments.kwarg or arguments.posonlyargs:
        raise ScenarioError(f"'{text}': a parameter is NAME or NAME=DEFAULT")
    names = [argument.arg for argument in arguments.args]
    defaults = [None] * (len(names) - len(arguments.defaults))
    defaults += [ast.unparse(default) for default in arguments.defaults]
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    parameters = [
        inspect.Parameter(name, kind, default=inspect.Parameter.empty if d is None else d)
        for name, d in zip(names, defaults)
    ]
    return tree.name, list(zip(names, defaults)), inspect.Signature(parameters)


def _split_text(text):
    """The body of an f-string as texts and fields (expression, conversion, parts of the spec)."""
    parts, pos = [""], 0
    while pos < len(text):
        char = text[pos]
        if text[pos:pos + 2] in ("{{", "}}"):
            parts.append(char)
            pos += 2
        elif char == "}":
            raise ScenarioError(f"'{text}': a single '}}' is written '}}}}'")
        elif char == "{":
            field, pos = _split_field(text, pos + 1)
            parts.extend(field)
        else:
            parts.append(char)
            pos += 1
    return parts


def _split_field(text, pos):
    """What stands between braces, and the place after them."""
    end = _expression_end(text, pos)
    expression, conversion, spec, shown = text[pos:end], "", [], []
    if expression.rstrip().endswith("=") and not expression.rstrip().endswith("=="):
        shown = [expression]
        expression = expression.rstrip()[:-1]
        conversion = "r"
    if text[end] == "!":
        conversion = text[end + 1:end + 2]
        if conversion not in tuple("rsa"):
            raise ScenarioError(f"'{text}': a conversion is !r, !s or !a")
        end += 2
    if text[end:end + 1] == ":":
        close = _spec_end(text, end + 1)
        spec = _split_text(text[end + 1:close])
        conversion = "" if shown else conversion
        end = close
    if text[end:end + 1] != "}":
        raise ScenarioError(f"'{text}': '}}' is missing")
    return shown + [(expression, conversion, spec)], end + 1


def _expression_end(text, pos):
    depth, quote = 0, ""
    while pos < len(text):
        char = text[pos]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "([{":
            depth += 1
        elif depth and char in ")]}":
            depth -= 1
        elif not depth and (char in "}:" or char == "!" and text[pos + 1:pos + 2] != "="):
            return pos
        elif char == "!":
            pos += 1
        pos += 1
    raise ScenarioError(f"'{text}': '}}' is missing")


def _spec_end(text, pos):
    depth = 0
    while pos < len(text):
        if text[pos] == "}" and depth == 0:
            return pos
        depth += {"{": 1, "}": -1}.get(text[pos], 0)
        pos += 1
    raise ScenarioError(f"'{text}': '}}' is missing")
