"""Which language a catalogue, or a part of one, is written in, by the names that people give to locales.

Names are those of BCP 47 and of its looser cousins: «ru», «ru-RU», «uk_UA», «ru-rRU» (Android), «sr@latin», and
the words «russian» and «ukrainian». «ua» is the country, but stands for the language in many a file name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Locale = Literal["ru", "uk", "other"]

_OURS: Final[dict[str, Locale]] = {
    **dict.fromkeys(("ru", "rus", "russian", "русский"), "ru"),
    **dict.fromkeys(("uk", "ua", "ukr", "ukrainian", "українська"), "uk"),
}
#: Languages that software is translated into (ISO 639-1, and the longer codes in use).
_NAMES: Final = """
aa ab ae af ak am an ar as ast av ay az ba be bg bh bi bm bn bo br bs ca ce ceb ch ckb co cr cs csb cu cv cy da
de dsb dv dz ee el en eo es et eu fa ff fi fil fj fo fr fur fy ga gd gl gn gsw gu gv ha haw he hi hne ho hr hsb
ht hu hy hz ia id ie ig ii ik in io is it iu iw ja jv ka kab kg ki kj kk kl km kmr kn ko kr ks ku kv kw ky la lb
lg li ln lo lt lu lv mai mg mh mi mk ml mn mr ms mt my na nap nb nd nds ne ng nl nn no nr nso nv ny oc oj om or
os pa pi pl ps pt qu rm rn ro rw sa sah sc sco sd se sg sh si sk sl sm sn so sq sr ss st su sv sw szl ta te tg
th ti tk tl tn to tr ts tt tw ty ug ur uz ve vec vi vo wa wo xh yi yo za zh zu english german french spanish
italian polish turkish belarusian bulgarian serbian kazakh portuguese dutch
"""
_OTHERS: Final = frozenset(_NAMES.split())
_CODE: Final = re.compile(
    r"(?:[A-Za-z]{2,3}|[A-Za-z]{5,10}|русский|українська)"
    r"(?:[-_@](?:r?[A-Z]{2}|r?[a-z]{2}|[0-9]{3}|(?i:latn|cyrl|hans|hant|latin|cyrillic)))*",
)
_SEPARATED: Final = re.compile(r"[-_@]")
#: What separates the parts of a file's name: «messages_ru», «app.uk», «Bundle-ru_RU».
_JOINTS: Final = re.compile(r"[._-]")
#: English words that end names: «how_to», «sign-in». None of these languages is written in Cyrillic letters.
_WORDS: Final = frozenset(("an", "am", "as", "co", "id", "in", "io", "is", "it", "my", "no", "or", "so", "to"))
#: What follows a language, a country or a script: «ru_RU», «uk-rUA», «sr_Latn».
_COUNTRY: Final = re.compile(r"r?[A-Z]{2}|[a-z]{2}|[A-Z][a-z]{3}")
_IN_FOLDER: Final = re.compile(r"(?:values-)?(?P<code>[A-Za-z]{2,10}(?:[-_]r?[A-Za-z]{2,4})?)(?:\.lproj)?")
#: Formats of catalogues (message/catalogues reads them). An .xml is one by what it holds.
CATALOGUE_SUFFIXES: Final = (
    *(".arb", ".ftl", ".json", ".php", ".po", ".properties"),
    *(".strings", ".xcstrings", ".xlf", ".xliff", ".yaml", ".yml"),
)
#: Files of tools, which stand in folders of any name.
_TOOLS: Final = re.compile(
    r"(?:package|package-lock|composer|tsconfig|jsconfig|manifest|angular|bower|deno|renovate|lerna|nx|vercel|turbo)\b.*\.json"
    r"|(?:docker-compose|compose|mkdocs|pnpm-lock|\.?gitlab-ci|\.?travis|appveyor|azure-pipelines|openapi|swagger)\b.*"
    r"|(?:gradle|gradle-wrapper|log4j2?|application|sonar-project)\.(?:properties|ya?ml)",
    re.IGNORECASE,
)
#: What says of a file, in bytes of any charset, that it has something in Russian or Ukrainian.
_OWN_CODE: Final = rb"(?:ru|uk|ua)(?:[-_](?:RU|UA|ru|ua))?"
_CYRILLIC: Final = rb"[\xd0\xd1][\x80-\xbf]|\\[uU]04[0-9A-Fa-f]{2}|[\x10-\x4f]\x04|\x04[\x10-\x4f]"
_TELLING: Final = {
    suffix: re.compile(pattern, re.MULTILINE)
    for suffixes, pattern in (
        ((".json", ".yaml", ".yml"), rb"^\s*[\"']?" + _OWN_CODE + rb"[\"']?\s*:"),
        ((".po",), rb"^\"Language: *" + _OWN_CODE + rb"\b"),
        ((".arb",), rb"\"@@locale\"\s*:\s*\"" + _OWN_CODE + rb"\""),
        ((".xlf", ".xliff"), rb"(?:target-language|trgLang)\s*=\s*[\"']" + _OWN_CODE + rb"[\"']"),
        ((".xcstrings",), rb"\"" + _OWN_CODE + rb"\"\s*:"),
        ((".ftl", ".properties", ".strings"), _CYRILLIC),
    )
    for suffix in suffixes
}
#: Folders whose two letters are no language: «node_modules/is», «src/my».
_LOCALE_FOLDERS: Final = frozenset(
    ("locale", "locales", "lang", "langs", "language", "languages", "i18n", "l10n", "translations", "translation")
)
_MAILS: Final = re.compile(r"e?mails?|(?:e?mail|letter)[-_]?templates?|newsletters?", re.IGNORECASE)
#: Android's folders that hold strings of no particular language are «values» and «values-night».
_ANDROID: Final = re.compile(r"values(?:-[A-Za-z0-9+]+)*")


def read_code(code: str) -> Locale | None:
    """The language of a locale's name: «ru», «uk», «other»; None for what is no name of a locale."""
    if _CODE.fullmatch(code) is None:
        return None
    language = _SEPARATED.split(code, maxsplit=1)[0].lower()
    if language in _OURS:
        return _OURS[language]
    return "other" if language in _OTHERS else None


