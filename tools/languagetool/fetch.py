"""Bring LanguageTool (server, Russian, Ukrainian) from Maven Central into the cache folder.

    python tools/languagetool/fetch.py

Needs Maven and a JDK or JRE. 172 jars, 252 MB, half a minute. What is there is left as it is; the folder appears only
when it is complete, so that an interrupted download leaves no half of a server behind. Exit code: 0 there, 1 not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tonecheck.spelling.server import VERSION, cache_folder

POM = Path(__file__).with_name("pom.xml")


def fetch(target: Path) -> str | None:
    """Put the jars into ``target``; a sentence about what is missing, or None when they are there."""
    if is_complete(target):
        return None
    maven = shutil.which("mvn")
    if maven is None:
        return "Maven is missing: install it (mvn), or set LTP_PATH to the folder of a LanguageTool that you have"
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        jars = Path(folder) / "jars"
        goal = ["dependency:copy-dependencies", f"-DoutputDirectory={jars}", f"-Dlanguagetool.version={VERSION}"]
        # -C: a jar whose checksum differs is refused.
        done = subprocess.run([maven, "-B", "-q", "-C", "-f", POM, *goal], check=False, stdin=subprocess.DEVNULL)
        if done.returncode or not is_complete(jars):
            return f"Maven could not bring LanguageTool {VERSION} (exit code {done.returncode}); it says above why"
        try:
            jars.replace(target)
        except OSError:
            # Another run was faster, or an incomplete folder of other hands lies there.
            if not is_complete(target):
                return f"{target} is in the way and holds no LanguageTool; remove it and try again"
    return None


def is_complete(folder: Path) -> bool:
    """Whether the server and both languages are there."""
    names = ("languagetool-server", "language-ru", "language-uk")
    return all((folder / f"{name}-{VERSION}.jar").is_file() for name in names)


def main() -> int:
    target = cache_folder()
    if reason := fetch(target):
        print(f"LanguageTool was not brought: {reason}", file=sys.stderr)
        return 1
    print(f"LanguageTool {VERSION} is in {os.fspath(target)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
