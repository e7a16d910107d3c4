"""A patch mail of git: what its author wrote to people, without the diff."""

from __future__ import annotations

import re
from typing import Final

#: «---» above the diffstat ends the commit message; a cover letter ends at its shortlog or diffstat.
_CUT: Final = re.compile(rb"^(?:---[ \t]*|diff --git .*|Index: .*)\r?$", re.MULTILINE)
_SHORTLOG: Final = re.compile(rb"^[^\r\n:]{1,200} \(\d+\):\r?\n(?=  \S)", re.MULTILINE)
_DIFFSTAT: Final = re.compile(rb"^ \S.* \|\s+(?:\d+|Bin) ?.*$", re.MULTILINE)
_BLANK: Final = re.compile(rb"\r?\n\r?\n")
_PREFIX: Final = re.compile(rb"^(Subject:[ \t]*)\[[^\]\r\n]*\][ \t]*", re.MULTILINE | re.IGNORECASE)


def cover_text(patch: bytes) -> bytes:
    """The mail without what a machine wrote into it: diff, diffstat, shortlog, «[PATCH 1/2]»."""
    blank = _BLANK.search(patch)
    if blank is None:
        return _PREFIX.sub(rb"\1", patch)
    head, body = patch[: blank.end()], patch[blank.end() :]
    cuts = [found.start() for cut in (_CUT, _SHORTLOG, _DIFFSTAT) if (found := cut.search(body))]
    return _PREFIX.sub(rb"\1", head) + (body[: min(cuts)] if cuts else body)
