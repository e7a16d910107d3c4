from __future__ import annotations

import itertools
import threading
from email.message import EmailMessage
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
import tonecheck
import tonecheck.engine
from tonecheck import Checker, Config, Edit, Finding, Fix, Severity
from tonecheck.checks.base import Context, Match
from tonecheck.engine import examine, prepare
from tonecheck.errors import ConfigError
from tonecheck.message import from_text
from tonecheck.model import Span
from tonecheck.places import Lines, Ranges
from tonecheck.rulebook import load_rules
from tonecheck.selection import select

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tonecheck.analysis import Document


def brief(finding: Finding) -> tuple[str, int, int, str]:
    return finding.rule, finding.start, finding.end, finding.excerpt


def test_a_finding_says_everything() -> None:
    text = "Добрый день!\r\nПонимаете, сейчас не сезон.\r\n"
    report = house.checker().check(text)
    [finding] = report.findings
    assert finding == Finding(
        rule="excuses/test-season",
        category="excuses",
        severity=Severity.ERROR,
        language="ru",
        message="Оправдание сезоном.",
        why="Клиенту важен результат.",
        commandment=finding.commandment,
        part="text",
        start=14,
        end=40,
        line=2,
        column=1,
        excerpt="Понимаете, сейчас не сезон",
        suggestions=("Новый срок — в пятницу",),
        fix=Fix("suggest", (Edit(14, 40, "Новый срок — в пятницу"),)),
    )
    assert finding.commandment.startswith("Не оправдывайтесь")
    assert report.texts == (("text", text),)
    assert report.word_counts == (("ru", 6),)
    assert report.checked_words == 6
    assert report.languages == ("ru",)
    assert report.engines == ("rules",)


def test_languages_are_checked_side_by_side() -> None:
    text = "Здравствуйте! У нас сейчас не сезон.\n\nДобрий день! У нас зараз не сезон, вибачте.\n"
    findings = house.checker().check(text).findings
    assert [(f.language, f.message, f.line, f.excerpt) for f in findings] == [
        ("ru", "Оправдание сезоном.", 1, "не сезон"),
        ("uk", "Виправдання сезоном.", 3, "не сезон"),
    ]


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_the_language_of_what_could_be_either_is_that_which_was_named(language: str) -> None:
    [finding] = house.checker().check("не сезон", language).findings
    assert finding.language == language


def test_unless_silences_what_it_overlaps() -> None:
    findings = house.checker().check("Это скидка не сезон. У нас не сезон.").findings
    assert [brief(f) for f in findings if f.rule == "excuses/test-season"] == [
        ("excuses/test-season", 27, 35, "не сезон")
    ]


def test_unless_sentence_silences_its_sentence() -> None:
    findings = house.checker().check("У нас не сезон, но новый срок есть. У них не сезон.").findings
    assert [brief(f) for f in findings if f.rule == "excuses/test-season"] == [
        ("excuses/test-season", 42, 50, "не сезон")
    ]


def test_unless_message_silences_the_message() -> None:
    findings = house.checker().check("У нас не сезон.\n\nНо снег растаял.").findings
    assert [f.rule for f in findings] == ["excuses/test-season-again"]


def test_of_contained_matches_of_a_category_the_longest_stays() -> None:
    findings = house.checker().check("Понимаете, у нас не сезон. Наш сезон — лето.").findings
    assert [brief(f) for f in findings] == [
        ("excuses/test-season", 0, 25, "Понимаете, у нас не сезон"),
        ("excuses/test-season-again", 31, 36, "сезон"),
    ]


def test_scope_and_kind_decide_where_a_rule_speaks() -> None:
    mail = EmailMessage()
    mail["Subject"] = "Срочно: не сезон"
    mail.set_content("Ответьте срочно, вот образец.\n")
    findings = house.checker().check_message(mail).findings
    assert [(f.part, f.rule, f.start, f.end) for f in findings] == [
        ("subject", "rudeness/test-subject", 0, 6),
        ("subject", "excuses/test-season", 8, 16),
    ]
    [finding] = house.checker().check("Ответьте срочно, вот образец.", kind="template").findings
    assert brief(finding) == ("placeholder/test-template", 21, 28, "образец")


