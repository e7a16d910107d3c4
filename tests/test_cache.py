"""The cache: the same reports without checking, no word of a letter in it, and nothing that can break a run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import house
from tonecheck import cache as caches
from tonecheck.cache import Cache, hash_letter, hash_surroundings
from tonecheck.checks.base import Settings
from tonecheck.config import Config
from tonecheck.model import Severity
from tonecheck.sealing import seal, unseal

DATABASE = "reports-1.sqlite"
KEY = bytes(32)


def test_what_was_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    with Cache(tmp_path / "c") as cache:
        assert cache.get(KEY) is None
        cache.put(KEY, b"1")
        assert cache.get(KEY) == b"1"
    with Cache(tmp_path / "c") as cache:
        assert cache.get(KEY) == b"1"
        assert cache.get(b"other") is None
    assert (tmp_path / "c/.gitignore").read_text(encoding="utf-8") == "# made by tonecheck\n*\n"


@pytest.mark.parametrize("damage", [b"", b"not a database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    with Cache(tmp_path) as cache:
        cache.put(KEY, b"1")
    (tmp_path / DATABASE).write_bytes(damage)
    with Cache(tmp_path) as cache:
        assert cache.get(KEY) is None
        cache.put(KEY, b"2")
    with Cache(tmp_path) as cache:
        assert cache.get(KEY) == b"2"


def test_pages_damaged_in_the_middle_cost_only_the_cache(tmp_path: Path) -> None:
    keys = [number.to_bytes(32, "big") for number in range(150)]
    with Cache(tmp_path) as cache:
        for key in keys:
            cache.put(key, key * 100)
    data = bytearray((tmp_path / DATABASE).read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    (tmp_path / DATABASE).write_bytes(data)
    with Cache(tmp_path) as cache:
        assert {cache.get(key) for key in keys} == {None}
    with Cache(tmp_path) as cache:
        cache.put(KEY, b"1")
    with Cache(tmp_path) as cache:
        assert cache.get(KEY) == b"1"


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with Cache(tmp_path / "file/c") as cache:
        cache.put(KEY, b"1")
        assert cache.get(KEY) is None


def test_a_locked_cache_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "_PATIENCE", 0.01)
    with Cache(tmp_path) as cache:
        cache.put(KEY, b"1")
    other = sqlite3.connect(tmp_path / DATABASE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Cache(tmp_path) as cache:
        assert cache.get(KEY) is None
        cache.put(KEY, b"2")
    other.execute("ROLLBACK")
    other.close()
    with Cache(tmp_path) as cache:
        assert cache.get(KEY) == b"1"


WRITER = """
import sys
from pathlib import Path
from tonecheck.cache import Cache
print("ready", flush=True)
for turn in range(int(sys.argv[3])):
    with Cache(Path(sys.argv[1])) as cache:
        for number in range(100):
            cache.put(f"{sys.argv[2]}-{turn}-{number}".encode(), b"x" * 500)
