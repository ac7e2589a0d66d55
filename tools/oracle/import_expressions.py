"""Expressions of Python, turned into those of the scenario language.

    translator = Translator(names, local_names, problems)
    translator.text(tree)         # 'greet("Alice")' for greet('Alice'), 'now()' for loop.time()
    translator.print_text(tree)   # the body of an f-string, for `print`

Awaits and comprehensions must be gone before: import_hoisting takes them out.  What cannot be
translated is added to `problems`, all of it, and something harmless takes its place.
"""

import ast

import import_names
from expressions import INT_MAX, MEMBERS, RANDOM
from import_names import LOOPS, scenario_name

OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
KINDS = {
    "Dict": "dictionaries", "Set": "sets",
    "DictComp": "dictionaries", "SetComp": "sets", "Slice": "slices", "Yield": "generators",
    "YieldFrom": "generators", "Starred": "'*' here", "ListComp": "comprehensions here",
    "GeneratorExp": "generators here", "NamedExpr": "':=' here", "Await": "an await here",
    "JoinedStr": "f-strings here",
}


class Problem(Exception):
    def __init__(self, node, message):
        super().__init__(message)
        self.node = node


def quoted(text, quote='"'):
    """A string literal as the language reads it."""
    other = "'" if quote == '"' else '"'
    if quote in text and other not in text:
        quote = other
    return quote + escaped(text, quote) + quote


def escaped(text, quote):
    known = {"\n": "\\n", "\t": "\\t", "\r": "\\r", "\\": "\\\\", quote: "\\" + quote}
    made = []
    for char in text:
        code = ord(char)
        if char in known:
            made.append(known[char])
        elif code < 0x20 or 0x7F <= code < 0xA0:
            made.append(f"\\x{code:02x}")
        elif 0xD800 <= code < 0xE000 or code in (0x2028, 0x2029, 0xFEFF):
            made.append(f"\\u{code:04x}")
        else:
            made.append(char)
    return "".join(made)


def raw(text, node):
    """A string literal inside a field, where no backslash may stand."""
    for quote in "'\"":
        if quote not in text and "\\" not in text and "\n" not in text:
            return quote + text + quote
    raise Problem(node, "a field of an f-string cannot hold this string; bind it to a name first")