def are_codes(names: Iterable[str]) -> bool:
    """Whether all of the names are locales' and one of them is Russian or Ukrainian: the keys of a file for all."""
    found = [read_code(name) for name in names]
    return bool(found) and None not in found and not {"ru", "uk"}.isdisjoint(found)


def find_in_path(path: str) -> Locale | None:
    """The language that the name of a file says, else the nearest of its folders that says one; None for neither.

    «messages_uk.properties», «values-ru/strings.xml», «ru.lproj/Localizable.strings», «locale/uk/LC_MESSAGES/x.po».
    """
    *folders, name = _split(path)
    if (locale := _read_stem(name)) is not None:
        return locale
    for index in range(len(folders) - 1, -1, -1):
        above = folders[index - 1].lower() if index else ""
        if (locale := _read_folder(folders[index], above)) is not None:
            return locale
    return None


def names_catalogue(path: str) -> bool:
    """Whether a path names a catalogue in Russian or Ukrainian: by its suffix and what it says of the language."""
    *folders, name = _split(path)
    if _TOOLS.fullmatch(name) or find_in_path(path) not in ("ru", "uk"):
        return False
    if name.lower().endswith(".xml"):
        return bool(folders) and _ANDROID.fullmatch(folders[-1]) is not None
    if name.lower().endswith(".php"):
        return is_php_catalogue(path)
    return name.lower().endswith(CATALOGUE_SUFFIXES)


def may_be_catalogue(path: str) -> bool:
    """Whether only the content can tell: a catalogue by its suffix whose path says no language."""
    name = _split(path)[-1].lower()
    is_one = name.endswith(CATALOGUE_SUFFIXES) and not name.endswith(".php") and not _TOOLS.fullmatch(name)
    return is_one and find_in_path(path) is None


def is_php_catalogue(path: str) -> bool:
    """Whether a .php holds strings and no program: in a folder of languages («lang/uk/auth.php»)."""
    *folders, _ = _split(path)
    return find_in_path(path) is not None and any(folder.lower() in _LOCALE_FOLDERS for folder in folders)


def names_mail_template(path: str) -> bool:
    """Whether a path is that of a mail that a program sends: «language/ru/email/user_welcome.txt», «mails/uk/order.html»."""
    *folders, _ = _split(path)
    return any(_MAILS.fullmatch(folder) for folder in folders) and any(
        read_code(folder) in ("ru", "uk") for folder in folders
    )


def _split(path: str) -> list[str]:
    return re.split(r"[\\/]", path)


def tells_locale(path: str, data: bytes) -> bool:
    """Whether the content of what may be a catalogue says that some of it is in Russian or Ukrainian."""
    suffix = "." + path.lower().rpartition(".")[2]
    telling = _TELLING.get(suffix)
    return telling is not None and telling.search(data) is not None


def _read_stem(name: str) -> Locale | None:
    """The locale at the end of a name without its suffixes, of which a template has two («m_ru.properties.ejs»)."""
    stem, dot, _ = name.rpartition(".")
    while dot:
        *_, before, last = ("", *_JOINTS.split(stem))
        own, language = read_code(last), read_code(before)
        if language is not None and _COUNTRY.fullmatch(last) and not (last.islower() and own in ("ru", "uk")):
            return language  # «ru_RU», «pt_br», but «en_ru» is a dictionary
        if own is not None and not (before and last in _WORDS):
            return own
        stem, dot, _ = stem.rpartition(".")
    return None


def _read_folder(folder: str, above: str) -> Locale | None:
    if _ANDROID.fullmatch(folder):
        for qualifier in re.split(r"[-+]", folder)[1:]:
            if qualifier != "b" and len(qualifier) in (2, 3) and (locale := read_code(qualifier)) is not None:
                return locale
        return None
    found = _IN_FOLDER.fullmatch(folder)
    locale = read_code(found["code"]) if found else None
    if locale == "other" and above not in _LOCALE_FOLDERS and not folder.endswith(".lproj"):
        return None  # «src/is/», «my/»: two letters are not yet a language
    return locale
