"""The README's Python is run, and what it promises in comments is true."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL)


def run(snippet: str, capsys: pytest.CaptureFixture[str]) -> str:
    exec(compile(snippet, "README.md", "exec"), {})
    return capsys.readouterr().out


def test_there_are_two_snippets() -> None:
    assert len(SNIPPETS) == 2


def test_the_library_snippet(capsys: pytest.CaptureFixture[str]) -> None:
    printed = run(SNIPPETS[0], capsys)
    assert "1 1 familiarity/greeting-hi Привет" in printed
    assert "familiarity/address-imperative" in printed
    assert printed.splitlines()[-1] == "Гляньте договор, который я вам скинул."
    assert "# Гляньте договор, который я вам скинул." in SNIPPETS[0]


def test_the_pipeline_snippet(capsys: pytest.CaptureFixture[str]) -> None:
    assert "familiarity/address-imperative" in run(SNIPPETS[1], capsys)


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)#]+)\)", README))
def test_every_link_leads_somewhere(target: str) -> None:
    assert target.startswith("https://") or (ROOT / target).exists()
