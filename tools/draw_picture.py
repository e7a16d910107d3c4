"""Draw the README's picture: the terminal output of a checked letter, as SVG without fonts from the network."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

CHECKOUT = Path(__file__).resolve().parent.parent
COMMAND = ["tonecheck", "check", "examples/order-ru.eml"]
COLUMNS = 100
THEME = TerminalTheme(
    (250, 250, 248),
    (40, 44, 52),
    [
        (40, 44, 52),
        (190, 40, 40),
        (40, 120, 60),
        (150, 100, 0),
        (40, 90, 170),
        (130, 60, 150),
        (0, 110, 130),
        (110, 110, 110),
    ],
)


def main() -> int:
    target = Path(sys.argv[1])
    command = [sys.executable, "-m", *COMMAND, "--color", "always", "--exit-zero"]
    output = subprocess.run(command, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=True).stdout
    console = Console(record=True, width=COLUMNS, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115 - closed with the process
    console.print(Text(f"$ {' '.join(COMMAND)}"))
    console.print(Text.from_ansi(output))
    svg = console.export_svg(title="tonecheck", theme=THEME)
    target.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
