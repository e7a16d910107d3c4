"""Where a finding stands in a file, as the formats of other tools want it said."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from tonecheck.places import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.model import Finding, Problem, Report

#: What standard input is called in a report.
STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Region:
    """Lines and columns from 1, in code points; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text that findings point into."""

    text: str
    lines: Lines

    def region(self, start: int, end: int) -> Region:
        """The region of the code points ``[start, end)``."""
        return Region(*self.lines.position(start), *self.lines.position(end))

    def byte_column(self, offset: int) -> int:
        """The column of a code point, from 1, in bytes of UTF-8."""
        _, column = self.lines.position(offset)
        return len(self.text[offset - column + 1 : offset].encode(errors="replace")) + 1


@dataclass(frozen=True, slots=True)
class Place:
    """A finding in its file. ``text`` is None in a mail: its parts are decoded, a line of theirs is no line of the file."""

    finding: Finding
    path: str
    text: Text | None
    key: str = ""  #: of the entry, in a catalogue

    @property
    def region(self) -> Region | None:
        """Where the finding stands in the file."""
        return self.text.region(self.finding.start, self.finding.end) if self.text else None

    @property
    def line(self) -> int:
        """The line in the file, 1 where that is not known: for formats that insist on one."""
        return self.finding.line if self.text else 1

    @property
    def message(self) -> str:
        """The message and what it speaks of: in a mail «text/plain:3:8: …», in a catalogue «ru.mail.greeting: …»."""
        finding = self.finding
        if self.text:
            return f"{self.key}: {finding.message}" if self.key else finding.message
        return f"{finding.part}:{finding.line}:{finding.column}: {finding.message}"

    @property
    def fingerprint(self) -> str:
        """Stays the same while lines move: path, part, rule and the marked text, hashed."""
        finding = self.finding
        told = f"{self.path}\0{finding.part}\0{finding.rule}\0{finding.excerpt}"
        return sha256(told.encode(errors="replace")).hexdigest()


def find_places(report: Report) -> Iterator[Place]:
    """The findings of a report with their places, in their order."""
    prepared: dict[str, Text] = {}  # the entries of a catalogue all stand in one text
    texts: dict[str, Text | None] = {}
    for name, text in report.texts:
        if not report.is_catalogue and is_of_mail(name):
            texts[name] = None
            continue
        if text not in prepared:
            prepared[text] = Text(text, Lines(text))
        texts[name] = prepared[text]
    for finding in report.findings:
        key = finding.part if report.is_catalogue else ""
        yield Place(finding, report.path or STDIN, texts[finding.part], key)


def list_unchecked(reports: Sequence[Report], problems: Sequence[Problem]) -> list[Problem]:
    """What could not be checked: whole files, then parts of those that have a report."""
    return [*problems, *(problem for report in reports for problem in report.errors)]


def is_of_mail(part: str) -> bool:
    """Whether a part of this name was decoded from a mail."""
    return part == "subject" or part.startswith("text/")


def as_uri(path: str) -> str:
    """A path as a URI reference; a relative one stays relative, so that it counts from the repository's root."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix().encode(errors="surrogateescape"))
