"""What tests share: one real LanguageTool for the whole run."""

import os
from collections.abc import Iterator

import pytest

from tonecheck.analysis import analyse
from tonecheck.checks.base import Context
from tonecheck.errors import EngineError
from tonecheck.spelling import server
from tonecheck.spelling.languagetool import LanguageTool


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
