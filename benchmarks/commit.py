"""What a commit waits for: ``tonecheck hook run`` in a fresh process, beside ``import spacy``, best of several.

Nothing is remembered from one run to the next: a letter that is committed is new.

Exit code 1 when a commit of one letter takes more than 2.2 times the import.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

LETTERS = {
    "Russian": "Добрый день, {{ name }}!\n\nПривет, глянь договор, который я тебе скинул.\n",
    "Ukrainian": "Добрий день, {{ name }}!\n\nПривіт, глянь договір, який я тобі скинув.\n",
}
LIMIT = 2.2
TIMES = 5


def measure(*command: str, folder: Path) -> float:
    """Seconds that a command takes."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    taken = time.perf_counter() - started
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode(errors="replace"))
    return taken


def make_repositories(folder: Path) -> dict[str, Path]:
    """A repository for each letter, which is staged in it, and one without any."""
    repositories = {}
    for name, text in {"no letter": "", **LETTERS}.items():
        repository = repositories[name] = folder / name
        subprocess.run(["git", "init", "--quiet", repository], check=True)
        if text:
            (repository / "letter.txt").write_text(text, encoding="utf-8")
            subprocess.run(["git", "add", "letter.txt"], cwd=repository, check=True)
    return repositories


def main() -> int:
    hook = (sys.executable, "-P", "-m", "tonecheck", "hook", "run", "--no-cache")
    best: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        repositories = make_repositories(Path(folder))
        for _ in range(TIMES):  # in turns, so that whatever else the machine does burdens all alike
            taken = {"import spacy": measure(sys.executable, "-c", "import spacy", folder=Path(folder))}
            taken |= {name: measure(*hook, folder=repository) for name, repository in repositories.items()}
            best = {name: min(seconds, best.get(name, seconds)) for name, seconds in taken.items()}
    imported = best.pop("import spacy")
    print(f"import spacy  {imported:.2f} s")
    for name, seconds in best.items():
        print(f"{name:<12}  {seconds / imported:.2f} times that")
    return 1 if max(best.values()) > LIMIT * imported else 0


if __name__ == "__main__":
    sys.exit(main())