def alternatives(plain: str, html: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Договор"
    mail.set_content(plain)
    mail.add_alternative(html, subtype="html")
    return mail


def test_what_two_alternatives_both_say_is_one_finding() -> None:
    report = house.checker().check_message(
        alternatives("У нас не сезон.\n", "<p>У нас <b>не сезон</b>. Ну привет!</p>")
    )
    assert [(f.part, f.rule, f.excerpt) for f in report.findings] == [
        ("text/plain", "excuses/test-season", "не сезон"),
        ("text/html", "familiarity/test-hello", "привет"),
    ]
    assert report.word_counts == (("ru", 5),)


def test_somebody_elses_words_are_left_alone() -> None:
    text = "Вы писали: «У нас не сезон, перезвоните позже». Мы перезвонили.\n\n> Привет, у нас не сезон\n"
    assert house.checker().check(text).findings == ()


def test_a_fix_that_would_tear_markup_is_refused() -> None:
    whole, torn = house.checker().check("<p>Привет! </p><p>При<i>вет</i>!</p>", format="html").findings
    assert (whole.excerpt, whole.fix) == ("Привет", Fix("safe", (Edit(3, 9, "Здравствуйте"),)))
    assert (torn.excerpt, torn.fix, torn.suggestions) == ("При<i>вет", None, ("Здравствуйте",))


@pytest.mark.parametrize("text", ["http://e.ru/привет", "привет@e.ru", "`скажи привет`", "www.e.ru/привет"])
def test_a_fix_inside_an_address_or_code_is_refused(text: str) -> None:
    fixes = [f.fix for f in house.checker().check(f"Смотрите {text} на сайте.").findings]
    assert fixes in ([], [None])


def test_the_apostrophe_of_the_letter_is_kept() -> None:
    [straight] = house.checker().check("У нас зараз не сезон, п'ять днів.").findings
    [curly] = house.checker().check("У нас зараз не сезон, п’ять днів.").findings
    assert straight.suggestions == ("новий термін — у п'ятницю",)
    assert curly.suggestions == ("новий термін — у п’ятницю",)


def crash(document: Document, context: Context) -> Iterator[Match]:
    raise KeyError(document.text)
    yield


def test_a_crash_of_a_check_is_told_without_the_text_and_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tonecheck.engine, "find_check", lambda name: crash)
    text = "Секрет: у нас не сезон."
    config = Config(rules=(house.folder(),), select=(*house.SPEAKING, "placeholder/unfilled-hole"))
    report = Checker(config).check(text)
    assert [f.rule for f in report.findings] == ["excuses/test-season"]
    assert [problem.message for problem in report.errors] == [
        "the check 'holes' crashed with KeyError, so this letter was not wholly checked; TONECHECK_DEBUG=1 shows where"
    ]
    with pytest.raises(KeyError):
        Checker(config, debug=True).check(text)


def test_a_check_runs_once_and_rules_that_are_off_stay_silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    calls: list[str] = []

    def twice(document: Document, context: Context) -> Iterator[Match]:
        calls.append(document.lang)
        yield Match("typos/test-one", 0, 3)
        yield Match("typos/test-two", 4, 7, severity=Severity.INFO)
        yield Match("typos/nobody", 8, 9)

    rule = 'message = "М."\nwhy = "П."\nsource = "т"\ncheck = "spelling"\n'
    folder = house.write(tmp_path, {"ru/typos/test-one": rule, "ru/typos/test-two": rule})
    monkeypatch.setattr(tonecheck.engine, "find_check", lambda name: twice)
    rules = load_rules((folder,)).rules
    for wanted, expected in (
        (("typos/test-one", "typos/test-two"), [("typos/test-one", "error"), ("typos/test-two", "info")]),
        (("typos/test-one",), [("typos/test-one", "error")]),
    ):
        config = Config(select=wanted)
        report = examine(from_text("раз два три"), prepare(select(rules, config), config.settings), language="ru")
        assert [(f.rule, f.severity.value) for f in report.findings] == expected
    assert calls == ["ru", "ru"]


