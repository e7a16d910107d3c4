"""Which language is this passage? A vote of its words, sentence by sentence.

The smallest unit is a sentence: a Russian sentence inside a Ukrainian letter is a passage of its own, a Russian word
inside a Ukrainian sentence is surzhyk and leaves the sentence Ukrainian. Cheap evidence votes first: letters that
only one language has (і ї є ґ against ы э ё ъ) and frequent words that only one language has («що» against «что»);
the dictionaries are asked only where these leave a doubt. Names count last, since «Київ» and «Олексій» stand in
Russian sentences too. Sentences that could be either («Так.», «Дата: 12.05») take their neighbours' language.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from tonecheck.language import CODES, find_language
from tonecheck.language.base import Language, words
from tonecheck.language.morphology import load_morphology
from tonecheck.language.sentences import find_sentences
from tonecheck.language.tokens import find_tokens
from tonecheck.message.parts import Message, Part, Passage, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OTHER = "other"
SUBJECT = "subject"

CYRILLIC = re.compile("[\u0400-\u052f]")
#: Letters of Cyrillic alphabets other than the two (Belarusian ў, Serbian ј, Kazakh ә …).
FOREIGN = re.compile("(?![ёіїєґ])[\u0450-\u052f]")
#: «България»: in Russian ъ stands only before е ё и ю я.
BULGARIAN = re.compile("ъ(?![еёиюя])")
#: Frequent words of the Cyrillic neighbours that neither language has.
FOREIGN_WORDS = words("със също това тази който която които бъде моля вашия вашата гэта калі трэба дзякуй таксама")
#: «вiтаю»: a Latin i typed for the Ukrainian one.
LATIN_I = str.maketrans("iïIÏ", "іїІЇ")
#: Lower-case Latin words that make a sentence without Cyrillic foreign; fewer are names, files and «ok».
MIN_LATIN = 3


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What a sentence says of itself: a language or None.

    ``clear``: no neighbour could say otherwise. ``leans``: its few witnesses agree, and they are no names.
    ``latin``: it has words, but none in Cyrillic.
    """

    language: str | None
    clear: bool = False
    leans: bool = False
    latin: bool = False


def label(message: Message, default: str | None = None) -> Message:
    """The message with the language of every own passage and segment: «ru», «uk» or «other».

    ``default`` names the language of passages that could be either and have no neighbour to go by. Passages whose
    language is already known are kept.
    """
    judged = [
        [(p, [] if p.language else _judge_sentences(part.clean, p.start, p.end)) for p in part.passages]
        for part in message.parts
    ]
    spoken: dict[str, Counter[str | None]] = {
        part.name: Counter(
            v.language for _, sentences in passages for _, _, v in sentences if v.clear and v.language in CODES
        )
        for part, passages in zip(message.parts, judged, strict=True)
    }
    subject = spoken.pop(SUBJECT, Counter())
    fallback = _most_common(sum(spoken.values(), Counter())) or default
    parts = []
    for part, passages in zip(message.parts, judged, strict=True):
        verdicts = [item for _, sentences in passages for item in sentences]
        languages = iter(_settle(verdicts, fallback, _most_common(subject)))
        labelled: list[Passage] = []
        for passage, sentences in passages:
            own = [Passage(s, e, next(languages)) for s, e, _ in sentences]
            labelled += [passage] if passage.language else _merge(own)
        parts.append(replace(part, passages=tuple(labelled), segments=_label_segments(part, labelled)))
    return replace(message, parts=tuple(parts))


def _most_common(languages: Counter[str | None]) -> str | None:
    return languages.most_common(1)[0][0] if languages else None


def find_passages(text: str, default: str | None = None) -> tuple[Passage, ...]:
    """The passages of a clean text, each in one language; white space at their edges belongs to none."""
    verdicts = _judge_sentences(text, 0, len(text))
    languages = _settle(verdicts, default)
    return tuple(_merge([Passage(s, e, language) for (s, e, _), language in zip(verdicts, languages, strict=True)]))


def count_words(text: str) -> int:
    """Words with at least one letter; numbers, signs, addresses and links are none."""
    return sum(kind in ("word", "dotted") and not text[start:end].isdigit() for kind, start, end in find_tokens(text))


def _merge(passages: Sequence[Passage]) -> list[Passage]:
    groups = (list(group) for _, group in groupby(passages, key=lambda passage: passage.language))
    return [Passage(group[0].start, group[-1].end, group[0].language) for group in groups]


def _label_segments(part: Part, passages: Sequence[Passage]) -> tuple[Segment, ...]:
    """Own segments cut where the language changes; one that no passage touches stays as it is."""
    places = [(part.source_map.span(p.start, p.end), p.language) for p in passages]
    found: list[Segment] = []
    at = 0
    for segment in part.segments:
        while at < len(places) and places[at][0].end <= segment.start:
            at += 1
        if segment.kind != "own" or at == len(places) or places[at][0].start >= segment.end:
            found.append(segment)
            continue
        start, language = segment.start, places[at][1]
        while at + 1 < len(places) and places[at + 1][0].start < segment.end:
            at += 1
            span, following = places[at]
            if following != language:
                found.append(Segment("own", start, span.start, language))
                start, language = span.start, following
        found.append(Segment("own", start, segment.end, language))
    return tuple(found)


