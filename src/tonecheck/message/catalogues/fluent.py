"""Mozilla's Fluent: the patterns of messages, terms and attributes, and each variant of a selection.

The parser is Mozilla's own; it tells the place of every element, and how far a block of lines is indented is seen
from what it makes of them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from tonecheck.errors import UnreadableError
from tonecheck.message.catalogues.entry import Entry
from tonecheck.message.sourcemap import Builder
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fluent.syntax import ast

#: Placeables inside each other; the parser calls itself for each.
_MAX_NESTED: Final = 30
_LINE_END: Final = re.compile(r"\r?\n")
_INDENT: Final = re.compile(r" *")
_BRACE: Final = re.compile(r"[{}]")


def read(source: str) -> Iterator[Entry]:
    """The patterns; raises ``UnreadableError`` with the line of what Fluent does not allow."""
    from fluent.syntax import FluentParser, ast  # noqa: PLC0415 - few catalogues are Fluent

    _check_nesting(source)
    for entry in FluentParser().parse(source).body:
        if isinstance(entry, ast.Junk):
            reason = entry.annotations[0].message if entry.annotations else "it is no message"
            line = source.count("\n", 0, _span(entry)[0]) + 1
            raise UnreadableError(f"line {line}: this is no Fluent: {reason}")
        if isinstance(entry, ast.Message | ast.Term):
            name = f"-{entry.id.name}" if isinstance(entry, ast.Term) else entry.id.name
            if entry.value is not None:
                yield from _read_pattern(source, entry.value, name)
            for attribute in entry.attributes:
                yield from _read_pattern(source, attribute.value, f"{name}.{attribute.id.name}")


def _read_pattern(source: str, pattern: ast.Pattern, key: str) -> Iterator[Entry]:
    from fluent.syntax import ast  # noqa: PLC0415 - see above

    builder = Builder(source)
    holes: list[Span] = []
    for element in pattern.elements:
        start, end = _span(element)
        if isinstance(element, ast.TextElement):
            _add_lines(source, builder, element)
            continue
        at = builder.length
        builder.copy(start, end)
        holes.append(Span(at, builder.length))
        if isinstance(element.expression, ast.SelectExpression):
            for variant in element.expression.variants:
                label = variant.key.name if isinstance(variant.key, ast.Identifier) else variant.key.value
                yield from _read_pattern(source, variant.value, f"{key}[{label}]")
    text, source_map = builder.finish()
    yield Entry(key, text, source_map, None, _write, tuple(holes))


def _add_lines(source: str, builder: Builder, element: ast.TextElement) -> None:
    """Lines of a text element, which lack the indent that all lines of the pattern have in common."""
    position = _span(element)[0]
    for number, line in enumerate(element.value.split("\n")):
        if number:
            found = _LINE_END.search(source, position)
            assert found is not None
            builder.put("\n", *found.span())
            position = found.end()
            if line.strip(" "):
                indent = _INDENT.match(source, position)
                position = (indent.end() if indent else position) - (len(line) - len(line.lstrip(" ")))
        if not source.startswith(line, position):
            where = source.count("\n", 0, position) + 1
            raise UnreadableError(f"line {where}: the letters of this string cannot be placed; write it on one line")
        builder.copy(position, position + len(line))
        position += len(line)


def _check_nesting(source: str) -> None:
    depth = 0
    for found in _BRACE.finditer(source):
        depth = depth + 1 if found[0] == "{" else max(0, depth - 1)
        if depth > _MAX_NESTED:
            line = source.count("\n", 0, found.start()) + 1
            raise UnreadableError(f"line {line}: the Fluent is nested deeper than {_MAX_NESTED} levels")


def _span(node: ast.SyntaxNode) -> tuple[int, int]:
    assert node.span is not None, "the parser was asked for spans"
    return node.span.start, node.span.end


def _write(text: str) -> str:
    return text
