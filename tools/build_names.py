"""Build the tables of short and pet names: ``src/tonecheck/checks/data/names-{ru,uk}.txt``.

    python tools/build_names.py

Source: ``tools/names/{ru,uk}.txt``, written for tonecheck, and the suffixes below, by which both languages make pet
names of full and of short ones (В. В. Лопатин и др., Русская грамматика, 1980, § 404 ff.: -еньк-, -очк-, -ул-, -уш-,
-ик; Ю. Карпенко, Антропоніміка, 2004: -ко, -очк-, -ус-, -ик). The dictionary (pymorphy3) only takes away: a name that
it knows as another word and as no name («галка») stays out. Reproducible byte for byte.

Format of a line: the name in lower case, ё as е; «full», «short» or «pet»; the full names that it may stand for.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tonecheck.language.morphology import load_morphology, normalise_word

if TYPE_CHECKING:
    from collections.abc import Iterator

TOOLS = Path(__file__).parent
DATA = TOOLS.parent / "src" / "tonecheck" / "checks" / "data"

SIBILANTS = "жшчщ"
VOWELS = "аеёиоуыэюяіїє"
#: language → kind of stem → suffixes; the stem is the name without its last vowel, sign or й
SUFFIXES = {
    "ru": {
        "hard": "очка ка уля уня уся уша уська",
        "sibilant": "енька ка уля уня уся",
        "soft": "ечка ька енька юша юшка юля юня юся юха",
        "masculine hard": "чик ик ка очка",
        "masculine soft": "ечка ька енька юша ян",
        "full": "очка ка",
        "full masculine": "чик ка ушка",
    },
    "uk": {
        "hard": "очка ка уся уня онька",
        "sibilant": "енька ка уня уля",
        "soft": "ечка ька енька уся юня юся юша",
        "masculine hard": "чик ик ка ко очка",
        "masculine soft": "ечка ька енька ько юша",
        "full": "очка ка онька уся",
        "full masculine": "чик ик ко",
    },
}  # fmt: skip


def main() -> None:
    DATA.mkdir(exist_ok=True)
    for lang in ("ru", "uk"):
        seeds = list(read_seeds(TOOLS / "names" / f"{lang}.txt"))
        full_names = {normalise_word(full) for _, full, _, _ in seeds}
        kinds: dict[str, str] = {}
        meant: dict[str, list[str]] = defaultdict(list)
        for gender, full, short, pet in seeds:
            formed = (name for base in (full, *short) for name in form(base, gender, lang, full=base == full))
            for kind, names in (("short", short), ("pet", pet), ("pet", filter_known(formed, lang))):
                for name in map(normalise_word, names):
                    if name in full_names:
                        continue
                    kinds.setdefault(name, kind)
                    if full not in meant[name]:
                        meant[name].append(full)
        lines = [f"{name} full" for name in full_names] + [
            f"{name} {kinds[name]} {' '.join(meant[name])}" for name in kinds
        ]
        path = DATA / f"names-{lang}.txt"
        head = f"# source: tools/names/{lang}.txt and the suffixes of tools/build_names.py (MIT)"
        path.write_text("\n".join([head, *sorted(lines)]) + "\n", encoding="utf-8")
        print(f"{path.name}: {len(kinds):,} names of {len(full_names)} full ones")


def read_seeds(path: Path) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Gender («ж», «м»), full name, short names, pet names of every line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, _, names = line.partition(":")
            gender, full = head.split(" ", 1)
            short, _, pet = names.partition(";")
            yield gender, full, short.split(), pet.split()


def form(base: str, gender: str, lang: str, *, full: bool) -> Iterator[str]:
    """The pet names that suffixes make of a full or a short name: «Марин-а» → «Марин-очка», «Кат-я» → «Кат-юша»."""
    stem, last = (base[:-1], base[-1]) if base[-1] in VOWELS + "ьй" else (base, "")
    if stem[-1] in VOWELS + "к" or last == "о":
        return  # «Юлия», «Рая», «Андрей», «Вика», «Ярик»: what is made of them changes the stem, and stands in the seeds
    if full:
        kind = "full masculine" if gender == "м" else "full"
        if last not in ("", "а"):
            return
    elif stem[-1] in SIBILANTS:
        kind = "sibilant"
    else:
        kind = ("masculine " if gender == "м" else "") + ("soft" if last in "яь" and last else "hard")
    yield from (stem + suffix for suffix in SUFFIXES[lang][kind].split())


def filter_known(names: Iterator[str], lang: str) -> Iterator[str]:
    """Without words that the dictionary knows, and knows as no given name: «галка», «майка»."""
    morphology = load_morphology(lang)
    for name in names:
        if not morphology.is_known(name) or any("NameType=Giv" in p.feats for p in morphology.parses(name)):
            yield name


if __name__ == "__main__":
    main()