def _settle(
    verdicts: Sequence[tuple[int, int, _Verdict]], fallback: str | None, last_resort: str | None = None
) -> list[str]:
    """A language for every sentence: its own where that is clear, else that of the nearest clear sentence.

    A sentence with evidence for both («Скинь договір пожалуйста сегодня») follows the letter, and so does one that
    says nothing, then ``fallback``, then ``last_resort`` (the subject of a reply is the client's own), then Russian. One that merely leans («Гарного дня!») keeps its language if the
    letter speaks that language elsewhere.
    """
    clear = [i for i, (_, _, v) in enumerate(verdicts) if v.clear and v.language is not None]
    spoken = {verdicts[i][2].language for i in clear}
    settled = []
    following = 0
    for i, (start, end, verdict) in enumerate(verdicts):
        while following < len(clear) and clear[following] < i:
            following += 1
        if verdict.clear and verdict.language is not None:
            settled.append(verdict.language)
            continue
        before = clear[following - 1] if following else None
        after = clear[following] if following < len(clear) else None
        near: str | None = None
        if before is not None and (after is None or start - verdicts[before][1] <= verdicts[after][0] - end):
            near = verdicts[before][2].language
        elif after is not None:
            near = verdicts[after][2].language
        if near == OTHER and not verdict.latin:
            near = None
        if verdict.leans and verdict.language in spoken:
            near = verdict.language
        weak = verdict.leans and fallback in CODES
        alone = (None if weak else verdict.language) or (
            OTHER if verdict.latin and not clear and not fallback else None
        )
        settled.append(near or alone or fallback or last_resort or "ru")
    return settled


def _judge_sentences(text: str, start: int, end: int) -> list[tuple[int, int, _Verdict]]:
    """(start, end, verdict) of every sentence of ``text[start:end]``, in offsets of ``text``."""
    piece = text[start:end]
    tokens = list(find_tokens(piece))
    found = []
    for sentence in find_sentences(piece, tokens, _either()):
        inside = tokens[sentence.start : sentence.end]
        found_words = list(_words(piece, inside))
        found.append((start + inside[0][1], start + inside[-1][2], _judge(found_words)))
    return found


def _words(text: str, tokens: Sequence[tuple[str, int, int]]) -> Iterator[str]:
    """The words that may vote: no numbers, no abbreviations of one letter («с. 5», «п. 3»)."""
    for kind, start, end in tokens:
        if kind == "word" and not (end - start == 1 and text[end : end + 1] == "."):
            yield text[start:end]


def _judge(candidates: Sequence[str]) -> _Verdict:
    cyrillic = [word.translate(LATIN_I) for word in candidates if CYRILLIC.search(word)]
    latin = [word for word in candidates if len(word) > 1 and word.isascii() and not word.isdigit()]
    prose = sum(word.islower() for word in latin)
    if prose >= MIN_LATIN and prose > MIN_LATIN * len(cyrillic):
        return _Verdict(OTHER, clear=True)
    if not cyrillic:
        return _Verdict(None, latin=bool(latin))
    shouted = not any(character.islower() for word in cyrillic for character in word)
    votes: Counter[str] = Counter()
    doubtful: dict[str, bool] = {}
    for i, word in enumerate(cyrillic):
        common = shouted or word[0].islower()
        language = _exclusive(word.lower(), letters=common)
        if language is not None:
            votes[language] += 2
        elif common or i == 0:
            doubtful[word.lower()] = common
    verdict = _count(votes)
    # «Коли понадобится рассрочка»: one witness of many words is heard with the dictionaries
    if verdict.clear and verdict.leans and votes.total() >= min(4, len(doubtful)):
        return verdict
    for word, common in doubtful.items():
        language = _only_dictionary(word, names=common)
        if language is not None:
            votes[language] += 2 if _is_plain_verb(word, language) else 1
    verdict = _count(votes)
    if verdict.language is not None:
        return verdict
    names = Counter(filter(None, (_exclusive(word.lower(), letters=True) for word in cyrillic)))
    return replace(_count(names), clear=False, leans=False)


def _count(votes: Counter[str]) -> _Verdict:
    """The winner; clear with two votes at least, and twice as many as any other language."""
    if not votes:
        return _Verdict(None)
    (first, most), *rest = votes.most_common(2)
    second = rest[0][1] if rest else 0
    return _Verdict(first if most > second else None, clear=most >= 2 and most >= 2 * second, leans=second == 0)


@lru_cache(maxsize=50_000)
def _exclusive(word: str, *, letters: bool) -> str | None:
    """The only language that a word can be of, by its letters (where asked for) or by the lists of frequent words."""
    ru, uk = find_language("ru"), find_language("uk")
    if word in ru.stop_words:
        return "ru"
    if word in uk.stop_words:
        return "uk"
    if word in FOREIGN_WORDS or FOREIGN.search(word) or BULGARIAN.search(word):
        return OTHER
    if not letters:
        return None
    has_ru = not ru.own_letters.isdisjoint(word)
    has_uk = not uk.own_letters.isdisjoint(word) or "'" in word.strip("'")
    if has_ru and has_uk:
        return OTHER
    return "ru" if has_ru else "uk" if has_uk else None


@lru_cache(maxsize=50_000)
def _only_dictionary(word: str, *, names: bool) -> str | None:
    """The language whose dictionary alone has the word; unless ``names``, not as a name."""
    having = [code for code in CODES if load_morphology(code).is_known(word)]
    if len(having) != 1:
        return None
    if not names and any(parse.value("NameType") for parse in load_morphology(having[0]).parses(word)):
        return None
    return having[0]


def _is_plain_verb(word: str, language: str) -> bool:
    """«Підкажіть», «Объясните»: a word that is no name, in letters of one language."""
    verb = all(parse.pos == "VERB" for parse in load_morphology(language).parses(word))
    return verb and _exclusive(word, letters=True) == language


@cache
def _either() -> Language:
    """A language for cutting sentences before the language is known: the abbreviations of both."""
    ru, uk = find_language("ru"), find_language("uk")
    return replace(
        ru,
        abbreviations=ru.abbreviations | uk.abbreviations,
        closing_abbreviations=ru.closing_abbreviations | uk.closing_abbreviations,
    )
