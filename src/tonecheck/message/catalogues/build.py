"""From an entry to parts: its language, its placeholders, its markup, clean letters, all with their way into the file."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tonecheck.locales import Locale, find_in_path, read_code
from tonecheck.message import html
from tonecheck.message.catalogues.placeholders import find_placeholders, find_variants
from tonecheck.message.filling import fill
from tonecheck.message.normalise import normalise
from tonecheck.message.parts import Format, Hole, Part, Passage, Segment
from tonecheck.message.sourcemap import Builder
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.message.catalogues.entry import Entry

#: What letters are called in keys and paths: «user_mailer.welcome», «theme/email/messages_ru.properties»,
#: «emailVerificationBody»; «user.email» is the field of a form.
_MAIL: Final = re.compile(
    r"(?:^|[./_\\-])mailers?(?:[./_\\-]|$)|(?:^|[./\\])e?mails?[./\\]|newsletter"
    r"|(?:mail|letter)[^\s.]*(?:subject|body|greeting|html)",
    re.IGNORECASE,
)
#: How letters begin and end; a string of a window does neither.
_GREETING: Final = re.compile(
    r"(?<!\w)(?:здравствуйте|приветству\w+|привет|добр(?:ый|ого|ое) (?:день|дня|утро|утра|вечер|вечера|времени)"
    r"|уважаем(?:ый|ая|ые)|с уважением|с наилучшими"
    r"|вітаємо|вітаю|привіт|добр(?:ий|ого) (?:день|дня|ранок|ранку|вечір|вечора)|шановн(?:ий|а|і)|з повагою)(?!\w)",
    re.IGNORECASE,
)
#: Regular expressions and tables of endings are strings too: «(.+)ти$», «[а-я]+».
_PATTERN: Final = re.compile(r"\(\.[+*]|\\[dwsb](?![а-яіїєґ])|\[[а-яіїєґ]-[а-яіїєґ]|\(\?[:=!]", re.IGNORECASE)
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
#: Letters that only one of the two languages has.
_OWN: Final = {"ru": frozenset("ёъыэ"), "uk": frozenset("ґєії")}
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_MARKUP: Final = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|button|center|code|div|em|font|h[1-6]|hr|i|img|input|kbd|label|li|mark|ol|p|pre"
    r"|q|s|small|span|strong|sub|sup|table|tbody|td|th|tr|tt|u|ul)(?:\s[^<>]*)?/?>"
    r"|&(?:nbsp|laquo|raquo|[mn]dash|[lr]dquo|bdquo|hellip|quot|amp|lt|gt|apos|copy|rsquo|#[0-9]{2,5}|#x[0-9A-Fa-f]{2,4});",
    re.IGNORECASE,
)
#: The sign before a letter that the keyboard reaches: «_Файл», «&Файл», «О_ткрыть»; two apostrophes of MessageFormat.
_SIGNS: Final = re.compile(
    r"(?<![_&\w])[_&](?=[А-яЁёІіЇїЄєҐґ])|(?<=[А-яЁёІіЇїЄєҐґ])[_&](?=[А-яЁёІіЇїЄєҐґ])|(?<=\w)'(?='\w)"
)


def build_parts(entries: Sequence[Entry], source: str, path: str) -> tuple[Part, ...]:
    """The parts of the entries whose language is Russian or Ukrainian, or not known.

    The ``path`` of the file says the locale of entries that say none themselves. Two entries of one key get numbers.
    """
    locale = find_in_path(path)
    is_mail = _MAIL.search(path) is not None
    parts: list[Part] = []
    names: dict[str, int] = {}
    for entry in entries:
        spoken = read_code(entry.locale) if entry.locale else locale
        if spoken == "other" or _CYRILLIC.search(entry.text) is None or _is_code(entry.text):
            continue
        names[entry.key] = number = names.get(entry.key, 0) + 1
        name = entry.key if number == 1 else f"{entry.key}#{number}"
        is_letter = is_mail or (" " not in entry.key and _MAIL.search(entry.key) is not None)
        is_label = not is_letter and _GREETING.search(entry.text) is None
        variants = _build_variants(replace(entry, key=name), source, spoken)
        parts += (replace(part, is_label=is_label) for part in variants)
    return tuple(parts)


def _is_code(text: str) -> bool:
    """A pattern, or a list of letters and syllables: «а б в г д», «аа аб ав», «ааа ааб»."""
    words = text.split()
    short = sum(len(word) <= 3 for word in words)
    return _PATTERN.search(text) is not None or (len(words) >= 10 and short * 10 >= len(words) * 8)


def _build_variants(entry: Entry, source: str, spoken: Locale | None) -> Iterator[Part]:
    name = entry.key
    entry = _drop_signs(entry)
    variants = find_variants(entry.text)
    first: str | None = None
    for number, variant in enumerate(variants, 1):
        own = name if len(variants) == 1 else f"{name}[{variant.label}]"
        if first is not None and own == first:
            own = f"{own}#{number}"
        holes = find_placeholders(entry.text, entry.holes, variant)
        part = _build(replace(entry, key=own), source, spoken, holes)
        yield replace(part, alternative_to=first)
        first = first or own


def _build(entry: Entry, source: str, spoken: Locale | None, holes: Sequence[Hole]) -> Part:
    format_: Format = "html" if _MARKUP.search(entry.text) else "text"
    extract = html.extract(entry.text, holes) if format_ == "html" else fill(entry.text, holes)
    clean, cleaned = normalise(extract.text)
    language = find_spoken(clean, spoken)
    place = entry.source_map.span(0, len(entry.text))
    return Part(
        name=entry.key,
        text=source,
        format=format_,
        clean=clean,
        source_map=cleaned.after(extract.source_map).after(entry.source_map),
        segments=(Segment("own", place.start, place.end, language or None),),
        passages=(Passage(0, len(clean), language),) if language != "other" and clean.strip() else (),
        holes=tuple(_in_file(hole, entry) for hole in holes),
        write=entry.write,
    )


def _in_file(hole: Hole, entry: Entry) -> Hole:
    span = entry.source_map.span(hole.start, hole.end)
    return Hole(hole.kind, span.start, span.end)


def _drop_signs(entry: Entry) -> Entry:
    """The entry without what marks the letter of a shortcut, and without the second of two apostrophes."""
    if _SIGNS.search(entry.text) is None:
        return entry
    builder = Builder(entry.text)
    position = 0
    for found in _SIGNS.finditer(entry.text):
        builder.copy(position, found.start())
        position = found.end()
    builder.copy(position, len(entry.text))
    text, dropped = builder.finish()
    starts = dropped.starts
    assert starts is not None
    holes = tuple(Span(bisect_left(starts, hole.start), bisect_left(starts, hole.end)) for hole in entry.holes)
    return replace(entry, text=text, source_map=dropped.after(entry.source_map), holes=holes)


def find_spoken(clean: str, locale: Locale | None) -> str:
    """The language of an entry: that of its locale, «» where none is known; «other» for what is left untranslated.

    Letters that only the sibling has make it the sibling's, in a text of some words; a word alone («Українська» in
    a Russian list of languages) is a name.
    """
    if locale not in ("ru", "uk"):
        return ""
    sibling = "uk" if locale == "ru" else "ru"
    letters = set(clean.lower())
    if _OWN[locale].isdisjoint(letters) and not _OWN[sibling].isdisjoint(letters):
        return sibling if len(_WORD.findall(clean)) > 2 else "other"
    return locale
