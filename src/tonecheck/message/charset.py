"""Bytes → text, for the charsets that Russian and Ukrainian mail is written in, rightly declared or not.

The ladder: a byte-order mark; UTF-16 by its look; UTF-8, which no text in a one-byte charset passes by chance;
the declared charset, if it gives plausible letters; the one-byte charset that gives the most plausible ones. koi8 and
iso-8859-5 turn any bytes into «letters», so that the ladder never asks whether a text decodes but how it reads.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from tonecheck.errors import UnreadableError
from tonecheck.message.bigrams import LETTERS, PAIRS

#: Names seen in real mail that Python does not know; compared in lower case, without «_», «-» and spaces.
_ALIASES: Final = {
    "1251": "cp1251",
    "ansi": "cp1251",
    "ansi1251": "cp1251",
    "win": "cp1251",
    "win1251": "cp1251",
    "windows": "cp1251",
    "xcp1251": "cp1251",
    "xwindows1251": "cp1251",
    "866": "cp866",
    "dos": "cp866",
    "dos866": "cp866",
    "ibm866": "cp866",
    "xcp866": "cp866",
    "cp866u": "cp1125",
    "koi8": "koi8-r",
    "koi": "koi8-r",
    "koi8ru": "koi8-u",
    "xkoi8r": "koi8-r",
    "xkoi8u": "koi8-u",
    "88595": "iso8859-5",
    "iso88595e": "iso8859-5",
    "isoir144": "iso8859-5",
    "mac": "mac-cyrillic",
    "macukraine": "mac-cyrillic",
    "xmaccyrillic": "mac-cyrillic",
    "xmacukrainian": "mac-cyrillic",
    "unicode11utf8": "utf-8",
    "utf8mb4": "utf-8",
    "xutf8": "utf-8",
}

#: In the order of use: of two that read alike (koi8-r and koi8-u on a Russian text) the first is taken.
_CYRILLIC: Final = ("cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "cp1125", "mac-cyrillic")

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SAMPLE: Final = 6_000  # code points; a letter's charset shows in its first hundred words
_GLANCE: Final = 1_500  # of a text that is most likely right: enough to see that its letters make words
_HIGH_WORDS: Final = re.compile(rb"[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff'-]*")
_UTF8_WORDS: Final = re.compile(r"[^\x00-\x7f]+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x19\x1c-\x1f\x7f-\x84\x86-\x9f]")
_BROKEN: Final = "\ufffd"
_MARGIN: Final = 1.0  # a declared charset without faults is overruled only by a reading that is this much better

#: Signs of print that stand in letters besides letters; the opening ones may touch the word after them.
_OPENING: Final = frozenset("\xa0«„“")
_CLOSING: Final = frozenset("\xa0»“”’‘–—…®™²³°·")
_SIGNS: Final = _OPENING | _CLOSING | frozenset("‚№€₴₽•§©±×¼½¾¤¬¦µ")
_LETTERS: Final = {letter: at for at, letter in enumerate(LETTERS) if at}


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads as Russian or Ukrainian.

    ``weight`` is the mean over its ``size`` letter pairs (about 1.5 for real text, −2 and less for mojibake),
    ``faults`` counts signs of a wrong charset that no real text shows, ``letters`` the different letters.
    """

    weight: float
    faults: int
    size: int
    letters: int

    @property
    def is_plausible(self) -> bool:
        """A few odd letters (an abbreviation, a rare name, «ааааа») prove nothing; many of them do."""
        return self.weight >= 0.0 or (self.faults == 0 and (self.size < 24 or self.letters < 8))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``, without byte-order mark; line ends are kept as they are.

    ``declared`` is the charset that the sender named, in any spelling, and may be wrong. Raises
    ``UnreadableError`` when no charset gives plausible letters.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(name, "replace"))
    codec = lookup(declared)
    if (wide := _decode_wide(data, codec)) is not None:
        return _checked(wide)
    if b"\x00" in data:
        raise UnreadableError("The input is binary, not text: it holds NUL bytes. Give it as text or as a mail (.eml).")
    if data.isascii():
        text = _decode_escaped(data, codec)
        return _checked(text)
    return _decode_high(data, codec)


def lookup(declared: str | None) -> str | None:
    """Python's name of a charset declared in any spelling («win-1251», «x-mac-cyrillic»), or None."""
    if not declared:
        return None
    plain = declared.strip().strip("\"'").lower()
    squeezed = re.sub(r"[\s_-]", "", plain)
    for name in (_ALIASES.get(squeezed, plain), squeezed):
        try:
            b"ab".decode(name, "replace")  # refuses codecs that are no charsets: base64, rot13
            return codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
    return None


def _decode_wide(data: bytes, codec: str | None) -> str | None:
    """UTF-16 and UTF-32 without a byte-order mark, declared or seen by the high bytes of Latin and Cyrillic."""
    if len(data) < 2 or len(data) % 2:
        return None
    named = codec if codec is not None and codec.startswith(("utf-16", "utf-32")) else None
    for name, high in (("utf-16-le", data[1:8000:2]), ("utf-16-be", data[0:8000:2])):
        usual = high.count(0x00) + high.count(0x04)
        if usual >= 0.7 * len(high) and (named or len(high) >= 4):
            return data.decode(name, "replace")
    if named is None or b"\x00" not in data[:8000]:
        return None
    return data.decode(named, "replace")


