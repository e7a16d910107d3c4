"""Draw the README's picture: the terminal output of a checked letter, as SVG without fonts from the network.

Every run of one style is placed by its column, so that carets stand under their words whatever font is at hand.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

from rich.console import Console
from rich.text import Text

CHECKOUT = Path(__file__).resolve().parent.parent
COMMAND = ("tonecheck", "check", "examples/order-ru.eml")
COLUMN, LINE, MARGIN = 8.4, 20, 16
#: by the number of the ANSI colour
COLOURS = {1: "#c0392b", 2: "#1e8449", 3: "#9a6b00", 6: "#117a8b", 8: "#767676"}
INK, PAPER = "#24292f", "#fafaf8"
HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" role="img" aria-label="{label}">
<rect width="100%" height="100%" rx="8" fill="{paper}"/>
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="{ink}">
"""


def main() -> int:
    command = [sys.executable, "-m", *COMMAND, "--color", "always", "--exit-zero"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, encoding="utf-8", check=True)
    text = Text(f"$ {' '.join(COMMAND)}\n\n") + Text.from_ansi(done.stdout)
    Path(sys.argv[1]).write_text(draw(text), encoding="utf-8")
    return 0


def draw(text: Text) -> str:
    """The text as an SVG picture."""
    console = Console()
    lines = list(text.split("\n"))
    width = max(line.cell_len for line in lines) * COLUMN + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    pieces = [HEAD.format(width=width, height=height, label=escape(" ".join(COMMAND)), paper=PAPER, ink=INK)]
    for number, line in enumerate(lines):
        column = 0
        for run in line.render(console):
            if run.text.strip():
                indent = len(run.text) - len(run.text.lstrip(" "))
                pieces.append(draw_run(run.text.strip(" "), run.style, column + indent, number))
            column += run.cell_length
    return "".join(pieces) + "</g>\n</svg>\n"


def draw_run(text: str, style: object, column: int, line: int) -> str:
    x, y = MARGIN + column * COLUMN, MARGIN + (line + 0.7) * LINE
    colour = COLOURS.get(getattr(getattr(style, "color", None), "number", None) or 0, "")
    look = (f' fill="{colour}"' if colour else "") + (' font-weight="bold"' if getattr(style, "bold", None) else "")
    dim = ' fill-opacity="0.65"' if getattr(style, "dim", None) else ""
    size = f' textLength="{len(text) * COLUMN:.1f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text x="{x:.1f}" y="{y:.1f}"{size}{look}{dim}>{escape(text)}</text>\n'


if __name__ == "__main__":
    sys.exit(main())
