"""The baseline: findings that a repository had when it took tonecheck up, and that are not reported until mended.

A file in the repository holds, for each letter and rule, how often a text was found, as a hash: no line numbers, so that
text may move within its letter, and no words. A finding beyond the count is new. The hash is a plain one of the found
words, equal everywhere so that the file is the same whoever writes it; it hides them from a reader, not from somebody
who guesses: a short phrase can be tried out. The letters lie beside it anyway.
"""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tonecheck.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from tonecheck.model import Finding, Report

VERSION: Final = 1
#: Hexadecimal digits of a hash: 64 bits, of which no two texts of one letter and rule collide by chance.
_DIGITS: Final = 16

#: (path of the letter, id of the rule, hash of the text)
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each finding was there; paths are relative to ``folder``, with slashes."""

    folder: Path
    counts: Mapping[Key, int]


def read_baseline(path: Path) -> Baseline:
    """Read a baseline. Raises ``ConfigError`` that says what is wrong with the file and what to do."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the baseline: {error.strerror}; {_ADVICE}") from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{path}: the baseline is not valid JSON; mend it, or {_ADVICE}") from error
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ConfigError(f"{path}: this is no baseline of version {VERSION}; {_ADVICE}")
    return Baseline(path.parent, dict(_read_counts(data.get("findings"), path)))


_ADVICE: Final = "«tonecheck baseline --force» writes one anew"


def _read_counts(letters: object, path: Path) -> Iterable[tuple[Key, int]]:
    for letter, rules in _items(letters, path):
        for rule, hashes in _items(rules, path):
            for digest, count in _items(hashes, path):
                if type(count) is not int or count < 1:
                    raise ConfigError(f"{path}: {letter}: {rule}: a count must be a number above 0; {_ADVICE}")
                yield (letter, rule, digest), count


def _items(table: object, path: Path) -> Iterable[tuple[str, object]]:
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: the baseline is not built as letters, rules, hashes and counts; {_ADVICE}")
    return table.items()


def render(baseline: Baseline) -> str:
    """The file's text: sorted, so that two people who write the same baseline write the same bytes."""
    letters: dict[str, dict[str, dict[str, int]]] = {}
    for (letter, rule, digest), count in sorted(baseline.counts.items()):
        letters.setdefault(letter, {}).setdefault(rule, {})[digest] = count
    text = json.dumps({"version": VERSION, "findings": letters}, ensure_ascii=False, indent=1) + "\n"
    return text.encode(errors="backslashreplace").decode()  # bytes of a name that are no UTF-8, as JSON escapes them


def take(reports: Iterable[Report], folder: Path) -> Baseline:
    """The baseline of what was found now."""
    counts: Counter[Key] = Counter()
    for report in reports:
        letter = name_letter(report.path, folder)
        if letter is not None:
            counts.update((letter, finding.rule, hash_words(finding)) for finding in report.findings)
    return Baseline(folder, counts)


def shrink(old: Baseline, now: Baseline, checked: Collection[str], ran: Callable[[str], bool]) -> Baseline:
    """The old baseline without what is gone; nothing is added.

    ``checked`` are the letters that were checked whole, ``ran`` says of a rule whether it has looked: of others nobody
    can say that their findings are gone. Of a letter that was not checked they are gone when its file is.
    """
    counts: dict[Key, int] = {}
    for key, count in old.counts.items():
        letter, rule, _ = key
        if letter in checked:
            left = min(count, now.counts.get(key, 0)) if ran(rule) else count
        else:
            left = count if (old.folder / letter).exists() else 0
        if left:
            counts[key] = left
    return Baseline(old.folder, counts)


def renew(old: Baseline, current: Callable[[str], str]) -> Baseline:
    """The baseline with the present ids of its rules; ``current`` tells the one of an old id."""
    counts: Counter[Key] = Counter()
    for (letter, rule, digest), count in old.counts.items():
        counts[letter, current(rule), digest] += count
    return Baseline(old.folder, counts)


def leave_out(report: Report, baseline: Baseline) -> Report:
    """The report without the findings that the baseline has, the first ones where there are more than it counts."""
    letter = name_letter(report.path, baseline.folder)
    if letter is None or not report.findings:
        return report
    left: list[Finding] = []
    used: Counter[Key] = Counter()
    for finding in report.findings:
        key = (letter, finding.rule, hash_words(finding))
        if used[key] < baseline.counts.get(key, 0):
            used[key] += 1
        else:
            left.append(finding)
    return replace(report, findings=tuple(left), baselined=len(report.findings) - len(left))


def name_letter(path: str | None, folder: Path) -> str | None:
    """What a baseline in ``folder`` calls a letter; None for standard input.

    Links are followed only on the way to the letter: a link to a letter is one of its own.
    """
    if path is None:
        return None
    letter = Path(path)
    relative = os.path.relpath(letter.parent.resolve() / letter.name, folder.resolve())
    return unicodedata.normalize("NFC", relative.replace(os.sep, "/"))


def hash_words(finding: Finding) -> str:
    """The hash of the words that were found; blanks and the spelling of letters in Unicode do not count."""
    words = unicodedata.normalize("NFC", " ".join(finding.excerpt.split()))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
