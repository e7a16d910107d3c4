"""Texts inside template holes that a client may read: «{{ name|default("друг") }}», «{% trans "Добрый день" %}».

A text in quotation marks is one where the hole begins with it, hands it to a function of translation, or falls back on
it. Everything else in quotation marks is for the template engine: formats of dates, keys, what a name is compared with,
endings for a number («pluralize:"а,ов"»).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tonecheck.message.parts import Hole

#: What stands before such a text. The bounds keep each attempt short.
_LEAD: Final = (
    r"(?:^(?:[{<][{%][={&-]?|\$\{|\{)-?\s{0,8}\(?"  # «{{ "…" }}», «<%= "…" %>», «${"…"}»
    r"|\b(?:trans|translate|gettext|firstof|t|_|__)\b\s{0,4}\(?"  # «{% trans "…" %}», «t("…")», «_('…')»
    r"|\|\s{0,4}(?:default|default_if_none|d)\s{0,4}[:(]\s{0,4}"  # «|default("…")», «| default: "…"»
    r"|\bdefault\s{1,4}[\w.@]{1,64}\s{1,4}"  # «{{default name "…"}}»
    r"|(?:\|\||\?\?|\?:?|(?<=[\w)\]])!|\b(?:or|else))\s{0,4}"  # «a || "…"», «a ?? "…"», «a!"…"», «a or "…"»
    r"|(?<=[\"'])\s{1,4}:\s{1,4})"  # «a ? "…" : "…"»
)
_LITERAL: Final = re.compile(
    _LEAD + r"(?P<mark>[\"'])(?P<text>(?:(?!(?P=mark))[^\\\n]){1,500})(?P=mark)(?!\s{0,4}(?:[=!]=|~|\+|\.))"
)
_WORDY: Final = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]{2}")


def add_literals(source: str, holes: Iterable[Hole]) -> tuple[Hole, ...]:
    """The holes with the places of their texts, where they stand for text and have any in Cyrillic letters."""
    return tuple(
        replace(hole, literals=found)
        if hole.kind == "value" and (found := tuple(_find_literals(source, hole)))
        else hole
        for hole in holes
    )


def _find_literals(source: str, hole: Hole) -> Iterator[Span]:
    text = source[hole.start : hole.end]
    if '"' in text or "'" in text:
        for found in _LITERAL.finditer(text):
            if _WORDY.search(found["text"]):
                yield Span(hole.start + found.start("text"), hole.start + found.end("text"))
