from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import house
import tonecheck.engine
from tonecheck.analysis import analyse
from tonecheck.cli import main
from tonecheck.cli.console import prepare_streams, wants_color
from tonecheck.files import encode_like, replace_file

CONFIG = f"""
rules = ["{house.folder().as_posix()}"]
select = {json.dumps(house.SPEAKING)}
"""
BAD = "Добрый день!\nУ нас не сезон.\n"
CLEAN = "Добрый день! Договор готов, высылаю сегодня.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the configuration of the house, as the current one."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "tonecheck.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "TONECHECK_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def letter(name: str, text: str | bytes) -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def run(*arguments: str, env: dict[str, str] | None = None, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tonecheck", *arguments],
        input=data,
        capture_output=True,
        env={**os.environ, **(env or {})},
        check=False,
    )


@pytest.mark.usefixtures("here")
def test_a_faulty_letter_exits_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", letter("a.txt", BAD)]) == 1
    captured = capsys.readouterr()
    assert captured.out.startswith(
        "a.txt:2:7: ошибка: Оправдание сезоном.\n  2 | У нас не сезон.\n    |       ^^^^^^^^\n"
    )
    assert captured.out.endswith("    | Оправдания · excuses/test-season\n\n1 ошибка в 1 письме\n")
    assert captured.err == ""


@pytest.mark.usefixtures("here")
def test_a_clean_letter_exits_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", letter("a.txt", CLEAN)]) == 0
    assert capsys.readouterr().out == "Замечаний нет: проверено 6 слов\n"


@pytest.mark.usefixtures("here")
def test_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, BAD.encode("cp1251"))
    assert main(["check", "-", "--format", "concise"]) == 1
    assert capsys.readouterr().out == "-:2:7: error: Оправдание сезоном. [excuses/test-season]\n"
    stdin(monkeypatch, "<p>У&nbsp;нас <b>не&shy; сезон</b></p>".encode())
    assert main(["check", "--stdin-filename", "a.html", "--format", "concise"]) == 1
    assert capsys.readouterr().out == "a.html:1:18: error: Оправдание сезоном. [excuses/test-season]\n"


@pytest.mark.usefixtures("here")
def test_folders_are_searched_for_letters(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("in/b.md", "in/a.txt", "in/deep/c.HTML", "in/.hidden/d.txt", "in/e.doc"):
        letter(name, BAD)
    assert main(["check", "in", "--format", "concise"]) == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "in/a.txt",
        "in/b.md",
        "in/deep/c.HTML",
    ]