"""


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    running = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name, "3"]) for name in "ab"]
    assert [process.wait() for process in running] == [0, 0]
    with Cache(tmp_path) as cache:
        assert {cache.get(f"{name}-{turn}-{n}".encode()) for name in "ab" for turn in range(3) for n in (0, 99)} == {
            b"x" * 500
        }


def test_a_process_killed_while_it_writes_leaves_a_whole_cache(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), "a", "1000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGKILL)
    with Cache(tmp_path) as cache:
        cache.put(KEY, b"1")
    database = sqlite3.connect(tmp_path / DATABASE)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("SELECT data FROM reports WHERE key = ?", (KEY,)).fetchall() == [(b"1",)]
    database.close()


def test_what_nobody_asked_for_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    with Cache(tmp_path) as cache:
        cache.put(b"old", b"1")
        cache.put(b"used", b"2")
    monkeypatch.setattr(time, "time", lambda: now + 86_400 * (caches.DAYS - 1))
    with Cache(tmp_path) as cache:
        assert cache.get(b"used") == b"2"
    monkeypatch.setattr(time, "time", lambda: now + 86_400 * (caches.DAYS + 2))
    with Cache(tmp_path) as cache:
        cache.put(b"new", b"3")
    with Cache(tmp_path) as cache:
        assert [cache.get(key) for key in (b"old", b"used", b"new")] == [None, b"2", b"3"]


def test_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caches, "MAX_BYTES", 200_000)
    for turn in range(20):
        with Cache(tmp_path) as cache:
            for number in range(20):
                cache.put(f"{turn}-{number}".encode(), os.urandom(2_000))
    assert (tmp_path / DATABASE).stat().st_size < 400_000
    with Cache(tmp_path) as cache:
        cache.put(KEY, bytes(2_000_000))
        assert cache.get(KEY) is None


@pytest.mark.parametrize(
    "text", ["Добрый день!", "Привет! Сейчас не сезон.", "Привет! {# tonecheck: ignore[*] -- да #}"]
)
def test_a_report_comes_back_as_it_was(text: str) -> None:
    report = house.checker().check_bytes(text.encode(), "a.txt.j2")
    restored = unseal(seal(report, KEY), KEY)
    assert restored == replace(report, path=None)
    assert restored is not None
    assert restored.texts == (report.texts if report.findings else ())
    assert [type(finding.severity) for finding in restored.findings] == [Severity] * len(report.findings)


def test_no_word_is_in_it() -> None:
    report = house.checker().check("Привет! Сейчас не сезон. Привет, Наталья Петровна!")
    sealed = seal(report, KEY)
    for word in ("Привет", "сезон", "Наталья", "excuses"):
        assert word.encode() not in sealed
        assert json.dumps(word)[1:-1].encode() not in sealed


@given(st.binary(max_size=80))
def test_anything_else_is_not_unsealed(data: bytes) -> None:
    assert unseal(data, KEY) is None


def test_another_secret_unseals_nothing() -> None:
    sealed = seal(house.checker().check("Привет!"), KEY)
    assert unseal(sealed, b"\1" * 32) is None
    assert unseal(sealed[:-1], KEY) is None


CHANGES = {
    "select": Config(select=("excuses",)),
    "severity": Config(severity=(("excuses", Severity.INFO),)),
    "kind": Config(kind="template"),
    "vocabulary": Config(settings=Settings(vocabulary=frozenset({"брендбук"}))),
    "semantic": Config(settings=Settings(semantic=False)),
    "suppressions": Config(settings=Settings(suppressions=False)),
}


def test_whatever_changes_a_report_changes_its_key() -> None:
    plain = hash_surroundings(Config())
    assert plain == hash_surroundings(Config())
    assert (
        len({plain, *map(hash_surroundings, CHANGES.values()), hash_surroundings(Config(), "uk")}) == len(CHANGES) + 2
    )
    assert hash_surroundings(Config(fail_on=Severity.INFO, path=Path("x"), baseline=Path("y"), cache=False)) == plain
    keys = {hash_letter(plain, b"a", "n"), hash_letter(plain, b"b", "n"), hash_letter(plain, b"a", "m")}
    assert len({key for both in keys for key in both}) == 6
    assert hash_letter(plain, b"ab", "n") != hash_letter(plain, b"b", "na")


def test_the_order_of_a_vocabulary_is_none() -> None:
    code = (
        "from tonecheck.cache import hash_surroundings; from tonecheck.config import Config;"
        "from tonecheck.checks.base import Settings;"
        "print(hash_surroundings(Config(settings=Settings(vocabulary=frozenset('абвгдежз')))).hex())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in "12"
    }
    assert len(hashes) == 1


def test_a_rule_of_the_house_that_changes_changes_the_key(tmp_path: Path) -> None:
    house.write(tmp_path)
    config = Config(rules=(tmp_path,))
    before = hash_surroundings(config)
    rule = tmp_path / "ru/excuses/test-season.toml"
    rule.write_text(rule.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert hash_surroundings(config) != before
