"""How fast letters are checked, and what that grows with.

    python benchmarks/speed.py

Prints a table in Markdown: words a second of processor time once warm, with rules alone, with the builtin speller, and
with the check of meaning where its encoder is installed; time with 3 and 10 times as many rules (copies that speak of
other words) and with 10 and 100 times as long a text, as ratios within the run; the start of the command against
`import spacy`; memory at its peak. Every figure is the best of several runs, each kind in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tonecheck import Checker
from tonecheck.checks.base import Settings
from tonecheck.config import Config

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
RUNS = 5
#: Every fourth letter of ``corpora/``: enough to be steady, little enough to be run often.
STEP = 4
KINDS = {
    "rules": Settings(semantic=False, spelling="off"),
    "rules + typos": Settings(semantic=False),
    "everything": Settings(),
}
#: A rule about a word that no letter has; «{n}» keeps the copies apart.
RULE = 'message = "x"\nwhy = "x"\nsource = "x"\nphrases = ["=небылица{n} …2 =выдумка{n}"]\n'


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--part", choices=[*KINDS, "rules grow", "text grows"], help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        print(json.dumps(measure(args.part)))
        return 0
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n\n| | |\n|---|---|")
    for part in [*KINDS, "rules grow", "text grows"]:
        for name, value in run_part(part).items():
            print(f"| {name} | {value} |", flush=True)
    for name, value in measure_start().items():
        print(f"| {name} | {value} |", flush=True)
    return 0


def run_part(part: str) -> dict[str, str]:
    """What one part says, in a process of its own, so that memory and caches are its own, too."""
    command = [sys.executable, __file__, "--part", part]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def measure(part: str) -> dict[str, str]:
    if part in KINDS:
        return measure_words(part)
    return measure_rules() if part == "rules grow" else measure_text()


def measure_words(kind: str) -> dict[str, str]:
    texts = read_letters()
    seconds = time_letters(Checker(Config(settings=KINDS[kind])), texts, 2 if kind == "everything" else RUNS)
    words = sum(len(text.split()) for text in texts)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {f"{kind}, words/s": f"{words / seconds:,.0f}", f"{kind}, memory at its peak": f"{peak:,.0f} MB"}


def measure_rules() -> dict[str, str]:
    """Time with rules about something else added; the runs alternate, so that a busy machine is busy for all."""
    texts = read_letters()[::STEP]
    settings = KINDS["rules + typos"]
    checkers = {1: Checker(Config(settings=settings))}
    own = len(checkers[1]._rules)  # noqa: SLF001 - how many there are to multiply
    with TemporaryDirectory() as name:
        for factor in (3, 10):
            folder = Path(name, str(factor))
            write_rules(folder, own * (factor - 1))
            checkers[factor] = Checker(Config(settings=settings, rules=(folder,)))
        best = dict.fromkeys(checkers, float("inf"))
        for _ in range(RUNS):
            for factor, checker in checkers.items():
                best[factor] = min(best[factor], time_letters(checker, texts, 1))
    return {f"{factor} × the rules ({own:,}), time": f"{best[factor] / best[1]:.2f} ×" for factor in (3, 10)}


def write_rules(folder: Path, count: int) -> None:
    rules = folder / "ru" / "excuses"
    rules.mkdir(parents=True)
    for n in range(count):
        (rules / f"house-{n}.toml").write_text(RULE.format(n=n), encoding="utf-8")


def measure_text() -> dict[str, str]:
    text = "\n\n".join(read_letters()[:2]) + "\n\n"
    checker = Checker(Config(settings=KINDS["rules + typos"]))
    seconds = {n: time_letters(checker, [text * n], 1 if n == 100 else RUNS) for n in (1, 10, 100)}
    return {f"{n} × the text ({len(text):,} characters), time": f"{seconds[n] / seconds[1]:.0f} ×" for n in (10, 100)}


def measure_start() -> dict[str, str]:
    """The command on one small mail against the import of the library underneath, by the clock."""
    with TemporaryDirectory() as name:
        mail = Path(name, "one.eml")
        mail.write_text("Subject: Договор\n\nДобрый день!\n\nДоговор готов, скинул его вам.\n", encoding="utf-8")
        check = [sys.executable, "-m", "tonecheck", "check", "--exit-zero", str(mail)]
        spacy = time_command([sys.executable, "-c", "import spacy"])
        seconds = time_command(check)
    return {"`tonecheck check one.eml`": f"{seconds:.2f} s, {seconds / spacy:.2f} × `import spacy`"}


def time_command(command: list[str]) -> float:
    def run() -> None:
        subprocess.run(command, check=True, capture_output=True)

    return best_of(RUNS, run, time.perf_counter)


def time_letters(checker: Checker, texts: list[str], runs: int) -> float:
    """Seconds of the processor for all letters, after a first check that fills the caches."""

    def check() -> None:
        for text in texts:
            checker.check(text)

    check()
    return best_of(runs, check, time.process_time)


def best_of(runs: int, work: Callable[[], None], clock: Callable[[], float]) -> float:
    best = float("inf")
    for _ in range(runs):
        start = clock()
        work()
        best = min(best, clock() - start)
    return best


def read_letters() -> list[str]:
    rows: list[dict[str, Any]] = []
    for lang in ("ru", "uk"):
        lines = (ROOT / "corpora" / f"{lang}.jsonl").read_text(encoding="utf-8").splitlines()
        rows += [json.loads(line) for line in lines]
    return [row["text"] for row in rows[::STEP]]


if __name__ == "__main__":
    raise SystemExit(main())