class Translator(ast.NodeTransformer):
    """Makes of a Python tree one whose text is the scenario's; strings stand in it as names,
    so that their quotes can be chosen in the end."""

    def __init__(self, names, local_names, problems, loops=(), local_renames=None):
        self.names = names
        self.locals = local_names
        self.problems = problems
        self.loops = loops  # locals that hold the running loop
        self.local_renames = {} if local_renames is None else local_renames
        self.made = []  # (name in the tree, its text outside of a field, inside of one)

    # Texts

    def text(self, tree):
        return self._render(tree, False)

    def _render(self, tree, in_field):
        start = len(self.made)
        try:
            text = ast.unparse(ast.fix_missing_locations(self.visit(tree)))
            if in_field and any(isinstance(part, ast.Lambda) for part in ast.walk(tree)):
                text = f"({text})"  # its colon would end the field
            for name, outside, inside in reversed(self.made[start:]):
                if name in text:
                    text = text.replace(name, inside() if in_field else outside())
        except Problem as problem:
            self.problems.append((problem.node, str(problem)))
            text = "None"
        del self.made[start:]
        return text

    def _stand_in(self, outside, inside):
        name = f"text_{id(self)}_{len(self.made)}_"
        self.made.append((name, outside, inside))
        return ast.Name(name, ast.Load())

    def print_text(self, tree):
        """`print(tree)` as the text of a `print` step."""
        if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return tree.value.replace("{", "{{").replace("}", "}}")
        if isinstance(tree, ast.JoinedStr):
            return self._body(tree, None)
        formatted = _as_fstring(tree)
        if formatted is not None:
            return self._body(formatted, None)
        return "{" + self._render(tree, True) + "}"

    def _body(self, tree, quote):
        """An f-string without its quotes; no `quote`: nothing is escaped."""
        parts = []
        for value in tree.values:
            if isinstance(value, ast.Constant):
                text = value.value.replace("{", "{{").replace("}", "}}")
                parts.append(text if quote is None else escaped(text, quote))
            else:
                parts.append(self._field(value, quote))
        return "".join(parts)

    def _field(self, value, quote):
        field = self._render(value.value, True)
        if quote and quote in field:
            raise Problem(value, "quotes inside quotes inside quotes; bind it to a name first")
        if value.conversion == ord("a"):
            self.problems.append((value, "the language has no conversion '!a'"))
        conversion = f"!{chr(value.conversion)}" if value.conversion >= 0 else ""
        spec = ""
        if value.format_spec is not None:
            if not all(isinstance(part, ast.Constant) for part in value.format_spec.values):
                self.problems.append((value, "the language has no field inside a format"))
            else:
                spec = ":" + "".join(part.value for part in value.format_spec.values)
        if not quote and ("{" in spec or "}" in spec):
            raise Problem(value, "a format with a brace in it")
        return "{" + field + conversion + _format_escaped(spec, quote) + "}"

    def visit_JoinedStr(self, node):
        def outside():
            for quote in "\"'":
                try:
                    return f"f{quote}{self._body(node, quote)}{quote}"
                except Problem as problem:
                    last = problem
            raise last

        def inside():
            try:
                body = self._body(node, "'")
                if "\\" not in body:
                    return f"f'{body}'"
            except Problem:
                pass
            body = self._body(node, '"')
            if "\\" in body:
                raise Problem(node, "a backslash in a field; bind it to a name first")
            return f'f"{body}"'

        return self._stand_in(outside, inside)

    # Values and operators

    def generic_visit(self, node):
        kind = type(node).__name__
        what = KINDS.get(kind, f"'{kind}'")
        self.problems.append((node, f"the language has no {what}"))
        return ast.Constant(None)

    def visit_Constant(self, node):
        value = node.value
        if isinstance(value, str):
            return self._stand_in(lambda: quoted(value), lambda: raw(value, node))
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            return ast.Name("1e999", ast.Load())
        if type(value) is int and value > INT_MAX + 1:
            self.problems.append((node, f"{value} does not fit in 64 bits"))
        elif not isinstance(value, (bool, int, float, type(None))):
            self.problems.append((node, f"the language has no {type(value).__name__}"))
        return node

    def visit_List(self, node):
        return ast.List([self.visit(item) for item in node.elts], ast.Load())

    def visit_Tuple(self, node):
        return ast.Tuple([self.visit(item) for item in node.elts], ast.Load())

    def visit_BoolOp(self, node):
        return ast.BoolOp(node.op, [self.visit(value) for value in node.values])

    def visit_UnaryOp(self, node):
        if not isinstance(node.op, (ast.Not, ast.USub)):
            self.problems.append((node, "the language has no such operator"))
        return ast.UnaryOp(node.op, self.visit(node.operand))

    def visit_BinOp(self, node):
        if not isinstance(node.op, OPERATORS):
            self.problems.append((node, "the language has no such operator"))
        return ast.BinOp(self.visit(node.left), node.op, self.visit(node.right))

    def visit_Compare(self, node):
        others = [self.visit(other) for other in node.comparators]
        return ast.Compare(self.visit(node.left), node.ops, others)

    def visit_IfExp(self, node):
        return ast.IfExp(self.visit(node.test), self.visit(node.body), self.visit(node.orelse))

    def visit_Lambda(self, node):
        if ast.unparse(node.args):
            self.problems.append((node, "a lambda of the language takes no parameters"))
        return ast.Lambda(node.args, self.visit(node.body))

    def visit_Subscript(self, node):
        return ast.Subscript(self.visit(node.value), self.visit(node.slice), ast.Load())

    # Names and calls

    def visit_Name(self, node):
        return ast.Name(self.variable(node), ast.Load())

    def variable(self, node):
        name = node.id
        if name in self.local_renames:
            return self.local_renames[name]
        if name in self.loops:
            self.problems.append((node, "the loop is no value of the language"))
        if not name.isascii():
            self.problems.append((node, f"'{name}': a name is made of ASCII letters"))
        if name in self.locals or name in self.names.variables or name in self.names.coroutines:
            return self.names.renamed(name)
        return self.known(node, self.names.full_name(node))

    def known(self, node, full_name):
        """The scenario's word for a name of asyncio, random or Python."""
        word = scenario_name(full_name)
        if word is None:
            self.problems.append((node, import_names.reason(full_name)))
        return word or "None"

    def visit_Attribute(self, node):
        full_name = self.names.full_name(node, self.locals)
        if full_name is not None:
            word = self.known(node, full_name)
            head, _, last = word.partition(".")
            name = ast.Name(head, ast.Load())
            return ast.Attribute(name, last, ast.Load()) if last in RANDOM else name
        if node.attr == "__name__" and _is_type_call(node.value):
            return _call("type_name", self.visit(node.value.args[0]))
        known = len(self.problems)
        value = self.visit(node.value)
        if node.attr not in MEMBERS and len(self.problems) == known:
            self.problems.append((node, f"the language has no '.{node.attr}'"))
        return ast.Attribute(value, node.attr, ast.Load())

    def is_loop(self, node):
        if isinstance(node, ast.Name):
            return node.id in self.loops
        return isinstance(node, ast.Call) and self.names.full_name(node.func, self.locals) in LOOPS

    def visit_Call(self, node):
        formatted = _as_fstring(node)
        if formatted is not None:
            return self.visit_JoinedStr(formatted)
        args = [self.visit(argument) for argument in node.args]
        keywords = [ast.keyword(self.keyword(node, k), self.visit(k.value)) for k in node.keywords]
        return ast.Call(self.callee(node), args, keywords)

    def keyword(self, node, keyword):
        if keyword.arg is None:
            self.problems.append((node, "the language has no '**' in calls"))
            return "_"
        is_own = isinstance(node.func, ast.Name) and node.func.id in self.names.coroutines
        return self.names.renamed(keyword.arg) if is_own else keyword.arg

    def callee(self, node):
        func = node.func
        if isinstance(func, ast.Attribute) and self.is_loop(func.value):
            words = {"time": "now", "create_future": "Future", "create_task": "create_task"}
            if func.attr not in words:
                self.problems.append((func, f"the language has no '.{func.attr}' of the loop"))
            return ast.Name(words.get(func.attr, "now"), ast.Load())
        if self.names.full_name(func, self.locals) == "asyncio.ensure_future":
            return ast.Name("create_task", ast.Load())
        if not isinstance(func, (ast.Name, ast.Attribute)):
            self.problems.append((func, "what is called is a name or a method"))
            return ast.Name("None", ast.Load())
        return self.visit(func)


