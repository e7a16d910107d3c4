"""Build the wheel, install it in a fresh environment and use it outside the checkout, as a stranger would."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
LETTER = """\
From: manager@example.com
To: Olga Petrova <client@example.com>
Subject: =?utf-8?b?0JTQvtCz0L7QstC+0YA=?=
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Привет! Глянь договор, который я тебе скинул.
"""
PROBE = "import sys, tonecheck; assert 'spacy' not in sys.modules; print(tonecheck.__file__)"


def run(*command: str | Path, cwd: Path, expect: int = 0) -> str:
    """Run a command; its output, or SystemExit with all it said where the exit code is another."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != expect:
        sys.exit(
            f"{' '.join(map(str, command))}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}"
        )
    return done.stdout


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        outside = Path(folder)
        run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", str(CHECKOUT), "-w", folder, cwd=CHECKOUT)
        (wheel,) = outside.glob("tonecheck-*.whl")
        venv.create(outside / "env", with_pip=True)
        binaries = outside / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        run(binaries / "python", "-m", "pip", "install", "--quiet", str(wheel), cwd=outside)
        home = run(binaries / "python", "-c", PROBE, cwd=outside)
        if str(CHECKOUT) in home:
            sys.exit(f"The checkout was imported, not the wheel: {home}")
        letter = outside / "letter.eml"
        letter.write_text(LETTER, encoding="utf-8")
        report = run(binaries / "tonecheck", "check", letter, cwd=Path(outside.anchor), expect=1)
        for rule in ("familiarity/address-imperative", "familiarity/greeting-hi"):
            if rule not in report:
                sys.exit(f"The wheel does not report {rule}:\n{report}")
        run(binaries / "tonecheck", "test-rules", cwd=outside)
        print(
            f"{wheel.name}: installed outside the checkout, {report.count('familiarity/')} findings of familiarity, rules pass"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
