"""The promises of the tool, kept by the whole of it: each test goes from bytes or text to what the user gets."""

from __future__ import annotations

import base64
import functools
import json
import quopri
import socket
import subprocess
import sys
import unicodedata
from email.message import EmailMessage
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import house
import tonecheck
from tonecheck import Checker, Config, Report
from tonecheck.cli import main
from tonecheck.model import Problem
from tonecheck.report import concise, text
from tonecheck.report import json as json_report

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.message.parts import Format
    from tonecheck.model import Kind

RU = (
    "Здравствуйте, Ирина Сергеевна!\n\n"
    "Понимаете, сейчас не сезон, и мой отпуск ещё идёт.\n"
    "Привет Андрею, передайте ему большой каталог.\n"
    "> У нас не сезон\n"
    "С уважением,\nОльга\n"
)
UK = (
    "Добрий день, Ірино Сергіївно!\n\n"
    "Розумієте, зараз не сезон, і мій відпочинок ще триває.\n"
    "Привіт Андрієві, передайте йому великий каталог, п'ять сторінок.\n"
    "> У нас не сезон\n"
    "З повагою,\nОльга\n"
)
EXPECTED = {
    RU: [
        ("excuses/test-season", "ru", 3, "Понимаете, сейчас не сезон"),
        ("familiarity/test-hello", "ru", 4, "Привет"),
    ],
    UK: [("excuses/test-season", "uk", 3, "не сезон"), ("familiarity/test-hello", "uk", 4, "Привіт")],
}


def put_between(sign: str) -> Callable[[str], str]:
    """Put a sign after the second letter of every word of four letters and more."""

    def change(source: str) -> str:
        return " ".join(word[:2] + sign + word[2:] if word[:4].isalpha() else word for word in source.split(" "))

    return change


def put_stress(source: str) -> str:
    return source.replace("сезон", "сезо\u0301н").replace("Привет", "Приве\u0301т").replace("Привіт", "Приві\u0301т")


CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": lambda source: source,
    "NFD": lambda source: unicodedata.normalize("NFD", source),
    "soft hyphens": put_between("\u00ad"),
    "zero-width spaces": put_between("\u200b"),
    "word joiners": put_between("\u2060"),
    "stress marks": put_stress,
    "no-break spaces": lambda source: source.replace(" ", "\u00a0"),
    "narrow no-break spaces": lambda source: source.replace("не сезон", "не\u202fсезон"),
    "byte-order mark": lambda source: "\ufeff" + source,
    "curly apostrophes": lambda source: source.replace("'", "’"),
    "modifier apostrophes": lambda source: source.replace("'", "ʼ"),
    "everything": lambda source: (
        "\ufeff" + unicodedata.normalize("NFD", put_stress(put_between("\u00ad")(source))).replace(" ", "\u00a0")
    ),
}


def understood(excerpt: str) -> str:
    """An excerpt without what makes no difference."""
    plain = unicodedata.normalize("NFC", excerpt).translate(dict.fromkeys(map(ord, "\u00ad\u200b\u2060\u0301\ufeff")))
    return plain.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
@pytest.mark.parametrize("letter", [RU, UK], ids=["ru", "uk"])
def test_a_letter_gives_the_same_findings_however_it_is_written(
    letter: str, change: Callable[[str], str], line_end: str
) -> None:
    source = change(letter).replace("\n", line_end)
    for report in (house.checker().check(source), house.checker().check_bytes(source.encode(), "a.txt")):
        found = [(f.rule, f.language, f.line, understood(f.excerpt)) for f in report.findings]
        assert found == EXPECTED[letter]
        check_slices(report)


def check_slices(report: Report) -> None:
    texts = dict(report.texts)
    for finding in report.findings:
        source = texts[finding.part]
        assert finding.excerpt == source[finding.start : finding.end]
        lines = source[: finding.start].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        # A place right after «\r» of «\r\n» cannot be: no finding begins with a line break.
        assert (finding.line, finding.column) == (len(lines), len(lines[-1]) + 1)


def make_mail(body: bytes, encoding: str, charset: str) -> bytes:
    head = f"Subject: =?utf-8?b?{base64.b64encode('Привіт'.encode()).decode()}?=\nMIME-Version: 1.0\n"
    head += f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    if encoding == "base64":
        body = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        body = quopri.encodestring(body)
    return head.encode() + body


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_a_mail_gives_the_findings_of_its_text(encoding: str, charset: str) -> None:
    report = house.checker().check_bytes(make_mail(UK.encode(charset), encoding, charset), "a.eml")
    assert [(f.part, f.rule, f.line, f.excerpt) for f in report.findings] == [
        ("subject", "familiarity/test-hello", 1, "Привіт"),
        ("text/plain", "excuses/test-season", 3, "не сезон"),
        ("text/plain", "familiarity/test-hello", 4, "Привіт"),
    ]
    check_slices(report)


