"""Reads the part of YAML that scenario files are written in, strictly.

    root = yaml_subset.parse(text)        # Map, Seq or Scalar
    for key, value in root.pairs: ...     # in the order of the file

Mappings and lists in block and in flow style; plain, quoted and block scalars; comments.
Every scalar keeps its text: `1` and `"1"` differ in style only.  Anchors, aliases, tags,
merge keys, tabs as indentation and a key given twice are errors with a line and a column.
"""

import re

from yaml_nodes import Map, Scalar, Seq, YamlError

ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\xa0",
    "L": "\u2028", "P": "\u2029",
}
HEX_ESCAPES = {"x": 2, "u": 4, "U": 8}
DEPTH_MAX = 64


def parse(text):
    return _Reader(text).document()


class _Reader:
    def __init__(self, text):
        self.text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        self.pos = 0
        self.depth = 0

    # Places

    def line_start(self):
        return self.text.rfind("\n", 0, self.pos) + 1

    def column(self):
        return self.pos - self.line_start()

    def place(self):
        return self.text.count("\n", 0, self.pos) + 1, self.column() + 1

    def error(self, message):
        raise YamlError(*self.place(), message)

    def peek(self, offset=0):
        at = self.pos + offset
        return self.text[at] if at < len(self.text) else ""

    # Blanks

    def skip_spaces(self):
        while self.peek() == " ":
            self.pos += 1
        if self.peek() == "\t":
            self.error("a tab where only spaces are allowed")
        if self.peek() == "#" and (self.pos == self.line_start() or self.peek(-1) == " "):
            while self.peek() not in ("\n", ""):
                self.pos += 1

    def skip_blanks(self):
        self.skip_spaces()
        while self.peek() == "\n":
            self.pos += 1
            self.skip_spaces()

    def at_line_end(self):
        return self.peek() in ("\n", "")

    # Nodes

    def document(self):
        self.skip_blanks()
        if self.text.startswith("---\n", self.pos):
            self.pos += 4
            self.skip_blanks()
        root = self.block(0)
        self.skip_blanks()
        if self.peek():
            self.error("something stands here that belongs to nothing above")
        return root

    def block(self, indent_min):
        """The node that begins at this place, a block of its own or a value on one line."""
        self.depth += 1
        if self.depth > DEPTH_MAX:
            self.error("nested too deep")
        indent = self.column()
        if indent < indent_min or not self.peek():
            node = Scalar("", "plain", *self.place())
        elif self.at_dash():
            node = self.block_seq(indent)
        elif self.at_key():
            node = self.block_map(indent)
        else:
            node = self.value_here(indent_min - 1)
        self.depth -= 1
        return node

    def at_dash(self):
        return self.peek() == "-" and self.peek(1) in (" ", "\n", "")

    def at_key(self):
        start = self.pos
        try:
            self.key()
            return True
        except YamlError:
            return False
        finally:
            self.pos = start

    def key(self):
        """A key and its colon."""
        place = self.place()
        if self.peek() in ("'", '"'):
            key = self.quoted()
            if "\n" in self.text[self.line_start():self.pos]:
                self.error("a key stands on one line")
            self.skip_spaces()
        else:
            found = re.compile(r"(?:[^\s:#]|:(?=\S)|(?<=\S)#|[ ](?!\s*#))+").match(
                self.text, self.pos)
            if not found or self.peek() in tuple("[]{},#&*!|>%@`"):
                self.error("a key is missing")
            self.pos = found.end()
            key = Scalar(found.group().rstrip(), "plain", *place)
        if self.peek() != ":" or self.peek(1) not in (" ", "\n", ""):
            self.error("':' is missing after a key")
        self.pos += 1
        return key

    def add_pair(self, node, key, value):
        if key.text == "<<":
            raise YamlError(key.line, key.column, "merge keys are not allowed")
        if node.get(key.text) is not None:
            raise YamlError(key.line, key.column, f"key '{key.text}' is given twice")
        node.pairs.append((key, value))

    def block_map(self, indent):
        node = Map([], *self.place())
        while self.peek() and self.column() == indent and not self.at_dash():
            key = self.key()
            self.add_pair(node, key, self.value_after(indent, dash_indent=indent))
            self.skip_blanks()
        if self.peek() and self.column() > indent:
            self.error("indented too far")
        return node

    def block_seq(self, indent):
        node = Seq([], *self.place())
        while self.peek() and self.column() == indent and self.at_dash():
            self.pos += 1
            node.items.append(self.value_after(indent, dash_indent=indent + 1, compact=True))
            self.skip_blanks()
        if self.peek() and self.column() > indent:
            self.error("indented too far")
        return node

    def value_after(self, indent, dash_indent, compact=False):
        """What follows a colon or a dash: on this line, or as a block on the next ones."""
        self.skip_spaces()
        if not self.at_line_end():
            return self.block(indent + 1) if compact else self.value_here(indent)
        place = self.place()
        self.skip_blanks()
        if self.peek() and self.column() > indent:
            return self.block(indent + 1)
        if self.peek() and self.column() == dash_indent and self.at_dash():
            return self.block(dash_indent)
        return Scalar("", "plain", *place)

    def value_here(self, indent):
        first = self.peek()
        if first in ("|", ">"):
            return self.block_scalar(indent)
        if first in ("[", "{"):
            node = self.flow()
        elif first in ("'", '"'):
            node = self.quoted()
        else:
            return self.plain(indent)
        self.skip_spaces()
        if not self.at_line_end():
            self.error("text after a value")
        return node

    # Scalars

    def check_plain_start(self):
        if self.peek() in tuple("&*"):
            self.error("anchors and aliases are not allowed")
        if self.peek() == "!":
            self.error("tags are not allowed")
        if self.peek() in tuple(",[]{}#|>%@`") or (
            self.peek() in tuple("-?:") and self.peek(1) in (" ", "\n", "")
        ):
            self.error(f"a plain value cannot begin with '{self.peek()}'")

    def plain(self, indent):
        self.check_plain_start()
        place = self.place()
        words = [self.plain_line()]
        while True:
            before = self.pos
            self.skip_blanks()
            gap = self.text.count("\n", before, self.pos)
            if not self.peek() or gap == 0 or self.column() <= indent or self.comment_before():
                break
            words.append("\n" * (gap - 1) or " ")
            words.append(self.plain_line())
        self.pos = before
        return Scalar("".join(words), "plain", *place)

    def comment_before(self):
        """A comment ends a plain value; what follows it is no continuation."""
        line = self.text.rfind("\n", 0, self.line_start() - 1) + 1
        return " #" in self.text[line:self.line_start()]

    def plain_line(self):
        end = self.text.find("\n", self.pos)
        line = self.text[self.pos:len(self.text) if end < 0 else end]
        comment = line.find(" #")
        line = line if comment < 0 else line[:comment]
        colon = re.search(r":(?=\s|$)", line)
        if colon:
            self.pos += colon.start()
            self.error("': ' inside a plain value; quote it")
        self.pos += len(line)
        return line.rstrip()

    def quoted(self):
        quote, place = self.peek(), self.place()
        self.pos += 1
        parts = []
        while True:
            char = self.peek()
            if not char:
                self.error("a quote is not closed")
            self.pos += 1
            if char == quote == "'" and self.peek() == "'":
                parts.append("'")
                self.pos += 1
            elif char == quote:
                break
            elif char == "\\" and quote == '"':
                parts.append(self.escape())
            elif char == "\n":
                self.fold(parts)
            else:
                parts.append(char)
        return Scalar("".join(parts), "single" if quote == "'" else "double", *place)

    def escape(self):
        char = self.peek()
        self.pos += 1
        if char in ESCAPES:
            return ESCAPES[char]
        if char in HEX_ESCAPES:
            digits = self.text[self.pos:self.pos + HEX_ESCAPES[char]]
            self.pos += len(digits)
            return chr(int(digits, 16))
        if char == "\n":
            while self.peek() == " ":
                self.pos += 1
            return ""
        self.error(f"unknown escape '\\{char}'")

    def fold(self, parts):
        """A line break inside quotes is a space; empty lines are line breaks."""
        while parts and parts[-1] == " ":
            parts.pop()
        breaks = 0
        while self.peek() in (" ", "\n") and self.peek():
            breaks += self.peek() == "\n"
            self.pos += 1
        parts.append("\n" * breaks or " ")

    def block_scalar(self, indent):
        place, literal = self.place(), self.peek() == "|"
        header = re.compile(r"[|>]([-+]?)([1-9]?)([-+]?)[ ]*(?:#[^\n]*)?(?:\n|$)").match(
            self.text, self.pos)
        if not header:
            self.error("unknown block header")
        self.pos = header.end()
        lines, width = self.block_lines(indent, header.group(2))
        chomp = header.group(1) or header.group(3)
        tail = 0
        while lines and not lines[-1]:
            lines.pop()
            tail += 1
        text = "\n".join(lines) if literal else _fold_lines(lines)
        if lines and chomp != "-":
            text += "\n"
        if chomp == "+":
            text += "\n" * tail
        return Scalar(text, "literal" if literal else "folded", *place)

    def block_lines(self, indent, explicit):
        lines, width = [], max(indent, 0) + int(explicit) if explicit else None
        while self.pos < len(self.text):
            end = self.text.find("\n", self.pos)
            end = len(self.text) if end < 0 else end
            line = self.text[self.pos:end]
            spaces = len(line) - len(line.lstrip(" "))
            if line.strip(" "):
                width = spaces if width is None else width
                if spaces < width or width <= indent:
                    break
            lines.append(line[width:] if width is not None else "")
            self.pos = min(end + 1, len(self.text))
        else:
            return lines, width
        self.pos = self.line_start()
        return lines, width

    # Flow style

    def flow(self):
        self.depth += 1
        if self.depth > DEPTH_MAX:
            self.error("nested too deep")
        closing = "]" if self.peek() == "[" else "}"
        node = (Seq if closing == "]" else Map)([], *self.place())
        self.pos += 1
        self.skip_blanks()
        while self.peek() != closing:
            self.flow_entry(node)
            self.skip_blanks()
            if self.peek() == ",":
                self.pos += 1
                self.skip_blanks()
            elif self.peek() != closing:
                self.error(f"'{closing}' or ',' is missing")
        self.pos += 1
        self.depth -= 1
        return node

    def flow_entry(self, node):
        if not self.peek():
            self.error("a bracket is not closed")
        item = self.flow_value()
        self.skip_blanks()
        if isinstance(node, Seq):
            if self.peek() == ":":
                self.error("a mapping inside a list needs braces")
            node.items.append(item)
            return
        if not isinstance(item, Scalar) or self.peek() != ":":
            self.error("':' is missing after a key")
        self.pos += 1
        self.skip_blanks()
        empty = self.peek() in (",", "}")
        value = Scalar("", "plain", *self.place()) if empty else self.flow_value()
        self.add_pair(node, item, value)

    def flow_value(self):
        if self.peek() in ("[", "{"):
            return self.flow()
        if self.peek() in ("'", '"'):
            return self.quoted()
        self.check_plain_start()
        place = self.place()
        found = re.compile(r"(?:[^\s,\[\]{}:#]|:(?=[^\s,\[\]{}])|(?<=\S)#|[ ](?!\s*#))+").match(
            self.text, self.pos)
        if not found:
            self.error("a value is missing")
        self.pos = found.end()
        return Scalar(found.group().rstrip(), "plain", *place)


def _fold_lines(lines):
    """Lines of a `>` block: joined by spaces, but for empty and further indented ones."""
    text = ""
    for number, line in enumerate(lines):
        if number == 0:
            text = line
            continue
        before = lines[number - 1]
        if not line:
            text += "\n"
        elif line.startswith(" ") or before.startswith(" "):
            text += "\n" + line
        else:
            text += line if not before else " " + line
    return text