def _decode_escaped(data: bytes, codec: str | None) -> str:
    """Seven-bit data: ASCII, or a charset of escape sequences (utf-7, iso-2022-…) where one is declared."""
    if codec is not None and codec.startswith(("utf-7", "iso2022", "hz")):
        return data.decode(codec, "replace")
    return data.decode("ascii")


def _decode_high(data: bytes, codec: str | None) -> str:
    utf8 = _strict_utf8(data)
    if utf8 is not None and _reads_as_unicode(utf8):
        return _checked(utf8)
    sample = b" ".join(_HIGH_WORDS.findall(data[: 16 * _SAMPLE]) or _HIGH_WORDS.findall(data))[:_SAMPLE]
    readings = {name: read(sample.decode(name, "replace")) for name in _CYRILLIC}
    name = max(readings, key=lambda each: readings[each].weight)
    best = readings[name]
    if codec is not None and (text := _strict(data, codec)) is not None and _CONTROLS.search(text) is None:
        own = read(sample.decode(codec, "replace"))
        margin = _MARGIN if own.size > 5 and own.letters > 1 else 8 * _MARGIN
        if own.is_plausible and own.faults <= best.faults and own.weight > best.weight - margin:
            return text
    if best.is_plausible and (text := _strict(data, name) or "") and _CONTROLS.search(text) is None:
        return text
    for western in (codec, "cp1252"):
        text = _strict(data, western) if western and western not in readings else None
        if text is not None and _CONTROLS.search(text) is None and (western == codec or _reads_as_latin(text)):
            return _checked(text)
    return _checked(utf8 if utf8 is not None else data.decode("utf-8", "replace"))


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, ValueError):
        return None


def _strict_utf8(data: bytes) -> str | None:
    """UTF-8 without errors; only its last letter may be cut in two, as the end of a cut mail is."""
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeError:
        return None
    return None if text.isascii() else text  # «caf\xe9» is no cut UTF-8


def read(text: str) -> Reading:
    """Weigh a text of words: its letter pairs, and the marks of a wrong charset.

    Such marks are a letter of no alphabet of ours, a box, a small letter before a capital («оПХБЕР» is «Привет» in
    the wrong koi8), a word of two alphabets.
    """
    total, pairs, faults, before = 0.0, 0, 0, " "
    was_lower = was_foreign = False
    for char in text:
        letter = char.lower()
        at = _LETTERS.get(letter)
        if at is not None:
            total += int(PAIRS[before][at]) - 5 - 0.3 * (char != letter)
            faults += was_foreign or (was_lower and char != letter)
            before, was_lower, was_foreign = letter, char == letter, False
        elif char.isascii():
            was_foreign = char.isalpha()  # «cafй»: a word of both alphabets is none
            faults += was_foreign and before != " "
            if before == " ":
                continue
            total += int(PAIRS[before][0]) - 5
            before, was_lower = " ", False
        else:
            faults += char not in _SIGNS or (before != " " and char not in _CLOSING)
            total += int(PAIRS[before][0]) - 5 if before != " " else 0
            before, was_lower, was_foreign = " ", False, char not in _OPENING
        pairs += 1
    if before != " ":
        total += int(PAIRS[before][0]) - 5
        pairs += 1
    letters = len(_LETTERS.keys() & set(text.lower()))
    return Reading((total - 6 * faults) / max(1, pairs), faults, pairs, letters)


def _reads_as_unicode(text: str) -> bool:
    """Whether text that passed as UTF-8 was meant as such: «там» in cp866 passes too, as a braille pattern."""
    high = "".join(_UTF8_WORDS.findall(text[: 4 * _SAMPLE]))
    return len(high) > 8 or any(char.isalpha() or char in _SIGNS or ord(char) > 0xFFFF for char in high)


def _reads_as_latin(text: str) -> bool:
    """A western text: few accented letters among plain ones («café»), not «Ïðèâåò»."""
    plain = sum(char.isascii() and char.isalpha() for char in text[:_SAMPLE])
    high = sum(not char.isascii() and char not in _SIGNS for char in text[:_SAMPLE])
    return high * 2 <= plain


def _checked(text: str) -> str:
    """``text`` if it reads as text; raises ``UnreadableError`` if it is binary or mojibake."""
    size = max(1, len(text))
    if "\x00" in text or len(_CONTROLS.findall(text)) > size / 50:
        raise UnreadableError(
            "The input is binary, not text: it holds control characters. Give it as text or as a mail (.eml)."
        )
    if text.count(_BROKEN) > size / 50:
        raise UnreadableError(
            "The text cannot be decoded: no charset gives plausible letters. Save it as UTF-8, or name its charset rightly."
        )
    high = " ".join(_UTF8_WORDS.findall(text[: 4 * _SAMPLE]))[:_GLANCE]
    ours = sum("\u0400" <= char <= "\u045f" for char in high)
    reading = read(high)
    if ours >= 20 and ours * 2 > len(high.replace(" ", "")) and not reading.is_plausible and reading.weight < -1.5:
        raise UnreadableError(
            "The text is mojibake: its letters make no words in any language. Save it again from its source as UTF-8."
        )
    return text