@pytest.mark.parametrize(
    ("name", "source", "excerpts"),
    [
        (
            "a.txt",
            "Высылаю вам договор, счёт и новый каталог, ждите звонка, у нас не\nсезон. Привет!",
            ["не\nсезон", "Привет"],
        ),
        ("a.md", "# У нас *не* сезон\n\n- Привет, `привет`\n\n> Привет\n", ["не* сезон", "Привет"]),
        (
            "a.html",
            "<p>У нас не&nbsp;се&shy;зон.<p title='привет'>При<b>вет</b>!",
            ["не&nbsp;се&shy;зон", "привет", "При<b>вет"],
        ),
        ("a.html.j2", "<p>{{ name }}, привет! У нас не{# тут #} сезон.</p>", ["привет", "не{# тут #} сезон"]),
    ],
)
def test_an_excerpt_is_the_slice_in_every_format(name: str, source: str, excerpts: list[str]) -> None:
    report = house.checker().check_bytes(source.encode(), name)
    assert [finding.excerpt for finding in report.findings] == excerpts
    check_slices(report)


pieces = st.lists(
    st.sampled_from(
        [
            *(
                "Привет",
                "привіт",
                "не сезон",
                "Понимаете,",
                "сезон",
                "п’ять",
                "ые",
                "їх",
                "и\u0306",
                "\u00ad",
                "\u0301",
            ),
            *(" ", "\n", "\r\n", "\r", ". ", "<p>", "</p>", "<b>", "</b>", "&nbsp;", "&shy;", "&#1081;", "<!--", "-->"),
            *("{{ x }}", "{% if y %}", "{#", "%name%", "**", "`", "> ", "# ", "- ", "[a](", ")", "\ufeff", "\u200b"),
            *("<", "&", "«", "»", "http://e.ru/привет ", "From: ", "-- \n", "😀", ")))", "\u00a0"),
        ]
    ),
    max_size=16,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(pieces, st.sampled_from(["text", "html", "markdown"]), st.sampled_from(["message", "template"]))
def test_whatever_the_text_excerpts_are_slices_and_fixing_twice_is_fixing_once(
    source: str, form: Format, kind: Kind
) -> None:
    checker = house.checker()
    report = checker.check(source, kind=kind, format=form)
    assert report.errors == ()
    check_slices(report)
    once = checker.fix(source, kind=kind, format=form, suggested=True)
    assert checker.fix(once, kind=kind, format=form, suggested=True) == once
    assert once.count("http://e.ru/привет") == source.count("http://e.ru/привет")
    assert once.count("{{ x }}") == source.count("{{ x }}")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200) | pieces.map(str.encode), st.sampled_from(["a.eml", "a.txt", "a.html", "a.md", None]))
def test_whatever_the_bytes_they_are_checked_or_refused_with_a_sentence(data: bytes, name: str | None) -> None:
    report = check_as(data, name)
    assert all(problem.message.strip() for problem in report.errors)
    check_slices(report)


def check_as(data: bytes, name: str | None) -> Report:
    """The report on a file of that name; what is refused is one of its errors."""
    try:
        return house.checker().check_bytes(data, name)
    except tonecheck.TonecheckError as error:
        return Report(errors=(Problem(str(error), name),))


@functools.cache
def builtin() -> Checker:
    """A checker with all the rules that tonecheck comes with."""
    return Checker()


