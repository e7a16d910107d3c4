"""Let the real pre-commit install this repository's hooks and run them on a fresh repository, as a stranger would.

``pre-commit try-repo`` takes the checkout as it is, uncommitted changes included, and installs it with all it needs.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from check_wheel import CHECKOUT, run

NAME = "письма/лист «1», it's.txt"
LETTER = "Добрый день!\nПривет, {{ name }}! Гляньте договор.\n"
FIXED = "Добрый день!\nЗдравствуйте, {{ name }}! Гляньте договор.\n"
#: What the hooks must not read: hidden, a link, not a letter.
OTHERS = {".github/notes.md": LETTER, "code.py": LETTER}
#: What they must have said, in this order.
EXPECTED = (
    *("tonecheck.", "Failed", "- exit code: 1", f"{NAME}:2:1: ", "familiarity/greeting-hi"),
    *("tonecheck fix.", "Failed", "- files were modified by this hook"),
)


def main() -> int:
    for name in [name for name in os.environ if name.startswith("GIT_")]:  # of a git that runs this, as in a hook
        del os.environ[name]
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder)
        run("git", "init", "--quiet", cwd=repository)
        for name, text in {NAME: LETTER, **OTHERS}.items():
            path = repository / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (repository / "link.txt").symlink_to("code.py")
        run("git", "add", "--all", cwd=repository)
        said = run(sys.executable, "-m", "pre_commit", "try-repo", str(CHECKOUT), cwd=repository, expect=1)
        at = 0
        for expected in EXPECTED:
            at = said.find(expected, at)
            if at < 0:
                sys.exit(f"The hooks do not say {expected!r} where they should:\n{said}")
        if any(name in said for name in (*OTHERS, "link.txt")):
            sys.exit(f"The hooks read what is no letter:\n{said}")
        if (repository / NAME).read_text(encoding="utf-8") != FIXED:
            sys.exit(f"tonecheck-fix has written something else than {FIXED!r}:\n{said}")
        if any((repository / name).read_text(encoding="utf-8") != text for name, text in OTHERS.items()):
            sys.exit(f"tonecheck-fix has written what is no letter:\n{said}")
    print("pre-commit: both hooks installed and run on a fresh repository")
    return 0


if __name__ == "__main__":
    sys.exit(main())
