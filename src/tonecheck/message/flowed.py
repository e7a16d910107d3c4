"""format=flowed (RFC 3676): lines that were broken for the wire are joined again."""

from __future__ import annotations

import re
from typing import Final

from tonecheck.message.sourcemap import Builder, SourceMap

_LINE: Final = re.compile(r"(?P<quote>>*)(?P<stuffing> ?)(?P<content>[^\r\n]*)(?P<end>\r?\n|\r|\Z)")


def unfold(text: str, *, delete_space: bool = False) -> tuple[str, SourceMap]:
    """``text`` with its soft line breaks undone, and the map back; ``delete_space`` is DelSp=yes.

    A line that ends in a blank goes on in the next one of the same quote depth; «-- » neither goes on nor is gone on
    to. Quoted lines keep the «>» of their first line; the blank that protects a line («space-stuffing») goes.
    """
    builder = Builder(text)
    depth_before, soft = -1, False
    hard_break = (0, 0)
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        if line is None:
            break
        depth = len(line["quote"])
        start, end = line.span("content")
        is_delimiter = line["content"] == "-- "
        if not (soft and depth == depth_before and not is_delimiter):
            builder.copy(*hard_break)
            if depth:
                builder.copy(line.start(), start)
        soft = line["content"].endswith(" ") and not is_delimiter
        builder.copy(start, end - 1 if soft and delete_space else end)
        depth_before, hard_break, at = depth, line.span("end"), line.end()
    builder.copy(*hard_break)
    return builder.finish()
