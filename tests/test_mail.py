"""Mails as they come: encodings, structures, broken ones."""

from __future__ import annotations

import base64
import email
import email.policy
from email.header import Header
from email.message import EmailMessage, Message
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck.errors import UnreadableError
from tonecheck.message import from_email, read
from tonecheck.message.flowed import unfold
from tonecheck.message.headers import decode_words
from tonecheck.model import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from tonecheck.message.parts import Message as Letter

SAMPLES = Path(__file__).parent / "data" / "mail"

HEADERS = "From: anna@example.com\nTo: client@example.com\nSubject: test\n"
NUL_BYTES = "The input is binary, not text: it holds NUL bytes. Give it as text or as a mail (.eml)."
CUT = "The mail is cut off: a multipart of it never closes, so that its end may be missing. Fetch or save it again."
NO_PARTS = "The mail cannot be read: it says that it consists of several parts, but has none. Fetch or save it again."
NO_MAIL = (
    "This is no mail: it does not begin with mail headers (From, To, Subject, …). "
    "Save the letter as .eml from the mail program, or give its text as .txt."
)

RU = "Добрый день!\nЗаказ готов, забирайте.\n\nС уважением,\nАнна\n"
UK = "Добрий день!\nЗамовлення готове, забирайте.\n\nЗ повагою,\nГанна\n"


def texts(data: bytes) -> dict[str, str]:
    return {part.name: part.text for part in read(data, "letter.eml").parts}