def _call(name, *args):
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def _is_type_call(node):
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            and node.func.id == "type" and len(node.args) == 1)


def _format_escaped(spec, quote):
    if quote is None:
        return spec
    return escaped(spec, quote).replace("{", "\\x7b").replace("}", "\\x7d")


def _as_fstring(node):
    """`"{} and {!r}".format(a, b)` or `repr(a)` as an f-string, or None."""
    if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "repr"
            and len(node.args) == 1 and not node.keywords):
        value = ast.copy_location(ast.FormattedValue(node.args[0], ord("r"), None), node)
        return ast.copy_location(ast.JoinedStr([value]), node)
    is_format = (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        and node.func.attr == "format" and isinstance(node.func.value, ast.Constant)
        and isinstance(node.func.value.value, str) and not node.keywords
    )
    if not is_format:
        return None
    values, used = [], 0
    for text, field, spec, conversion in _pieces(node.func.value.value):
        if text:
            values.append(ast.Constant(text))
        if field is None:
            continue
        number = used if field == "" else int(field) if field.isdigit() else len(node.args)
        used += 1
        if number >= len(node.args) or "{" in spec:
            return None
        format_spec = ast.JoinedStr([ast.Constant(spec)]) if spec else None
        value = ast.FormattedValue(
            node.args[number], ord(conversion) if conversion else -1, format_spec)
        values.append(ast.copy_location(value, node))
    return ast.copy_location(ast.JoinedStr(values), node)


def _pieces(text):
    import string

    try:
        return list(string.Formatter().parse(text))
    except ValueError:
        return [("", "?", "", None)]