def nested(depth: int) -> bytes:
    """A mail of ``depth`` multiparts inside each other, with a fault in the innermost."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    closed = "".join(f"--b{n}--\n" for n in reversed(range(depth)))
    body = "Content-Type: text/plain; charset=utf-8\n\nПривет! У нас не сезон.\n"
    return f"Subject: x\nMIME-Version: 1.0\n{opened}{body}{closed}".encode()


SENTENCE = "Понимаете, сейчас не сезон, привет))) Сдесь ваш дагавор, глянь {{ имя }}. "
LARGE: dict[str, tuple[bytes, str]] = {
    "1 MB of lines": ((SENTENCE + "\n").encode() * (1_000_000 // len((SENTENCE + "\n").encode())), "a.txt"),
    "200,000 characters in a line": ((SENTENCE * (200_000 // len(SENTENCE))).encode(), "a.txt"),
    "200,000 letters in a word": (("переговоры" * 20_000).encode(), "a.txt"),
    "200,000 brackets": (("Привет" + ")" * 200_000).encode(), "a.txt"),
    "50,000 quotation marks": (("«" * 25_000 + "не сезон" + "»" * 25_000).encode(), "a.txt"),
    "50,000 braces": (("{{" * 25_000 + " не сезон").encode(), "a.txt"),
    "50,000 backticks": (("`" * 50_001 + " не сезон").encode(), "a.md"),
    "200 nested parts": (nested(200), "a.eml"),
    "20,000 nested elements": (("<div>" * 20_000 + "Привет, у нас не сезон" + "</div>" * 20_000).encode(), "a.html"),
    "5,000 nested quotations": ((">" * 5_000 + " Привет\n\nПривет, у нас не сезон\n").encode(), "a.md"),
}


@pytest.mark.parametrize(("data", "name"), LARGE.values(), ids=LARGE.keys())
def test_a_large_or_deep_letter_is_checked_and_the_output_stays_small(data: bytes, name: str) -> None:
    report = builtin().check_bytes(data, name)
    assert report.errors == ()
    for output in (
        text.render([report], text.Style(ui="ru", show_info=True, statistics=True)),
        concise.render([report], show_info=True),
        json_report.render([report]),
    ):
        assert len(output.encode()) <= 1_000_000


def test_every_finding_of_a_large_letter_is_counted() -> None:
    source = (SENTENCE + "\n") * 1_000
    report = house.checker().check(source)
    assert [f.line for f in report.findings if f.rule == "excuses/test-season"] == list(range(1, 1_001))
    assert [f.line for f in report.findings if f.rule == "familiarity/test-hello"] == list(range(1, 1_001))
    shown = text.render([report], text.Style(ui="ru"))
    assert shown.count("ошибка: ") == text.MAX_FINDINGS
    assert shown.splitlines()[-1] == "2\N{NO-BREAK SPACE}000 ошибок в 1 письме"


def write_config(folder: Path) -> Path:
    """A configuration without any setting, so that no other is found."""
    path = folder / "empty.toml"
    path.write_text("", encoding="utf-8")
    return path


BAD_INPUT: dict[str, tuple[str, bytes | None]] = {
    "missing file": ("missing.txt", None),
    "binary": ("binary.txt", bytes(range(256)) * 4),
    "no letters in it": ("empty/", None),
    "mail without an end": (
        "cut.eml",
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHello\n",
    ),
    "mail with broken base64": (
        "torn.eml",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n\x00\x01!!!",
    ),
}


@pytest.mark.parametrize(("name", "data"), BAD_INPUT.values(), ids=BAD_INPUT.keys())
def test_bad_input_is_one_sentence_and_stops_no_other_letter(
    name: str,
    data: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    if name.endswith("/"):
        Path(name).mkdir()
    elif data is not None:
        Path(name).write_bytes(data)
    Path("good.txt").write_text("У нас не сезон.\n", encoding="utf-8")
    config = str(write_config(tmp_path))
    assert main(["check", name, "good.txt", "--format", "concise", "--config", config]) == 2
    out, err = capsys.readouterr()
    assert "good.txt:1:7: error: " in out
    [sentence] = err.splitlines()
    assert sentence.startswith(f"tonecheck: {name.rstrip('/')}")
    assert "Traceback" not in sentence
    assert "crashed" not in sentence


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, tonecheck; print([m for m in ('spacy', 'pymorphy3', 'marko', 're2', 'click') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout.decode().strip() == "[]"


def test_checking_a_letter_does_without_spacy() -> None:
    code = (
        "import sys, tonecheck; r = tonecheck.check('У нас не сезон.'); print(len(r.findings), 'spacy' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert result.stdout.decode().strip() == "1 False"


def test_public_names_are_few_and_all_there() -> None:
    assert len(tonecheck.__all__) == 12
    assert dir(tonecheck) == sorted(tonecheck.__all__)
    assert all(getattr(tonecheck, name) is not None for name in tonecheck.__all__)
    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        tonecheck.chek  # noqa: B018


def test_a_report_never_depends_on_the_order_of_work() -> None:
    letters = [RU, UK, RU + UK]
    first = [builtin().check(letter) for letter in letters]
    again = [Checker().check(letter) for letter in reversed(letters)][::-1]
    assert first == again
    for render in (concise.render, json_report.render):
        assert render(first) == render(again)


@pytest.mark.parametrize("point", ["tonecheck.engine.find_check", "tonecheck.engine.analyse", "tonecheck.engine.label"])
def test_no_crash_prints_a_word_of_the_mail(
    point: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*arguments: object, **options: object) -> object:
        raise ValueError(RU, arguments, options)

    monkeypatch.delenv("TONECHECK_DEBUG", raising=False)
    monkeypatch.setattr(point, crash)
    path = tmp_path / "a.txt"
    path.write_text(RU, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Hello", encoding="utf-8")
    code = main(["check", str(path), "--format", "json", "--config", str(write_config(tmp_path))])
    out, err = capsys.readouterr()
    assert code == 2
    assert "ValueError" in err
    assert not any(word in err for word in ("Ирина", "сезон", "Traceback"))
    document = json.loads(out)
    assert [error["path"] for error in document["errors"]] == [str(path)] * len(document["errors"])
    assert not any("сезон" in error["message"] for error in document["errors"])


def test_a_check_is_offline_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.chdir(tmp_path)
    mail = EmailMessage()
    mail["Subject"] = "Договор"
    mail.set_content(RU)
    assert Checker().check_message(mail).findings
    assert list(tmp_path.iterdir()) == []


def test_a_checker_reads_no_configuration_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tonecheck.toml").write_text('select = ["placeholder"]\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert [f.category for f in Checker().check("У нас не сезон.").findings] == ["excuses"]
    with Checker(Config(select=("placeholder",))) as checker:
        assert checker.check("У нас не сезон.").findings == ()