@pytest.mark.parametrize("linesep", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize("declared", ["right", "koi8-r", "x-unknown", None])
@pytest.mark.parametrize(
    ("name", "text"),
    [("utf-8", RU), ("cp1251", RU), ("koi8-r", RU), ("iso8859-5", RU), ("utf-8", UK), ("cp1251", UK), ("koi8-u", UK)],
)
def test_charsets_and_transfer_encodings(
    name: str, text: str, declared: str | None, encoding: str, linesep: str
) -> None:
    subject = "Заказ готов" if text is RU else "Замовлення готове"
    body = text.replace("\n", linesep)
    data = body.encode(name)
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = b"".join(b"=%02X" % byte if byte > 126 or byte == 61 else bytes([byte]) for byte in data)
    charset = {None: "", "right": f"; charset={name}"}.get(declared, f"; charset={declared}")
    header = f"From: a@example.com\nTo: b@example.com\nSubject: {subject}\nContent-Type: text/plain{charset}\n"
    header += f"Content-Transfer-Encoding: {encoding}\n\n"
    raw = header.replace("\n", linesep).encode(name) + data
    assert texts(raw) == {"subject": subject, "text/plain": body}
    parsed = from_email(email.message_from_bytes(raw))
    assert {part.name: part.text for part in parsed.parts} == {"subject": subject, "text/plain": body}
    parsed = from_email(email.message_from_bytes(raw, policy=email.policy.default))
    assert {part.name: part.text for part in parsed.parts} == {"subject": subject, "text/plain": body}


@pytest.mark.parametrize(
    ("raw", "decoded"),
    [
        ("=?utf-8?B?0JfQsNC60LDQtw==?=", "Заказ"),
        ("Re: =?windows-1251?Q?=C7=E0=EA=E0=E7_=B9_5?=", "Re: Заказ № 5"),
        ("=?utf-8?B?0JfQsNC6?= =?utf-8?B?0LDQtw==?=", "Заказ"),
        ("=?utf-8?B?0JfQsNC60Nk=?=", "=?utf-8?B?0JfQsNC60Nk=?="),
        ("=?utf-8?Q?=D0=97=D0=B0=D0=BA=D0?= =?utf-8?Q?=B0=D0=B7?=", "Заказ"),
        ("=?koi8-r?B?8NLJ18XU?= =?utf-8?Q?!?=", "Привет!"),
        ('"=?utf-8?B?0JfQsNC60LDQtw==?=" <a@b>', '"Заказ" <a@b>'),
        ("=?utf-8*ru?B?0JfQsNC60LDQtw?=", "Заказ"),
        ("=?x-unknown?B?x+Dq4Oc=?=", "Заказ"),
        ("plain =?broken", "plain =?broken"),
    ],
)
def test_encoded_words(raw: str, decoded: str) -> None:
    assert decode_words(raw) == decoded


def test_real_mail_objects() -> None:
    for cte in ("8bit", "base64", "quoted-printable"):
        message = EmailMessage()
        message["From"], message["To"] = "manager@example.com", "Олена Іваненко <client@example.com>, b@example.com"
        message["Cc"], message["Date"] = "boss@example.com", "Mon, 12 May 2025 10:14:00 +0300"
        message["Subject"] = "Дуже довга тема листа про все на світі і ще трошки більше, щоб перенеслася"
        message.set_content(UK, cte=cte)
        message.add_attachment(b"-", maintype="application", subtype="pdf", filename="Рахунок № 5.pdf")
        for letter in (
            from_email(message),
            read(message.as_bytes(), "a.eml"),
            from_email(email.message_from_bytes(bytes(message))),
        ):
            assert [(part.name, part.text) for part in letter.parts] == [
                ("subject", "Дуже довга тема листа про все на світі і ще трошки більше, щоб перенеслася"),
                ("text/plain", UK),
            ]
            assert letter.headers is not None
            assert letter.headers.sender == "manager@example.com"
            assert letter.headers.to == (("Олена Іваненко", "client@example.com"), ("", "b@example.com"))
            assert letter.headers.cc == (("", "boss@example.com"),)
            assert letter.headers.date == "Mon, 12 May 2025 10:14:00 +0300"
            assert letter.attachments == ("Рахунок № 5.pdf",)
            assert letter.notes == ()


def test_legacy_mail_objects() -> None:
    message = Message()
    message["Subject"] = Header("Заказ готов", "koi8-r")  # type: ignore[assignment]
    message["From"] = "Анна <anna@example.com>"
    message.set_payload(RU)
    letter = from_email(message)
    assert [part.text for part in letter.parts] == ["Заказ готов", RU]
    message.set_payload(RU, "koi8-r")
    assert [part.text for part in from_email(message).parts] == ["Заказ готов", RU]


def test_alternatives_point_at_their_first_sibling() -> None:
    message = EmailMessage()
    message.set_content("Добрый день\n")
    message.add_alternative("<p>Добрый день</p><img src='cid:logo'>\n", subtype="html")
    message.get_payload()[1].add_related(b"-", "image", "png", cid="<logo>", filename="logo.png")  # type: ignore[index, union-attr]
    message.add_attachment(b"-", maintype="image", subtype="jpeg", filename="фото.jpg")
    message.add_attachment("Текст файла\n", filename="текст.txt")
    for letter in (from_email(message), read(message.as_bytes(), "a.eml")):
        assert [(part.name, part.format, part.alternative_to) for part in letter.parts] == [
            ("text/plain", "text", None),
            ("text/html", "html", "text/plain"),
        ]
        assert letter.attachments == ("фото.jpg", "текст.txt")


def test_further_texts_are_numbered_and_forwarded_mails_are_attachments() -> None:
    data = (SAMPLES / "mixed.eml").read_bytes()
    letter = read(data, "mixed.eml")
    assert [(part.name, part.text.strip(), part.alternative_to) for part in letter.parts] == [
        ("subject", "Re: Договор № 7", None),
        ("text/plain", "Добрый день, Ольга!\n\nДоговор во вложении.", None),
        ("text/plain 2", "-- \nРассылка отдела продаж", None),
    ]
    assert letter.attachments == ("Договор № 7.docx", "message.eml", "Акт сверки.pdf")
    assert letter.headers is not None
    assert letter.headers.sender == "anna@example.com"
    assert letter.headers.to == (("Ольга Петренко", "olga@example.com"),)
    assert letter.notes == ()


def test_sealed_mail_is_read_and_encrypted_mail_says_so() -> None:
    part = "--x\nContent-Type: text/plain\n\nHello\n--x\nContent-Type: {}; name=smime.p7s\nContent-Transfer-Encoding: base64\n\nAAAA\n--x--\n"
    head = HEADERS + "Content-Type: multipart/signed; boundary=x\n\n"
    letter = read((head + part.format("application/pkcs7-signature")).encode(), "a.eml")
    assert [each.text for each in letter.parts] == ["test", "Hello"]
    assert letter.attachments == ()
    assert letter.notes == ()
    letter = read((HEADERS + "Content-Type: application/pkcs7-mime; name=smime.p7m\n\nAAAA\n").encode(), "a.eml")
    assert letter.notes == (
        "The text of the mail is encrypted or sealed (S/MIME or PGP): only what is in the open was checked.",
    )
    armour = "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"
    assert read((HEADERS + "\n" + armour).encode(), "a.eml").notes == letter.notes


def test_flowed_is_unfolded_with_a_way_back() -> None:
    source = "Добрый \nдень! \n-- \nАнна\n> старое \n> письмо\n> > ещё\n Отступ\n"
    head = HEADERS + "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    part = read((head + source).encode(), "a.eml").parts[1]
    assert part.text == source
    assert part.clean == "Добрый день! \n-- \nАнна\n> старое письмо\n> > ещё\nОтступ\n"
    at = part.clean.index("Отступ")
    span = part.source_map.span(at, at + 6)
    assert source[span.start : span.end] == "Отступ"


def test_unfold_with_deleted_spaces() -> None:
    text, source_map = unfold("Відван \r\nтаження\r\nзавтра", delete_space=True)
    assert text == "Відвантаження\r\nзавтра"
    assert source_map.span(0, 13) == Span(0, 16)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The mail is empty: there is nothing to check."),
        (b" \r\n", "The mail is empty: there is nothing to check."),
        ("Добрый день!\nПросто текст.".encode(), NO_MAIL),
        (b"\x89PNG\r\n\x1a\n\x00\x00", NO_MAIL),
        ((HEADERS + "Content-Type: multipart/mixed; boundary=x\n\nhello\n").encode(), NO_PARTS),
        ((HEADERS + "Content-Type: multipart/mixed\n").encode(), NO_PARTS),
        (
            (HEADERS + "Content-Transfer-Encoding: base64\n\n0\n").encode(),
            "A part text/plain cannot be read: its base64 is broken or cut off.",
        ),
        (
            HEADERS.encode() + b"\n\x00\x01\x02",
            "A part text/plain cannot be read: " + NUL_BYTES,
        ),
    ],
)
def test_unreadable_mails(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(data, "letter.eml")
    assert str(caught.value) == sentence


def test_cut_mails_are_read_as_far_as_they_go_and_say_so() -> None:
    cut = HEADERS + "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nHello\n"
    letter = read(cut.encode(), "a.eml")
    assert letter.parts[1].text == "Hello\n"
    assert letter.notes == (CUT,)
    assert from_email(email.message_from_string(cut)).notes == (CUT,)
    half = base64.b64encode("Добрый день".encode())[:15]
    letter = read(HEADERS.encode() + b"Content-Transfer-Encoding: base64\n\n" + half, "a.eml")
    assert letter.parts[1].text == "Добры"
    assert letter.notes == ("A part text/plain is cut off: its base64 ends in the middle.",)


def test_wrong_boundary_is_found() -> None:
    data = (
        HEADERS
        + "Content-Type: multipart/mixed; boundary=wrong\n\n--real\nContent-Type: text/plain\n\nHello\n--real--\n"
    )
    letter = read(data.encode(), "a.eml")
    assert [part.text for part in letter.parts] == ["test", "Hello"]
    assert letter.notes == ()


@pytest.mark.parametrize("depth", [200, 900])
def test_deep_nesting_is_read_without_recursion(depth: int) -> None:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth))
    closing = "".join(f"\n--b{at}--\n" for at in reversed(range(depth)))
    letter = read((HEADERS + opening + "Content-Type: text/plain\n\nHello" + closing).encode(), "a.eml")
    assert [part.text for part in letter.parts] == ["test", "Hello"]
    assert letter.notes == ()


