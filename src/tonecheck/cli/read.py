"""``tonecheck read``: how a file was understood."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tonecheck.cli.console import complain_about, is_unicode, write
from tonecheck.cli.inputs import Source, find_sources, work_on
from tonecheck.model import Problem
from tonecheck.report.window import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.message.parts import Message, Part


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--stdin-filename", metavar="NAME", help="What standard input is called; its ending tells the format.")
def read(*, paths: Sequence[str], form: str, stdin_filename: str | None) -> int:
    """Show how letters are understood: parts, own text, quotes, signature, languages, holes.

    Only what is marked «own» is checked.
    """
    from tonecheck.checker import read as read_message  # noqa: PLC0415 - dictionaries; --help does without

    def read_one(source: Source) -> Message:
        return read_message(source.read(), None if source.name == "-" else source.name)

    messages, problems = work_on(find_sources(paths, stdin_filename), read_one)
    problems += [Problem(note, message.name) for message in messages for note in message.notes]
    for problem in problems:
        complain_about(problem)
    if form == "json":
        document = {"version": 1, "files": [_as_data(message) for message in messages]}
        write(json.dumps(document, ensure_ascii=not is_unicode(sys.stdout), indent=1) + "\n")
    else:
        write("\n".join(line for message in messages for line in _as_lines(message)) + "\n" if messages else "")
    return 2 if problems else 0


def _as_data(message: Message) -> dict[str, Any]:
    headers = message.headers
    return {
        "path": message.name,
        "kind": message.kind,
        "headers": headers
        and {
            "subject": headers.subject,
            "from": headers.sender,
            "to": [list(pair) for pair in headers.to],
            "cc": [list(pair) for pair in headers.cc],
            "bcc": [list(pair) for pair in headers.bcc],
            "date": headers.date,
        },
        "attachments": None if message.attachments is None else list(message.attachments),
        "parts": [
            {
                "name": part.name,
                "format": part.format,
                "alternative_to": part.alternative_to,
                "text": _text(message, part),
                "segments": [
                    {"kind": segment.kind, "start": segment.start, "end": segment.end, "language": segment.language}
                    for segment in part.segments
                ],
            }
            for part in message.parts
        ],
        "notes": list(message.notes),
    }


def _text(message: Message, part: Part) -> str:
    """The text that the part stands in; of a catalogue its own string, since the file is that of thousands."""
    if message.catalogue is None:
        return part.text
    return part.text[part.segments[0].start : part.segments[-1].end] if part.segments else ""


def _as_lines(message: Message) -> Iterator[str]:
    yield f"{printable(message.name or '-')} ({message.kind})"
    if message.headers:
        addressees = ", ".join(f"{name} <{address}>" if name else address for name, address in message.headers.to)
        yield f"  From: {printable(message.headers.sender)}"
        yield f"  To: {printable(addressees)}"
    if message.attachments:
        yield f"  Attachments: {printable(', '.join(message.attachments))}"
    for part in message.parts:
        also = f", the same as {part.alternative_to}" if part.alternative_to else ""
        yield f"  [{part.name}] {part.format}{also}"
        yield from _segment_lines(part)
    yield ""


def _segment_lines(part: Part) -> Iterator[str]:
    for segment in part.segments:
        label = f"{segment.kind} {segment.language}" if segment.language else segment.kind
        text = part.text[segment.start : segment.end]
        for line in text.strip("\r\n").splitlines() or [""]:
            yield f"    {label:<9} | {printable(line)}".rstrip()
