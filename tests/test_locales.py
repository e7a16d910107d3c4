"""Which language a catalogue is in, by names of files, folders and keys."""

from __future__ import annotations

import pytest

from tonecheck.locales import (
    are_codes,
    find_in_path,
    may_be_catalogue,
    names_catalogue,
    names_mail_template,
    read_code,
    tells_locale,
)


@pytest.mark.parametrize(
    ("code", "locale"),
    [
        *(("ru", "ru"), ("ru-RU", "ru"), ("ru_RU", "ru"), ("RU", "ru"), ("uk", "uk"), ("ua", "uk"), ("uk-UA", "uk")),
        *(("en", "other"), ("pt-BR", "other"), ("zh-Hans", "other"), ("sr@latin", "other"), ("be", "other")),
        *(("title", None), ("xx", None), ("russia", None), ("", None), ("ru.name", None)),
    ],
)
def test_the_name_of_a_locale(code: str, locale: str | None) -> None:
    assert read_code(code) == locale


@pytest.mark.parametrize(
    ("path", "locale"),
    [
        *(("ru.json", "ru"), ("locales/uk/common.json", "uk"), ("messages_uk.properties", "uk")),
        *(("app_ru_RU.arb", "ru"), ("res/values-ru/strings.xml", "ru"), ("values-uk-rUA/strings.xml", "uk")),
        *(
            ("app_uk.arb", "uk"),
            ("pt_br.json", "other"),
            ("en_ru.json", "ru"),
            ("uk_ua.po", "uk"),
            (".ru", None),
            ("how_to.yml", None),
            ("it.yml", "other"),
        ),
        *(("values-b+ru+RU/strings.xml", "ru"), ("ru.lproj/Localizable.strings", "ru")),
        *(("locale/uk/LC_MESSAGES/django.po", "uk"), ("messages.ru.xlf", "ru"), ("Bundle.uk.xliff", "uk")),
        *(("devise.ru.yml", "ru"), ("language/russian/common.json", "ru"), ("i18n/messages_ua.properties.ejs", "uk")),
        *(("locales/en/ru.json", "ru"), ("ru/en.json", "other"), ("values-de/strings.xml", "other")),
        *(("values/strings.xml", None), ("values-night/strings.xml", None), ("values-v21/strings.xml", None)),
        *(("src/is/strings.json", None), ("messages.properties", None), ("locales/de/a.json", "other")),
    ],
)
def test_the_locale_that_a_path_says(path: str, locale: str | None) -> None:
    assert find_in_path(path) == locale


def test_keys_are_locales_together_or_not_at_all() -> None:
    assert are_codes(["ru", "en"])
    assert not are_codes(["ru", "title"])
    assert not are_codes(["de", "en"])
    assert not are_codes([])


@pytest.mark.parametrize(
    ("path", "is_named"),
    [
        *(("locales/ru.json", True), ("values-uk/strings.xml", True), ("ru/package.json", False)),
        *(("ru/tsconfig.app.json", False), ("ru/sitemap.xml", False), ("locales/en.json", False), ("ru/a.txt", False)),
        *(("lang/ru/auth.php", True), ("ru/index.php", False), ("lang/en/auth.php", False)),
    ],
)
def test_catalogues_by_their_names(path: str, is_named: bool) -> None:
    assert names_catalogue(path) is is_named


@pytest.mark.parametrize(
    ("path", "data", "has_ours"),
    [
        ("a.yml", "en:\n  a: b\nru:\n  a: б\n", True),
        ("a.yml", "services:\n  web: б\n", False),
        ("a.json", '{\n "uk": {"a": "б"}}', True),
        ("a.json", '{"name": "б"}', False),
        ("django.po", '"Language: ru\\n"', True),
        ("L.xcstrings", '"uk" : {}', True),
        ("m.xlf", '<file target-language="ru-RU">', True),
        ("m.properties", "a=\\u0433", True),
        ("m.properties", "a=b", False),
    ],
)
def test_catalogues_by_their_content(path: str, data: str, has_ours: bool) -> None:
    assert may_be_catalogue(path)
    assert tells_locale(path, data.encode()) is has_ours


@pytest.mark.parametrize(
    ("path", "is_mail"),
    [
        *(
            ("language/ru/email/user_welcome.txt", True),
            ("mails/uk/order.html", True),
            ("email_templates/ru/a.txt", True),
        ),
        *(("mails/en/order.html", False), ("ru/a.txt", False), ("email/a.txt", False)),
    ],
)
def test_mails_of_a_program(path: str, is_mail: bool) -> None:
    assert names_mail_template(path) is is_mail
