"""Words written as they are heard: «канешна», «целоваццо», «сачуствие», «шопочуть».

Groups of letters that one sound hides behind are respelt first («цц» → «тьс», «щ» → «сч»); then each letter may be any that
sounds like it, as many at once as it takes, as long as the frequency table has the word: its trie tells in microseconds.
The groups follow the norms of reduction and assimilation (Аванесов «Русское литературное произношение»; Український
правопис, § 2–4) and what writers do with them on purpose.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: What is written → what may be meant.
_GROUPS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "ru": (
        ("(?:цц|тц|ц|тс|тьс|дс)[аоя]$", ("тся", "ться")),
        ("щщ|щ", ("сч", "зч", "жч")),
        ("сч|шч|жч|зч", ("щ",)),
        ("ш(?=[нт])", ("ч",)),
        ("ф$", ("в",)),
        ("ег$", ("ик",)),
        ("(?<=.)[оа]ва$", ("ого",)),
        ("(?<=.)[еи]в[оа]$", ("его",)),
        ("йо|ье|йе|йэ", ("е", "ъе")),
        ("(?<=[жчшщц])о", ("е",)),
        ("у(?=ст)", ("ув",)),
        ("з(?=[нц])", ("зд",)),
        ("с(?=[нл])", ("ст",)),
        ("цц", ("ц", "тц", "дц")),
        ("ц", ("тс", "дс")),
        ("кк", ("гк", "к")),
        ("хк", ("гк",)),
    ),
    "uk": (
        ("(?:цц|ц|тс|тьс|тц)я$", ("ться",)),
        ("(?:шс|сс|щс)я$", ("шся",)),
        ("щ", ("шч",)),
        ("шч|сч", ("щ",)),
        ("ш(?=[нт])", ("ч",)),
        ("з(?=[кптхц])", ("с",)),
        ("ю(?=[жчшщ])|(?<=[жчшщ])ю", ("у",)),
        ("(?<=[жчшщ])я", ("а",)),
        ("(?<=[жчшщ])йо|(?<=[жчшщ])ьо", ("о",)),
        ("ьй", ("й",)),
        ("ії", ("ії", "і")),
        ("іі|иї|иі", ("ії", "ій")),
        ("ений(?=[аеуо])", ("енн",)),
        ("уюч", ("ююч",)),
    ),
}
_COMPILED: Mapping[str, tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]] = MappingProxyType(
    {lang: tuple((re.compile(written), meant) for written, meant in rows) for lang, rows in _GROUPS.items()}
)
_DOUBLED = re.compile(r"(.)\1")
#: A chunk of two to four letters said twice: «оказалалось», «рекокомендую», «превратититься».
_CHUNK = range(2, 5)


def respelt(form: str, lang: str) -> Iterator[str]:
    """The form with one group of letters respelt, wherever it stands; and with all double letters single."""
    for written, meant in _COMPILED[lang]:
        if written.search(form):
            yield from (written.sub(group, form) for group in meant)
    if _DOUBLED.search(form):
        yield _DOUBLED.sub(r"\1", form)


def unrepeated(form: str) -> Iterator[str]:
    """The form without a chunk that stands in it twice in a row."""
    for size in _CHUNK:
        for at in range(len(form) - 2 * size + 1):
            if form[at : at + size] == form[at + size : at + 2 * size]:
                yield form[:at] + form[at + size :]