def test_threads_share_a_checker() -> None:
    texts = [f"Письмо {n}. Понимаете, сейчас не сезон. Привет!" for n in range(8)]
    alone = [house.checker().check(text) for text in texts]
    together: dict[int, object] = {}

    def work(n: int) -> None:
        together[n] = house.checker().check(texts[n])

    threads = [threading.Thread(target=work, args=(n,)) for n in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [together[n] for n in range(len(texts))] == alone


def test_many_keep_their_order_and_one_bad_item_stops_no_other() -> None:
    mail = EmailMessage()
    mail.set_content("Привет!\n")
    reports = list(house.checker().check_many(["У нас не сезон.", b"\x00\x01\x02\x03", mail, "Всё хорошо."]))
    assert [[f.rule for f in report.findings] for report in reports] == [
        ["excuses/test-season"],
        [],
        ["familiarity/test-hello"],
        [],
    ]
    assert [len(report.errors) for report in reports] == [0, 1, 0, 0]


def test_lines_end_with_lf_crlf_or_cr_and_nothing_else() -> None:
    lines = Lines("а\nб\r\nв\rг\u2028д\fе")
    assert [lines.position(at) for at in (0, 1, 2, 3, 5, 7, 9, 11)] == [
        (1, 1),
        (1, 2),
        (2, 1),
        (2, 2),
        (3, 1),
        (4, 1),
        (4, 3),
        (4, 5),
    ]


spans = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 30), st.integers(1, 8))


@settings(max_examples=200, deadline=None)
@given(st.lists(spans, max_size=6), st.integers(0, 40), st.integers(0, 6))
def test_ranges_answer_like_a_plain_search(kept: list[Span], start: int, length: int) -> None:
    ranges, end = Ranges(kept), start + length
    points = {at for span in kept for at in range(span.start, span.end)}
    if length:
        assert ranges.touches(start, end) == any(at in points for at in range(start, end))
    if length:
        assert ranges.contains(start, end) == all(at in points for at in range(start, end))


letters = st.lists(
    st.sampled_from(
        [
            "Привет",
            "не сезон",
            "понимаете",
            "сезон",
            "Привіт",
            "і",
            "ы",
            "\n",
            "\r\n",
            ". ",
            " ",
            "\xad",
            "́",
            "«",
            "»",
            "> ",
            "{{ x }}",
            "http://e.ru",
            "п’ять",
            "\ufeff",
            "\xa0",
            "ий̆",
            ")))",
        ]
    ),
    max_size=14,
).map("".join)


@settings(max_examples=80, deadline=None)
@given(letters)
def test_findings_are_slices_sorted_and_their_edits_do_not_overlap(text: str) -> None:
    report = house.checker().check(text)
    assert list(report.findings) == sorted(report.findings, key=lambda f: (f.start, f.end, f.rule))
    for finding in report.findings:
        assert finding.excerpt == text[finding.start : finding.end]
        assert text.splitlines(keepends=False)[finding.line - 1 : finding.line]
        edits = finding.fix.edits if finding.fix else ()
        assert all(a.end <= b.start for a, b in itertools.pairwise(edits))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"language": "en"}, "unknown language 'en': it is 'ru' or 'uk', or None where either will do"),
        ({"kind": "letter"}, "unknown kind 'letter': it is 'message' or 'template'"),
        ({"format": "pdf"}, "unknown format 'pdf': it is 'text', 'html' or 'markdown'"),
    ],
)
def test_an_option_that_is_none_is_refused(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        tonecheck.Checker().check("Глянь договор.", **options)
    assert str(refused.value) == sentence


def test_what_is_fixed_is_named_by_one_category_or_several() -> None:
    text = "Привет, глянь договор"
    assert tonecheck.fix(text, categories="familiarity") == tonecheck.fix(text, categories=["familiarity"]) != text
    with pytest.raises(ConfigError, match=r"^no rule or category is called 'familiarty'; did you mean 'familiarity'"):
        tonecheck.fix(text, categories=["familiarty"])


@pytest.mark.parametrize("text", [None, 5, b"bytes", ["list"]])
def test_what_is_no_text_is_refused_by_name(text: Any) -> None:
    with pytest.raises(TypeError, match=rf"^a text is a str, not {type(text).__name__}; "):
        tonecheck.check(text)


def test_half_a_character_stops_no_rule() -> None:
    report = tonecheck.check("Глянь \ud83d договор")
    assert [finding.excerpt for finding in report.findings if finding.category == "familiarity"] == ["Глянь"]
    assert report.errors == ()