def test_bottomless_nesting_is_bounded() -> None:
    opening = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(3_000))
    letter = read((HEADERS + opening + "Content-Type: text/plain\n\nHello").encode(), "a.eml")
    assert letter.notes == (
        "Parts of the mail that are nested more than 1000 levels deep were not read.",
        CUT,
    )


def test_hundred_thousand_boundaries_are_no_matter() -> None:
    data = HEADERS + "Content-Type: multipart/mixed; boundary=x\n\n" + "--x\n" * 100_000 + "--x--\n"
    assert [part.text for part in read(data.encode(), "a.eml").parts] == ["test"]


@pytest.mark.parametrize(
    "value", ["<", "a@", '"Іван <a@b>', ",,,", "=?utf-8?B?0?= <a@b>", "группа: a@b, c@d;", "@" * 1000, "(" * 2000]
)
def test_malformed_addresses_raise_nothing(value: str) -> None:
    letter = read(f"From: {value}\nTo: {value}\nSubject: x\n\nHello".encode(), "a.eml")
    assert letter.parts[1].text == "Hello"
    assert from_email(email.message_from_string(f"From: {value}\nSubject: x\n\nHello")).parts[1].text == "Hello"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 400), st.integers(0, 400))
def test_mutants_raise_nothing_but_unreadable_error(noise: bytes, start: int, length: int) -> None:
    data = (SAMPLES / "mixed.eml").read_bytes()
    mutant = data[:start] + noise + data[start + length :]
    assert outcome(partial(read, mutant, "a.eml")).endswith(".")
    assert outcome(partial(from_email, email.message_from_bytes(mutant, policy=email.policy.default))).endswith(".")


def outcome(reading: Callable[[], Letter]) -> str:
    """What reading has to say: its notes, or the sentence of its error."""
    try:
        return " ".join(["Read.", *reading().notes])
    except UnreadableError as error:
        return str(error)
