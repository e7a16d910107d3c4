"""Words that no dictionary lists and that are right all the same: made of known words by productive patterns.

«авиадоставка», «фотозона», «техприсоединение», «безналичка», «кликабельность», «мікросервіс», «вебсайт». The patterns
are those of Русская грамматика (1980, § 548 и след., сложение и префиксация) and of Український правопис
(2019, § 35–36, § 40): an open class of first parts, linking vowels, a few suffixes. What they let pass is not checked further, so
every pattern asks for long known parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from tonecheck.language.base import words

if TYPE_CHECKING:
    from collections.abc import Callable


class Words(Protocol):
    """What formation asks of a lexicon."""

    def in_dictionary(self, form: str) -> bool: ...
    def level(self, form: str) -> int: ...
    def pos(self, form: str) -> frozenset[str]: ...
    def is_genitive(self, form: str) -> bool: ...
    def is_full_participle(self, form: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Patterns:
    """The productive patterns of one language.

    ``first_parts`` stand before any noun or adjective, ``prefixes`` before long ones only, since they are
    prepositions too («под конец»); ``hyphenated`` also (or only) before a hyphen;
    ``negation`` before adjectives and adverbs; ``verb_prefixes`` before verbs; ``linking`` are the vowels between the
    parts of a compound, ``numerals`` the commonest first parts of counted things, ``half`` «half», where it is written
    together; ``stem_endings`` what the first part has as a word of its own;
    ``suffixes``: (endings of the new word's stem, endings of the known word it comes from).
    """

    first_parts: tuple[str, ...]
    prefixes: tuple[str, ...]
    hyphenated: frozenset[str]
    negation: str
    verb_prefixes: tuple[str, ...]
    numerals: tuple[str, ...]
    half: str
    linking: str
    stem_endings: tuple[str, ...]
    suffixes: tuple[tuple[str, tuple[str, ...]], ...]
    endings: tuple[str, ...]


def _longest(text: str) -> tuple[str, ...]:
    """The parts of a list, the longest first, so that «видео» is tried before «ви»."""
    return tuple(sorted(words(text), key=lambda part: (-len(part), part)))


_RU = Patterns(
    first_parts=_longest(
        "авиа авто агро анти архи аудио аэро бензо био вело веб вибро видео водо восьми высоко газо гео гидро гипер "
        "гос доп мед рентген гарант дву двух девяти демо десяти дизель евро жил зоо инфо кибер кино контр кофе легко лже маш мега медиа "
        "между меж металло микро мини много моно мото мульти нано нейро нео нефте низко ново обще одно онлайн орг "
        "офлайн пере пиво пласт плёнко пленко полу пост поли потребо пред пресс проектно прото проф пром псевдо пяти "
        "радио разно ретро само сан сверх свето семи соц спец спорт средне стекло стерео строй супер суб страх теле "
        "тепло термо тех техно торг трех транс турбо ультра фин фито фото хим хоз холодо четырех шести шоу эко экс "
        "экспресс экстра электро энерго этно сборно метало дерево древесно стале бетоно железо краско грузо "
        "пассажиро судо вагоно трубо льно шино мебеле пылесосо товаро цвето шумо звуко влаго морозо пыле масло "
        "бумаго картоно скоро быстро трудо цено часто"
    ),
    prefixes=("под",),
    hyphenated=words(
        "веб онлайн офлайн бизнес вайб арт топ промо видео фото аудио мини макси демо смарт пиар айти ит ивент интернет "
        "экспресс тест лайв мастер гео кросс фит фитнес бьюти стрит фуд кофе эко био блиц вип вице генерал гранд диджитал "
        "дизайн евро имидж инфо кейс контент лид масс медиа микро мульти офис поп пресс прайм рейв релиз секонд селф спа "
        "спец спорт стоп супер тайм тим трейд ультра флеш хит чат шоу шоп экс апарт альфа бета веган вау стендап"
    ),
    negation="не",
    verb_prefixes=("пере", "до", "недо", "под", "рас", "раз", "об", "от", "на", "за", "вы", "про", "по"),
    numerals=("двух", "трех", "одно", "много"),
    half="пол",
    linking="ое",
    stem_endings=("", "а", "о", "ь", "я", "е", "ый", "ий", "ой", "ы", "и"),
    suffixes=(
        ("к", ("ный", "ной", "ский", "овый", "ный")),
        ("очк", ("ка", "ок")),
        ("ечк", ("ка",)),
        ("ост", ("ый", "ий")),
        ("ировани", ("ировать",)),
        ("овани", ("овать",)),
        ("льн", ("ция",)),
    ),
    endings=_longest(
        "а у ы и е ой ою ам ами ах о ь ью и ей я ю ем ям ями ях й ый ая ое ые ого ому ым ом ую ых ыми ок ек"
    ),
)

_UK = Patterns(
    first_parts=_longest(
        "авіа авто агро анти архі аудіо аеро багато бензо біо бліц вело веб вібро відео віце водо восьми високо газо доп мед рентген "
        "гео гідро гіпер держ дво двох дев'яти демо десяти євро екс експрес екстра еко електро енерго етно зоо інфо "
        "кібер кіно контр кофе легко лже маш мега медіа між метало мікро міні моно мото мульти нано нафто нейро нео "
        "низько ново одно онлайн офлайн пере пиво під полі пост прес прото проф пром псевдо п'яти радіо різно ретро "
        "само сан світло сім семи соц спец спорт середньо скло стерео буд супер суб теле тепло термо тех техно торг "
        "транс три трьох турбо ультра фін фіто фото хім чотирьох шести шоу вантажо пасажиро судно вагоно трубо "
        "товаро кольоро шумо звуко волого морозо пило масло швидко трудо ціно збірно дерево лісо загально напів "
        "пів топ смарт промо над"
    ),
    prefixes=(),
    hyphenated=words(
        "веб онлайн офлайн бізнес вайб арт топ промо відео фото аудіо міні максі демо смарт піар айті іт івент інтернет "
        "експрес тест лайв майстер гео крос фіт фітнес б'юті стріт фуд кава еко біо бліц віп віце генерал гранд діджитал "
        "дизайн євро імідж інфо кейс контент лід медіа мікро мульти офіс поп прес прайм реліз спа спец спорт стоп супер "
        "тайм тім трейд ультра флеш хіт чат шоу шоп апарт альфа бета веган вау стендап"
    ),
    negation="не",
    verb_prefixes=("пере", "до", "недо", "під", "роз", "об", "від", "на", "за", "ви", "про", "по"),
    numerals=("дво", "три", "одно", "багато"),
    half="",
    linking="оеє",
    stem_endings=("", "а", "о", "ь", "я", "е", "ий", "ій", "и", "і"),
    suffixes=(
        ("к", ("ний", "ський", "овий")),
        ("очк", ("ка", "ок")),
        ("ечк", ("ка",)),
        ("іст", ("ий", "ій")),
        ("ост", ("ий", "ій")),
        ("уванн", ("увати",)),
        ("юванн", ("ювати",)),
        ("льн", ("ція",)),
    ),
    endings=_longest("а у и і о ою е ь ю я єю ею ам ами ах ям ями ях ів ей ий ій ого ому им ім их ими ої ок ек"),
)

PATTERNS = {"ru": _RU, "uk": _UK}
_LONGEST = 60
_NAMEABLE = frozenset({"NOUN", "ADJ", "VERB", "ADV"})


def is_formed(form: str, lexicon: Words, lang: str) -> bool:
    """The form is made of known words by a productive pattern of the language."""
    patterns = PATTERNS[lang]
    if "-" in form:
        return _hyphenated(form, lexicon, patterns)
    if not 6 <= len(form) <= _LONGEST:
        return False
    return any(test(form, lexicon, patterns) for test in _TESTS)


def _hyphenated(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«офис-менеджер», «веб-разработчик»; each part known, or a first part that lives before hyphens."""
    *first, last = form.split("-")
    return (
        bool(last)
        and lexicon.in_dictionary(last)
        and all(part in patterns.hyphenated or lexicon.in_dictionary(part) for part in first)
    )


def _first_part(form: str, lexicon: Words, patterns: Patterns) -> bool:
    for part in patterns.first_parts:
        rest = form[len(part) :]
        if len(rest) < 4 or not form.startswith(part):
            continue
        if lexicon.level(rest) >= 4 and lexicon.pos(rest) & _NAMEABLE:
            return True
        if len(rest) >= 6 and any(lexicon.level(numeral + rest) for numeral in patterns.numerals):
            return True  # «пятислойный» like «двухслойный»
    for prefix in patterns.prefixes:
        rest = form.removeprefix(prefix)
        if rest != form and len(rest) >= 6 and lexicon.level(rest) >= 8 and lexicon.pos(rest) == frozenset({"NOUN"}):
            return True  # «подстраница», «подмодуль»
    return False


def _half(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«полсуток», «полконторы»: half of a genitive, written together but before a vowel or «л»."""
    rest = form.removeprefix(patterns.half)
    return (
        bool(patterns.half)
        and rest != form
        and rest[0] not in "аеиоуыэюял"
        and lexicon.level(rest) >= 6
        and lexicon.is_genitive(rest)
    )


def _negated(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«некликабельный», «непосещённых», but never «незнаю», «неопубликован»: verbs take a separate «не»."""
    rest = form.removeprefix(patterns.negation)
    return (
        rest != form
        and len(rest) >= 5
        and lexicon.level(rest) >= 8
        and (lexicon.pos(rest) <= frozenset({"ADJ", "NOUN", "PART"}) or lexicon.is_full_participle(rest))
    )


def _prefixed_verb(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«досогласовать», «перезаключим», «разнылся»."""
    for prefix in patterns.verb_prefixes:
        rest = form[len(prefix) :]
        bare = rest.removesuffix("ся").removesuffix("сь")
        if (
            form.startswith(prefix)
            and bare != rest
            and len(bare) >= 3
            and lexicon.level(bare) >= 6
            and lexicon.pos(bare) == frozenset({"VERB"})
        ):
            return True
        if (
            form.startswith(prefix)
            and len(rest) >= 6
            and lexicon.level(rest) >= 8
            and lexicon.pos(rest) == frozenset({"VERB"})
        ):
            return True
    return False


def _compound(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«влагопоглощение», «ціноутворення»: stem + linking vowel + known word; «домашниесады» is none."""
    for at in range(4, len(form) - 4):
        if form[at] not in patterns.linking:
            continue
        stem, rest = form[:at], form[at + 1 :]
        if (
            stem[-1] not in "иыі"
            and lexicon.level(rest) >= 10
            and any(lexicon.level(stem + ending) >= 10 for ending in patterns.stem_endings)
        ):
            return True
    return False


def _suffixed(form: str, lexicon: Words, patterns: Patterns) -> bool:
    """«безналичка» from «безналичный», «кликабельность» from «кликабельный»."""
    for ending in patterns.endings:
        if not form.endswith(ending):
            continue
        stem = form[: -len(ending)]
        for suffix, sources in patterns.suffixes:
            root = stem.removesuffix(suffix)
            if root != stem and len(root) >= 4 and any(lexicon.level(root + source) >= 8 for source in sources):
                return True
    return False


_TESTS: tuple[Callable[[str, Words, Patterns], bool], ...] = (
    _first_part,
    _half,
    _negated,
    _prefixed_verb,
    _compound,
    _suffixed,
)
