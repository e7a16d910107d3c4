import json
import shutil
from pathlib import Path

import pytest

from tonecheck.checker import Checker
from tonecheck.checks.base import Settings
from tonecheck.cli import main
from tonecheck.config import Config
from tonecheck.errors import TonecheckError
from tonecheck.evaluation import Label, Miss, as_data, evaluate, make_message, read_letters
from tonecheck.model import Span
from tonecheck.regressions import find_regressions, measure_standing, read_standing, write_standing
from tonecheck.semantic.heads import FOLDER

LETTERS = [
    {
        "id": "a-1", "lang": "ru", "batch": "a", "subject": "Счёт", "attachments": ["счёт.pdf"],
        "text": "Здравствуйте! Глянь счёт, он во вложении. Доставка не сезон.",
        "findings": [{"category": "familiarity", "quote": "Глянь"}, {"category": "dismissal", "quote": "Доставка не сезон"}],
    },
    {"id": "a-2", "lang": "uk", "batch": "a", "subject": "", "text": "Привіт! Рахунок готовий.", "findings": []},
]  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "ru.jsonl"
    path.write_text("\n".join(json.dumps(letter, ensure_ascii=False) for letter in LETTERS), encoding="utf-8")
    return path


def test_a_letter_is_checked_as_it_would_leave(corpus: Path) -> None:
    letter = next(read_letters(corpus))
    message = make_message(letter)
    assert message["Subject"] == "Счёт"
    assert [part.get_filename() for part in message.iter_attachments()] == ["счёт.pdf"]


def test_labels_are_found_missed_or_explained_by_another_category(corpus: Path) -> None:
    score = evaluate(Checker(Config(settings=Settings(semantic=False))), read_letters(corpus))
    assert (score.seen, score.clean, score.alarms_on_clean) == (["a-1", "a-2"], 1, 1)
    assert (score.found["familiarity"], score.missed["dismissal"], score.elsewhere["excuses"]) == (1, 1, 1)
    assert score.misses == [
        Miss("a-1", "missed", "dismissal", "", "Доставка не сезон"),
        Miss("a-2", "false", "familiarity", "familiarity/greeting-hi", "Привіт"),
    ]
    assert as_data(score)["categories"]["familiarity"] == {
        "labelled": 1, "found": 1, "false_alarms": 1, "on_other_labels": 0, "recall": 1.0, "precision": 0.5,
    }  # fmt: skip


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ru.jsonl"
    path.write_text('{"id": "x", "lang": "ru", "text": "Да.", "findings": [{"category": "typos", "quote": "Нет"}]}\n')
    with pytest.raises(TonecheckError, match=r"ru\.jsonl:1: this line is no labelled letter"):
        list(read_letters(path))


def test_a_second_occurrence_is_its_own_place(tmp_path: Path) -> None:
    path = tmp_path / "ru.jsonl"
    path.write_text(
        '{"id": "x", "lang": "ru", "text": "да и да", "findings": [{"category": "typos", "quote": "да", "occurrence": 2}]}',
        encoding="utf-8",
    )
    (letter,) = read_letters(path)
    assert letter.labels == (Label("typos", Span(5, 7)),)


def test_the_command_prints_a_table_and_json(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(corpus.parent), "--show", "1", "--by-rule"]) == 0
    printed = capsys.readouterr().out
    assert f"{corpus}: 2 letters, 1 clean; alarms per clean letter 1.000" in printed
    assert "familiarity            recall 1.000 (1/1)  precision 0.500 (1 false)  on other labels 0" in printed
    assert "    missed a-1 dismissal: «Доставка не сезон»" in printed
    assert main(["eval", str(corpus), "--format", "json", "--select", "excuses"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["corpora"][str(corpus)]["categories"]["familiarity"]["found"] == 0


def test_a_letter_that_got_worse_is_named(tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "baseline.json"
    assert main(["eval", str(corpus), "--write-baseline", str(path)]) == 0
    assert read_standing(path) == {"a-1": {"missed dismissal": 1}, "a-2": {"false familiarity": 1}}
    assert main(["eval", str(corpus), "--baseline", str(path)]) == 0

    write_standing(path, {"a-1": {}})  # a-2 is new to this one
    capsys.readouterr()
    assert main(["eval", str(corpus), "--baseline", str(path)]) == 1
    assert capsys.readouterr().err == "a-1 got worse: missed dismissal, 0 before, 1 now\n"


def test_what_got_better_is_no_regression(corpus: Path) -> None:
    now = measure_standing([evaluate(Checker(), read_letters(corpus))])
    assert find_regressions({"a-1": {"missed dismissal": 2, "false typos": 1}, "gone": {}}, now) == []


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "letters": {}}', '{"version": 1, "letters": {"a": 1}}'])
def test_something_else_is_no_baseline(tmp_path: Path, content: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TonecheckError, match=r"baseline\.json: is no baseline of `tonecheck eval`"):
        read_standing(path)


def test_each_batch_is_judged_by_the_heads_that_left_it_out(
    tmp_path: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folds = tmp_path / "folds"
    shutil.copytree(FOLDER, folds / "3")
    folds.joinpath("folds.json").write_text('{"a": "3"}', encoding="utf-8")
    assert main(["eval", str(corpus), "--by", "batch", "--folds", str(folds)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == f"{corpus}: 2 letters, 1 clean; alarms per clean letter 1.000"
    assert printed[-1] == (
        "  a                      recall 0.500 (1/2)  precision 0.500 (1 false)  alarms per clean letter 1.000"
    )

    folds.joinpath("folds.json").write_text('{"b": "3"}', encoding="utf-8")
    assert main(["eval", str(corpus), "--by", "batch", "--folds", str(folds)]) == 2
    assert "no heads have left the batch 'a' out" in capsys.readouterr().err
    assert main(["eval", str(corpus), "--by", "batch", "--folds", str(tmp_path)]) == 2
    assert "holds no heads by batch" in capsys.readouterr().err
    assert main(["eval", str(corpus), "--by", "batch"]) == 2
