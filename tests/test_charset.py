"""Every charset of Russian and Ukrainian mail × declared rightly, wrongly, not at all × both languages × long and short."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import UnreadableError
from tonecheck.message import charset

LETTER_RU = (
    "Добрый день, Ирина Сергеевна!\n\nОтгрузку перенесли на четверг, 15 мая: машина придёт до 12:00. "
    "Счёт № 45 и акт — во вложении, объём прежний. Подтвердите, пожалуйста, адрес склада.\n\nС уважением,\nАнна Щукина\n"
)
LETTER_UK = (
    "Добрий день, Олено Іванівно!\n\nВідвантаження перенесли на четвер, 15 травня: машина приїде до 12:00. "
    "Рахунок № 45 та акт — у вкладенні, обсяг той самий. Підтвердьте, будь ласка, адресу складу «Південь».\n\n"
    "З повагою,\nГанна Їжак, маєток Ґалаґан\n"
)
TEXTS = {
    "ru": (LETTER_RU, "Отгрузка в четверг", "Ваш заказ", "Счета за июнь"),
    "uk": (LETTER_UK, "Відвантаження у четвер", "Ваше замовлення", "Рахунки за червень"),
}
CHARSETS = {
    "ru": (
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1251",
        "koi8-r",
        "koi8-u",
        "iso8859-5",
        "cp866",
        "mac-cyrillic",
    ),
    "uk": ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-u", "iso8859-5", "cp1125", "mac-cyrillic"),
}
DECLARED = (
    "right",
    None,
    "us-ascii",
    "utf-8",
    "windows-1251",
    "koi8-r",
    "iso-8859-5",
    "cp866",
    "iso-8859-1",
    "x-unknown",
)


def encodable(text: str, name: str) -> str:
    """What of the text the charset has: cp866 has no «—», iso-8859-5 no «Ґ»."""
    return text.encode(name, "ignore").decode(name)


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize(("language", "name"), [(lang, name) for lang, names in CHARSETS.items() for name in names])
def test_matrix(language: str, name: str, declared: str | None) -> None:
    for original in TEXTS[language]:
        text = encodable(original, name)
        assert charset.decode(text.encode(name), name if declared == "right" else declared) == text


@pytest.mark.parametrize(
    ("spelling", "codec"),
    [
        ("win-1251", "cp1251"),
        ("WINDOWS-1251", "cp1251"),
        ("cp-1251", "cp1251"),
        ('"Windows-1251"', "cp1251"),
        ("x-cp1251", "cp1251"),
        ("koi8", "koi8-r"),
        ("koi8_r", "koi8-r"),
        ("KOI8-RU", "koi8-u"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("ISO-8859-5-E", "iso8859-5"),
        ("dos-866", "cp866"),
        ("utf8", "utf-8"),
        ("x-unknown", None),
        ("base64", None),
        ("", None),
        (None, None),
    ],
)
def test_lookup(spelling: str | None, codec: str | None) -> None:
    assert charset.lookup(spelling) == codec


@pytest.mark.parametrize(
    "bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE]
)
def test_byte_order_mark_is_no_text(bom: bytes) -> None:
    names = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
    names |= {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"}
    assert charset.decode(bom + "Їжак".encode(names[bom]), "koi8-r") == "Їжак"


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        (b"", None, ""),
        (b"Hello\r\nthere", "x-unknown", "Hello\r\nthere"),
        ("naïve Zürich".encode("cp1252"), "windows-1252", "naïve Zürich"),
        (b"Le caf\xe9 est ferm\xe9", None, "Le café est fermé"),
        ("Grüße aus Köln".encode(), None, "Grüße aus Köln"),
        ("日本語".encode(), None, "日本語"),
        ("日本語の手紙".encode("shift_jis"), "shift_jis", "日本語の手紙"),
        ("zażółć gęślą".encode("cp1250"), "windows-1250", "zażółć gęślą"),
        ("😀👍".encode(), None, "😀👍"),
        ("там".encode("cp866"), "cp866", "там"),
        ("Привет, друзья мои".encode()[:-1], "utf-8", "Привет, друзья мо"),
        ("Қазақстан Республикасының тұңғыш мектебі".encode(), None, "Қазақстан Республикасының тұңғыш мектебі"),
        ("20 л,".encode("cp1251"), "cp1251", "20 л,"),
        (b"\xe0" * 200, "cp1251", "а" * 200),
        ("а".encode() * 200, None, "а" * 200),
        ("Это срочно! ".encode("cp1251") * 50_000, None, "Это срочно! " * 50_000),
    ],
)
def test_other_texts(data: bytes, declared: str | None, text: str) -> None:
    assert charset.decode(data, declared) == text


BINARY = "The input is binary, not text: it holds {}. Give it as text or as a mail (.eml)."
UNKNOWN = (
    "The text cannot be decoded: no charset gives plausible letters. Save it as UTF-8, or name its charset rightly."
)
MOJIBAKE = "The text is mojibake: its letters make no words in any language. Save it again from its source as UTF-8."


@pytest.mark.parametrize(
    ("data", "declared", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10", None, BINARY.format("NUL bytes")),
        (bytes(range(1, 32)) + b"abc", None, BINARY.format("control characters")),
        (LETTER_RU.encode().decode("latin-1").encode(), None, BINARY.format("control characters")),
        (LETTER_RU.encode().decode("cp1251", "replace").encode(), None, MOJIBAKE),
        (LETTER_RU.encode("koi8-r", "ignore").decode("cp1251").encode(), "utf-8", MOJIBAKE),
        (bytes(0x80 + (at * 89 + at * at * 7) % 128 for at in range(400)), "iso-8859-5", UNKNOWN),
        (bytes(0x80 + (at * 89 + at * at * 7) % 128 for at in range(400)), None, UNKNOWN),
    ],
)
def test_unreadable(data: bytes, declared: str | None, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        charset.decode(data, declared)
    assert str(caught.value) == sentence


@settings(max_examples=150)
@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "koi8-r", "cp1251", "utf-16", "utf-7", "zip"]))
def test_nothing_but_unreadable_error(data: bytes, declared: str | None) -> None:
    try:
        text = charset.decode(data, declared)
    except UnreadableError:
        return
    assert "\x00" not in text
