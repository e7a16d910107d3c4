"""``tonecheck eval``: the rules against a labelled corpus."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tonecheck.cli import options
from tonecheck.cli.console import is_debugging, is_unicode, write
from tonecheck.config.overrides import insist
from tonecheck.regressions import find_regressions, measure_standing, read_standing, write_standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tonecheck.evaluation import Score


@click.command(name="eval")
@click.argument("corpora", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--show", type=click.IntRange(0), default=0, metavar="N", help="Print up to N misses and false alarms.")
@click.option("--by-rule", is_flag=True, help="Also how often each rule was right.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Exit with 1 if a letter has more misses or false alarms than this file says.",
)
@click.option(
    "--write-baseline", type=click.Path(dir_okay=False, path_type=Path), help="Write that file from this run."
)
@click.option(
    "--by",
    type=click.Choice(["batch"]),
    help="Also each batch by itself, judged by heads of meaning that have not seen its writer (needs --folds).",
)
@click.option(
    "--folds",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where tools/train_semantic.py --folds has put those heads.",
)
@options.semantic_option
@options.select_options
@options.config_option
def evaluate(
    *,
    corpora: Sequence[Path],
    show: int,
    by_rule: bool,
    form: str,
    baseline: Path | None,
    write_baseline: Path | None,
    by: str | None,
    folds: Path | None,
    semantic: bool | None,
    select: Sequence[str],
    ignore: Sequence[str],
    config_path: Path | None,
) -> int:
    """Measure the rules on labelled letters (corpora/README.md has the format).

    A folder stands for its ru.jsonl and uk.jsonl.
    """
    from tonecheck.checker import Checker  # noqa: PLC0415 - see below
    from tonecheck.cli.folds import evaluate_by_batch, read_folds  # noqa: PLC0415 - needs the dictionaries
    from tonecheck.evaluation import add_up, as_data, evaluate, read_letters  # noqa: PLC0415 - see above

    if (by is None) != (folds is None):
        raise click.UsageError("--by batch and --folds FOLDER go together.")
    config, is_sound = options.read_config(config_path)
    config, is_whole = options.settle(insist(config, semantic=semantic), select, ignore)
    before = read_standing(baseline) if baseline else {}
    batches: dict[Path, dict[str, Score]] = {}
    if folds:
        known = read_folds(folds)
        batches = {path: evaluate_by_batch(config, known, read_letters(path)) for path in _expand(corpora)}
        scores = {path: add_up(each.values()) for path, each in batches.items()}
    else:
        with Checker(config, debug=is_debugging()) as checker:
            scores = {path: evaluate(checker, read_letters(path)) for path in _expand(corpora)}
    if form == "json":
        document = {"version": 1, "corpora": {str(path): as_data(score) for path, score in scores.items()}}
        write(json.dumps(document, ensure_ascii=not is_unicode(sys.stdout), indent=1) + "\n")
    else:
        for path, score in scores.items():
            write(_table(path, score, show=show, by_rule=by_rule))
            write("".join(_line(batch, one) for batch, one in batches.get(path, {}).items()))
    standing = measure_standing(scores.values())
    regressions = find_regressions(before, standing)
    for worse in regressions:
        click.echo(f"{worse.letter} got worse: {worse.what}, {worse.before} before, {worse.now} now", err=True)
    if write_baseline:
        write_standing(write_baseline, standing)
    if not (is_sound and is_whole):
        return 2
    return 1 if regressions else 0


def _expand(corpora: Sequence[Path]) -> list[Path]:
    found: list[Path] = []
    for path in corpora:
        inside = (
            [path / name for name in ("ru.jsonl", "uk.jsonl") if (path / name).exists()] if path.is_dir() else [path]
        )
        if not inside:
            raise click.UsageError(f"{path}: no ru.jsonl or uk.jsonl in this folder")
        found += inside
    return found


def _table(path: Path, score: Score, *, show: int, by_rule: bool) -> str:
    from tonecheck.evaluation import ratio  # noqa: PLC0415 - see above

    per_letter = ratio(score.alarms_on_clean, score.clean)
    lines = [f"{path}: {len(score.seen)} letters, {score.clean} clean; alarms per clean letter {_number(per_letter)}"]
    for category in sorted({*score.found, *score.missed, *score.false, *score.elsewhere}):
        found, missed, false = score.found[category], score.missed[category], score.false[category]
        lines.append(
            f"  {category:<22} recall {_number(ratio(found, found + missed))} ({found}/{found + missed})"
            f"  precision {_number(ratio(found, found + false))} ({false} false)"
            f"  on other labels {score.elsewhere[category]}"
        )
    if by_rule:
        lines += [
            f"  {rule:<40} right {score.rules[rule, True]:<4} wrong {score.rules[rule, False]}"
            for rule in sorted({rule for rule, _ in score.rules})
        ]
    lines += [
        f"    {miss.what:<6} {miss.letter} {miss.rule or miss.category}: «{miss.excerpt}»"
        for miss in score.misses[:show]
    ]
    return "\n".join(lines) + "\n"


def _line(batch: str, score: Score) -> str:
    """A batch in one line: all categories together."""
    from tonecheck.evaluation import ratio  # noqa: PLC0415 - see above

    found, missed, false = score.found.total(), score.missed.total(), score.false.total()
    return (
        f"  {batch:<22} recall {_number(ratio(found, found + missed))} ({found}/{found + missed})"
        f"  precision {_number(ratio(found, found + false))} ({false} false)"
        f"  alarms per clean letter {_number(ratio(score.alarms_on_clean, score.clean))}\n"
    )


def _number(share: float | None) -> str:
    return "  –  " if share is None else f"{share:.3f}"
