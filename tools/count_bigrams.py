"""Count letter pairs for ``tonecheck.message.bigrams``: ``python tools/count_bigrams.py corpora/ru.jsonl corpora/uk.jsonl``.

Prints the rows of the table. A digit is the rounded binary logarithm of how much likelier the second letter is
after the first one than any letter would be by chance, plus 5, kept within 0..9: 5 says nothing either way.
Each file counts alike, however long it is, so that the two languages weigh the same.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from pathlib import Path

LETTERS = " абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"


def count(path: Path) -> dict[str, float]:
    """Shares of letter pairs in the texts of one corpus; everything that is no letter of ours is a space."""
    pairs: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        letters = "".join(char if char in LETTERS else " " for char in json.loads(line)["text"].lower())
        text = " " + " ".join(letters.split()) + " "
        pairs.update(text[at : at + 2] for at in range(len(text) - 1))
    total = sum(pairs.values())
    return {pair: number / total for pair, number in pairs.items()}


def main(paths: list[str]) -> int:
    tables = [count(Path(path)) for path in paths]
    for first in LETTERS:
        shares = [sum(table.get(first + second, 0.0) for table in tables) / len(tables) for second in LETTERS]
        smoothed = [share + 2e-6 for share in shares]
        whole = sum(smoothed)
        digits = (round(math.log2(share / whole * len(LETTERS))) + 5 for share in smoothed)
        print(f'    "{first}": "{"".join(str(min(9, max(0, digit))) for digit in digits)}",')
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
