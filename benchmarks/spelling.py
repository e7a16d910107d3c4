"""The builtin speller and LanguageTool side by side, on the same texts, in one run.

    python benchmarks/spelling.py
    python benchmarks/spelling.py --pairs ru=pairs.jsonl --annotated uk=essays.jsonl --limit 200

By default it reads the labelled letters of ``corpora/``: faults found and false alarms (errors and warnings), alarms on
clean letters, words a second, and memory. ``--pairs`` adds sentences with their corrections (rows «source», «correct»;
RUSpellRU through SAGE has such), ``--annotated`` texts with every error marked (rows «text», «errors» as [start, end,
correction, type]; UA-GEC has such); there hints count as well. Prints a table in Markdown. Each engine runs in a process
of its own, so that memory is its own, too; without LanguageTool its column says why it is empty.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tonecheck import Checker
from tonecheck.checks.base import Settings
from tonecheck.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tonecheck.model import Finding

ROOT = Path(__file__).parent.parent
ENGINES = ("builtin", "languagetool")
WORD = re.compile(r"[^\W_]+(?:[-'’ʼ.][^\W_]+)*")
#: Texts whose second check is timed.
SAMPLE = 100
Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", action="append", metavar="LANG=FILE", default=[])
    parser.add_argument("--pairs", action="append", metavar="LANG=FILE", default=[])
    parser.add_argument("--annotated", action="append", metavar="LANG=FILE", default=[])
    parser.add_argument("--limit", type=int, default=None, help="so many rows of each file")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    args = parser.parse_args()
    args.letters = args.letters or [f"{lang}={ROOT / 'corpora' / lang}.jsonl" for lang in ("ru", "uk")]
    if args.engine:
        print(json.dumps(measure(args)))
        return 0
    columns = [run(engine) for engine in ENGINES]
    print("| | " + " | ".join(ENGINES) + " |\n|---|" + "---|" * len(ENGINES))
    for name in columns[0]:
        print(f"| {name} | " + " | ".join(column.get(name, column.get("error", "–")) for column in columns) + " |")
    return 0


def run(engine: str) -> dict[str, str]:
    """The figures of one engine, measured in a process of its own."""
    command = [sys.executable, __file__, "--engine", engine, *sys.argv[1:]]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "failed"}
    figures: dict[str, str] = json.loads(done.stdout)
    return figures


def measure(args: argparse.Namespace) -> dict[str, str]:
    checker = Checker(Config(select=("typos",), settings=Settings(spelling=args.engine)))
    found: dict[str, str] = {}
    for lang in ("ru", "uk"):  # dictionaries and servers are loaded before the clock runs
        list(check(checker, "Добрый день, ответ во вложении.", lang))
    for kind, count in (("letters", count_letters), ("pairs", count_pairs), ("annotated", count_annotated)):
        for lang, path in (entry.split("=", 1) for entry in getattr(args, kind)):
            rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()[: args.limit]]
            found.update((f"{lang}, {name}", figure) for name, figure in count(checker, rows, lang))
            found[f"{lang}, {kind}: words a second, warm"] = f"{speed(checker, rows[:SAMPLE], lang):,.0f}"
    checker.close()
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    found["memory, MB"] = f"{(own + children) / 1024:,.0f}"
    return found


def speed(checker: Checker, rows: list[Row], lang: str) -> float:
    """Words a second of the whole way from text to report, for texts that were checked before."""
    texts = [row.get("text") or row["source"] for row in rows]
    started = time.perf_counter()
    for text in texts:
        check(checker, text, lang)
    return sum(len(text.split()) for text in texts) / (time.perf_counter() - started)


def check(checker: Checker, text: str, lang: str) -> Iterator[Finding]:
    report = checker.check(text, language=lang)
    if report.errors:
        raise SystemExit(report.errors[0].message)
    return iter(report.findings)


def count_letters(checker: Checker, rows: list[Row], lang: str) -> Iterator[tuple[str, str]]:
    """Labelled letters: marked typos found; alarms that touch no label; alarms on letters without one."""
    marked = hit = alarms = right = clean_words = clean_alarms = 0
    for row in rows:
        text = row["text"]
        findings = [f for f in check(checker, text, lang) if f.severity.value != "info"]
        labels = [(label["category"], *place(text, label)) for label in row["findings"]]
        typos = [(start, end) for category, start, end in labels if category == "typos"]
        marked += len(typos)
        hit += sum(any(f.start < end and start < f.end for f in findings) for start, end in typos)
        on_label = [any(f.start < end and start < f.end for _, start, end in labels) for f in findings]
        right += sum(any(f.start < end and start < f.end for start, end in typos) for f in findings)
        alarms += on_label.count(False)
        if not labels:
            clean_words += len(text.split())
            clean_alarms += len(findings)
    yield "letters: typos found", f"{hit / max(1, marked):.2f}"
    yield "letters: precision", f"{right / max(1, right + alarms):.2f}"
    yield "letters: alarms per 1,000 words of clean letters", f"{1000 * clean_alarms / max(1, clean_words):.2f}"


def place(text: str, label: Row) -> tuple[int, int]:
    start = -1
    for _ in range(label.get("occurrence", 1)):
        start = text.index(label["quote"], start + 1)
    return start, start + len(label["quote"])


def count_pairs(checker: Checker, rows: list[Row], lang: str) -> Iterator[tuple[str, str]]:
    """Sentences and their corrections: every finding's first suggestion is taken, and the words that changed are compared."""
    gold = answered = right = 0
    for row in rows:
        text, edited, at = row["source"], [], 0
        for finding in check(checker, text, lang):
            if finding.suggestions and finding.start >= at:
                edited += [text[at : finding.start], finding.suggestions[0]]
                at = finding.end
        source = words("".join(text))
        wanted, got = changes(source, words(row["correct"])), changes(source, words("".join(edited) + text[at:]))
        gold, answered = gold + len(wanted), answered + len(got)
        right += sum(wanted.get(where) == what for where, what in got.items())
    precision, recall = right / max(1, answered), right / max(1, gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    yield "pairs: precision / recall / F1", f"{precision:.2f} / {recall:.2f} / {f1:.2f}"


def words(text: str) -> list[str]:
    return [word.lower().replace("ё", "е") for word in WORD.findall(text)]


def changes(before: list[str], after: list[str]) -> dict[tuple[int, int], tuple[str, ...]]:
    """Word ranges of ``before`` and what stands there in ``after``."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for op, i, j, k, m in difflib.SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if op == "replace" and j - i == m - k:
            found.update({(n, n + 1): (after[k + n - i],) for n in range(i, j)})
        elif op != "equal":
            found[i, j] = tuple(after[k:m])
    return found


def count_annotated(checker: Checker, rows: list[Row], lang: str) -> Iterator[tuple[str, str]]:
    """Texts with all errors marked: misspelt words found, and findings that touch an error of any type."""
    marked = hit = right = said = 0
    for row in rows:
        findings = list(check(checker, row["text"], lang))
        spelling = [(s, e) for s, e, meant, kind in row["errors"] if kind == "Spelling" and s < e and meant.strip()]
        marked += len(spelling)
        hit += sum(any(f.start < end and start < f.end for f in findings) for start, end in spelling)
        said += len(findings)
        right += sum(any(f.start <= e and s <= f.end for s, e, _, _ in row["errors"]) for f in findings)
    yield "annotated: misspelt words found", f"{hit / max(1, marked):.2f}"
    yield "annotated: precision", f"{right / max(1, said):.2f}"


if __name__ == "__main__":
    sys.exit(main())