@pytest.mark.usefixtures("here")
def test_what_cannot_be_checked_is_said_and_the_rest_is_checked(capsys: pytest.CaptureFixture[str]) -> None:
    Path("empty").mkdir()
    letter("binary.txt", b"\x00\x01\x02\x03" * 50)
    letter("a.txt", BAD)
    assert main(["check", "missing.txt", "empty", "binary.txt", "a.txt", "--format", "concise"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "a.txt:2:7: error: Оправдание сезоном. [excuses/test-season]\n"
    first, second, third = captured.err.splitlines()
    assert first == "tonecheck: missing.txt: No such file or directory"
    assert second == "tonecheck: empty: no letters in this folder (.eml, .txt, .md, .html, .htm, templates, catalogues)"
    assert third.startswith("tonecheck: binary.txt: ")


def test_a_faulty_configuration_is_said_and_the_letters_are_checked(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "tonecheck.toml").write_text(f"{CONFIG}\nselct = []\n", encoding="utf-8")
    assert main(["check", letter("a.txt", BAD), "--format", "concise"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "a.txt:2:7: error: Оправдание сезоном. [excuses/test-season]\n"
    assert captured.err == f"tonecheck: {here / 'tonecheck.toml'}:5: unknown key selct; did you mean 'select'?\n"


def test_a_broken_rule_is_said_and_the_letters_are_checked(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = house.write(here / "own", {"ru/excuses/test-broken": 'mesage = "x"\n'})
    (here / "tonecheck.toml").write_text('rules = ["own"]\nselect = ["placeholder"]\n', encoding="utf-8")
    assert main(["check", letter("a.txt", "Здравствуйте, {{ имя }}!"), "--format", "concise"]) == 2
    captured = capsys.readouterr()
    assert "[placeholder/unfilled-hole]" in captured.out
    assert captured.err.startswith(f"tonecheck: {broken / 'ru/excuses/test-broken.toml'}")
    assert captured.err.count("\n") == 1


@pytest.mark.usefixtures("here")
def test_a_selector_that_means_nothing_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", letter("a.txt", BAD), "--select", "excuses/test-seeson"]) == 2
    assert (
        "no rule or category is called 'excuses/test-seeson'; did you mean 'excuses/test-season'"
        in capsys.readouterr().err
    )


@pytest.mark.usefixtures("here")
def test_select_replaces_and_ignore_adds(capsys: pytest.CaptureFixture[str]) -> None:
    letter("a.txt", "Привет! У нас не сезон.")
    assert main(["check", "a.txt", "--format", "concise", "--select", "familiarity,placeholder"]) == 1
    assert "test-season" not in capsys.readouterr().out
    assert main(["check", "a.txt", "--format", "concise", "--ignore", "familiarity", "--ignore", "excuses"]) == 0


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (BAD, ["--exit-zero"], 0),
        (BAD, ["--fail-on", "error"], 1),
        ("Такой сезон.", [], 1),
        ("Такой сезон.", ["--fail-on", "error"], 0),
        ("Ага, готово.", [], 0),
        ("Ага, готово.", ["--fail-on", "info"], 1),
        ("Hello, dear customer of ours.", [], 0),
        ("Hello, dear customer of ours.", ["--require-checked"], 2),
        ("Hello, dear customer of ours.", ["--require-checked", "--exit-zero"], 2),
    ],
)
def test_exit_codes(text: str, options: list[str], code: int) -> None:
    assert main(["check", letter("a.txt", text), *options]) == code


def test_fail_on_may_be_configured(here: Path) -> None:
    (here / "tonecheck.toml").write_text(f'fail-on = "error"\n{CONFIG}', encoding="utf-8")
    assert main(["check", letter("a.txt", "Такой сезон.")]) == 0


@pytest.mark.usefixtures("here")
def test_json_goes_to_a_file_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", letter("a.txt", BAD), "--format", "json"]) == 1
    printed = capsys.readouterr().out
    assert main(["check", "a.txt", "--format", "json", "--output", "report.json"]) == 1
    assert capsys.readouterr().out == ""
    assert json.loads(printed) == json.loads(Path("report.json").read_text("utf-8"))
    assert json.loads(printed)["files"][0]["path"] == "a.txt"


@pytest.mark.usefixtures("here")
def test_statistics_and_hints(capsys: pytest.CaptureFixture[str]) -> None:
    letter("a.txt", "Ага. У нас не сезон.")
    assert main(["check", "a.txt", "--statistics", "--show-info", "--ui-language", "en"]) == 1
    assert capsys.readouterr().out.endswith(
        "1  excuses/test-season  Excuses\n1  familiarity/test-hint  Familiarity\n\n1 error, 1 hint in 1 letter\n"
    )


@pytest.mark.usefixtures("here")
def test_colour_is_for_terminals(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    letter("a.txt", BAD)

    def painted(*options: str) -> bool:
        main(["check", "a.txt", *options])
        return "\x1b[" in capsys.readouterr().out

    assert [painted(), painted("--color", "always"), painted("--color", "never")] == [False, True, False]
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert [painted(), painted("--color", "never")] == [True, False]
    monkeypatch.setenv("NO_COLOR", "1")
    assert [painted(), painted("--color", "always")] == [False, True]


def test_a_dumb_terminal_gets_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("FORCE_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert wants_color("auto", Terminal())
    monkeypatch.setenv("TERM", "dumb")
    assert not wants_color("auto", Terminal())


@pytest.mark.usefixtures("here")
def test_usage_mistakes_exit_2(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["chekc"], ["check", "--formt"], ["check", "--format", "xml"], ["explain", "excuses/of-season"]):
        assert main(arguments) == 2
    assert "did you mean 'excuses/off-season'" in capsys.readouterr().err

    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(io.BytesIO()))
    assert main(["check"]) == 2
    assert "Say what to check" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_crash_exits_2_and_prints_no_word_of_the_mail(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(text: str, lang: str) -> object:
        if "Секрет" in text:
            raise ZeroDivisionError(text)
        return analyse(text, lang)

    monkeypatch.setattr(tonecheck.engine, "analyse", crash)
    letter("a.txt", "Секрет: не сезон.")
    letter("b.txt", BAD)
    assert main(["check", "a.txt", "b.txt", "--format", "concise"]) == 2
    captured = capsys.readouterr()
    assert captured.out == "b.txt:2:7: error: Оправдание сезоном. [excuses/test-season]\n"
    assert captured.err == (
        "tonecheck: a.txt: crashed with ZeroDivisionError; TONECHECK_DEBUG=1 shows where, please report it\n"
    )
    monkeypatch.setenv("TONECHECK_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["check", "a.txt"])


@pytest.mark.usefixtures("here")
def test_fix_prints_or_replaces(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = "\ufeffПривет!\r\nУ нас не сезон.\r\n"
    letter("a.txt", text)
    assert main(["fix", "a.txt"]) == 0
    assert capfdbinary.readouterr().out == text.replace("Привет", "Здравствуйте").encode()
    assert Path("a.txt").read_bytes() == text.encode()
    assert main(["fix", "a.txt", "--in-place", "--suggested"]) == 0
    assert Path("a.txt").read_bytes() == "\ufeffЗдравствуйте!\r\nУ нас новый срок — в пятницу.\r\n".encode()
    assert main(["fix", "a.txt", "--in-place"]) == 0
    assert capfdbinary.readouterr().out == b""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "iso-8859-5", "cp866", "utf-16"])
def test_fix_keeps_the_charset(charset: str) -> None:
    text = "Привет, Ирина! Договор готов, высылаю вам его сегодня вечером.\r\nС уважением\n"
    letter("a.txt", text.encode(charset))
    assert main(["fix", "a.txt", "-i"]) == 0
    assert Path("a.txt").read_bytes() == text.replace("Привет", "Здравствуйте").encode(charset)


@pytest.mark.usefixtures("here")
def test_fix_shows_a_diff(capsys: pytest.CaptureFixture[str]) -> None:
    letter("a.txt", "Привет!\nДоговор готов.")
    assert main(["fix", "a.txt", "--diff"]) == 0
    assert capsys.readouterr().out == (
        "--- a.txt\n+++ a.txt\n@@ -1,2 +1,2 @@\n-Привет!\n+Здравствуйте!\n"
        " Договор готов.\n\\ No newline at end of file\n"
    )


@pytest.mark.usefixtures("here")
def test_fix_reads_standard_input(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, "<p>Привет, <b>Ирина</b>!</p>".encode())
    assert main(["fix", "-", "--stdin-filename", "a.html"]) == 0
    assert capfdbinary.readouterr().out == "<p>Здравствуйте, <b>Ирина</b>!</p>".encode()


@pytest.mark.usefixtures("here")
def test_fix_mends_a_mail_and_says_that_dkim_is_void(capsys: pytest.CaptureFixture[str]) -> None:
    mail = letter("a.eml", "DKIM-Signature: v=1\nFrom: a@example.com\nSubject: x\n\nПривет!\n")
    assert main(["fix", "--diff", mail]) == 0
    shown = capsys.readouterr()
    assert shown.out == "--- a.eml[text/plain]\n+++ a.eml[text/plain]\n@@ -1 +1 @@\n-Привет!\n+Здравствуйте!\n"
    assert main(["fix", "-i", mail]) == 0
    assert capsys.readouterr().err == (
        "tonecheck: a.eml: its DKIM signature does not hold for the new text;"
        " the mail server signs anew when the mail is sent\n"
    )
    assert Path(mail).read_text(encoding="utf-8").endswith("\nSubject: x\n\nЗдравствуйте!\n")


@pytest.mark.usefixtures("here")
def test_fix_refuses_what_it_cannot_do(capsys: pytest.CaptureFixture[str]) -> None:
    kind = 'Content-Type: multipart/signed; boundary="b"'
    mail = letter("a.eml", f"From: a@example.com\n{kind}\n\n--b\nContent-Type: text/plain\n\nПривет!\n--b--\n")
    before = Path(mail).read_bytes()
    assert main(["fix", "-i", mail]) == 2
    assert capsys.readouterr().err == (
        "tonecheck: a.eml: the mail is signed or encrypted, and one changed letter would break the seal;"
        " mend the text in the mail program and sign it anew\n"
    )
    assert Path(mail).read_bytes() == before
    assert main(["fix", letter("a.txt", BAD), letter("b.txt", BAD)]) == 2
    assert "--in-place" in capsys.readouterr().err
    assert main(["fix", "a.txt", "--diff", "-i"]) == 2


def test_a_letter_that_the_charset_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(tonecheck.TonecheckError, match=r"the file is in koi8-u, which lacks '—'; save it as UTF-8"):
        encode_like("Привет — ты", "Привет - ты".encode("koi8-r"), "Привет - ты")
    assert encode_like("вы", "\ufeffты".encode("utf-16-le"), "ты") == "\ufeffвы".encode("utf-16-le")
    target = tmp_path / "a.txt"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    replace_file(link, b"new")
    assert (target.read_bytes(), target.stat().st_mode & 0o777, link.is_symlink()) == (b"new", 0o640, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "link.txt"]


@pytest.mark.usefixtures("here")
def test_read_shows_how_a_letter_is_understood(capsys: pytest.CaptureFixture[str]) -> None:
    letter("a.txt", "Здравствуйте, {{ name }}!\n\n> Привет\n\nЗавтра вышлю договор.\n")
    assert main(["read", "a.txt"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(
        "a.txt (message)\n  [text] text\n    own ru    | Здравствуйте,\n    hole      | {{ name }}\n"
    )
    assert "    quote     | > Привет\n" in shown
    assert main(["read", "a.txt", "--format", "json"]) == 0
    [file] = json.loads(capsys.readouterr().out)["files"]
    [part] = file["parts"]
    assert (file["path"], file["kind"], part["name"], part["format"]) == ("a.txt", "message", "text", "text")
    assert "".join(part["text"][s["start"] : s["end"]] for s in part["segments"]) == part["text"]
    assert {s["kind"] for s in part["segments"]} == {"own", "hole", "quote"}
    assert main(["read", "missing.txt"]) == 2


@pytest.mark.usefixtures("here")
def test_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--language", "uk", "--category", "excuses"]) == 0
    listed_lines = [line.split(maxsplit=3) for line in capsys.readouterr().out.splitlines()]
    assert ["excuses/test-season", "uk", "error", "Виправдання сезоном."] in listed_lines
    assert {line[1] for line in listed_lines} == {"uk"}
    assert main(["rules", "--format", "json", "--category", "typos"]) == 0
    listed = {rule["rule"]: rule for rule in json.loads(capsys.readouterr().out)["rules"]}
    assert listed["typos/test-off"]["enabled"] is False
    assert listed["typos/test-preview"]["aliases"] == ["typos/test-old-name"]
    assert main(["rules", "--category", "typpos"]) == 2


@pytest.mark.usefixtures("here")
def test_a_rule_is_explained_in_its_language(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "excuses/off-season"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("excuses/off-season [ru] error\n  Оправдания\n  Оправдание сезоном.")
    assert "  почему: Клиенту важен результат" in shown
    assert "    - Ну, понимаете, ⟦не сезон⟧, поэтому заявок мало.\n" in shown
    assert "\nexcuses/off-season [uk] error\n  Виправдання\n" in shown
    assert main(["explain", "typos/test-old-name"]) == 0
    assert capsys.readouterr().out.startswith("typos/test-preview [ru] error (preview)\n")


EXAMPLES = (
    '[[bad]]\ntext = "{}"\n[[bad]]\ntext = "Ну, ⟦не сезон⟧."\n[[good]]\ntext = "Лето."\n[[good]]\ntext = "Наш сезон."\n'
)
RULE = 'message = "М."\nwhy = "П."\nsource = "т"\nphrases = ["не сезон"]\n'


def test_rules_are_tested_by_their_examples(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "tonecheck.toml").unlink()
    right = house.write(here / "right", {"ru/excuses/test-a": RULE + EXAMPLES.format("У нас ⟦не сезон⟧.")})
    wrong = house.write(here / "wrong", {"ru/excuses/test-a": RULE + EXAMPLES.format("У нас ⟦весна⟧.")})
    assert main(["test-rules", str(right)]) == 0
    assert capsys.readouterr().out == "1 rules, 4 examples: all right\n"
    assert main(["test-rules", str(wrong / "ru/excuses/test-a.toml")]) == 1
    assert capsys.readouterr().out.splitlines()[0].startswith(f"{wrong / 'ru/excuses/test-a.toml'}: bad[1]: ")
    assert main(["test-rules", str(here / "nothing")]) == 2


@pytest.mark.usefixtures("here")
def test_an_old_console_gets_stand_ins() -> None:
    letter("a.txt", "Сейчас «не сезон» — а ґрунт: не сезон.\n")
    result = run("check", "a.txt", env={"PYTHONIOENCODING": "cp866"})
    assert (result.returncode, result.stderr) == (1, b"")
    shown = result.stdout.decode("cp866")
    assert 'Сейчас "не сезон" - а грунт: не сезон.' in shown
    assert 'лучше: "новый срок - в пятницу"' in shown
    result = run("check", "a.txt", "--format", "json", env={"PYTHONIOENCODING": "cp866"})
    assert json.loads(result.stdout)["files"][0]["findings"][0]["excerpt"] == "не сезон"
    for encoding in ("ascii", "cp1251", "latin-1"):
        result = run("explain", "excuses/off-season", env={"PYTHONIOENCODING": encoding})
        assert (result.returncode, result.stderr) == (0, b"")


def test_stand_ins_are_one_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp866")
    monkeypatch.setattr(sys, "stdout", stream)
    prepare_streams()
    text = "«ґ» — „ї“ … ⟦є⟧ і№\u00a0’日\ud800"
    stream.write(text)
    stream.flush()
    shown = stream.buffer.getvalue().decode("cp866")
    assert shown == '"г" - "ї" . [є] i№\u00a0\'??'
    assert len(shown) == len(text)


@pytest.mark.usefixtures("here")
def test_a_closed_pipe_is_quiet() -> None:
    for number in range(40):
        letter(f"in/{number}.txt", "У нас не сезон.\n" * 300)
    command = f"{sys.executable} -m tonecheck check in | head -1; echo ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert result.stderr == b""
    first, code = result.stdout.decode().splitlines()
    assert (first, code) == ("in/0.txt:1:7: ошибка: Оправдание сезоном.", "1")


@pytest.mark.usefixtures("here")
def test_an_interrupt_exits_130() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tonecheck", "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin
    process.stdin.write("Секрет: не сезон".encode())
    process.stdin.flush()
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and not waits_for_input(process.pid):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err.strip()) == (130, b"", b"")


def waits_for_input(pid: int) -> bool:
    """Whether the process sleeps in a read of its standard input, with everything imported."""
    try:
        return Path(f"/proc/{pid}/wchan").read_text() in (
            "pipe_read",
            "anon_pipe_read",
            "unix_stream_read_generic",
        ) or (Path(f"/proc/{pid}/syscall").read_text().split()[:2] == ["0", "0x0"])
    except OSError:
        return False


def test_help_and_explanations_load_no_dictionary() -> None:
    code = (
        "import sys; from tonecheck.cli import main; code = main(sys.argv[1:]);"
        "print(code, [m for m in ('spacy', 'pymorphy3', 'marko', 're2') if m in sys.modules], file=sys.stderr)"
    )
    for arguments in (["--help"], ["check", "--help"], ["rules"], ["explain", "excuses/off-season"], ["--version"]):
        result = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
        assert result.stderr.decode() == "0 []\n"
