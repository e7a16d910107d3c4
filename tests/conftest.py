"""What tests share: one real LanguageTool for the whole run, and a real browser."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.errors import EngineError
from tonecheck.spelling import server
from tonecheck.spelling.languagetool import LanguageTool


@pytest.fixture(autouse=True)
def no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests check anew, wherever the current folder is; those of the cache ask for it."""
    monkeypatch.setenv("TONECHECK_CACHE", "0")


@pytest.fixture(scope="session")
def languagetool() -> Iterator[server.Server]:
    """A LanguageTool on loopback, started once.

    Where Java or the jars are missing, the tests that ask for it are skipped by name; where CI is set they fail, so
    that a build machine never skips them unnoticed.
    """
    try:
        java, jars = server.find_java(), server.find_jars()
    except EngineError as error:
        missing = str(error)
    else:
        missing = ""
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI must run the tests against a real LanguageTool: {missing}", pytrace=False)
    if missing:
        pytest.skip(missing)
    running = server.start(java=java, jars=jars)
    patient = LanguageTool(running.url, check_timeout=server.START_TIMEOUT)
    for language in ("ru", "uk"):  # its dictionary is loaded with the first text
        assert list(patient.check(analyse("А.", language), Context())) == []
    yield running
    running.stop()


@pytest.fixture(scope="session")
def chromium() -> str:
    """A Chromium to look at pages with. Where there is none, tests are skipped by name; where CI is set they fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    missing = "no Chromium is installed; on Debian: apt-get install chromium"
    if not found and os.environ.get("CI"):
        pytest.fail(f"CI must look at pages in a real browser: {missing}", pytrace=False)
    if not found:
        pytest.skip(missing)
    return found
