"""Mails written back: only what changed, in its own charset and encoding, and every other byte as it was."""

import base64
import quopri

import pytest

from tonecheck.checker import Checker
from tonecheck.errors import UnreadableError
from tonecheck.message import read
from tonecheck.message.splice import has_dkim, write_back

CHECKER = Checker()
RU = "Глянь смету, которую я тебе отправил.\nИтог прежний.\n"
RU_FIXED = "Гляньте смету, которую я вам отправил.\nИтог прежний.\n"
UK = "Глянь кошторис, який я тобі надіслав.\nПідсумок той самий.\n"
UK_FIXED = "Гляньте кошторис, який я вам надіслав.\nПідсумок той самий.\n"
SEALED = (
    "the mail is signed or encrypted, and one changed letter would break the seal;"
    " mend the text in the mail program and sign it anew"
)


def transfer(body: bytes, encoding: str, eol: str) -> bytes:
    if encoding == "base64":
        return base64.encodebytes(body).replace(b"\n", eol.encode())
    if encoding == "quoted-printable":
        return quopri.encodestring(body)
    return body


def mail(body: str, charset: str, encoding: str, eol: str) -> bytes:
    head = (
        f"Received: from a by b{eol}From: Anna <anna@example.com>{eol}To: client@example.com{eol}"
        f"Subject: Re: 14{eol}MIME-Version: 1.0{eol}Content-Type: text/plain; charset={charset}{eol}"
        f"Content-Transfer-Encoding: {encoding}{eol}X-Odd:   kept  as is{eol}{eol}"
    )
    return head.encode() + transfer(body.replace("\n", eol).encode(charset), encoding, eol)


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
@pytest.mark.parametrize(
    ("charset", "before", "after"),
    [("utf-8", RU, RU_FIXED), ("koi8-r", RU, RU_FIXED), ("windows-1251", UK, UK_FIXED), ("koi8-u", UK, UK_FIXED)],
)
def test_only_the_payload_changes(charset: str, before: str, after: str, encoding: str, eol: str) -> None:
    data = mail(before, charset, encoding, eol)
    fixed = CHECKER.fix_bytes(data, "letter.eml")
    head, _, body = fixed.partition((eol * 2).encode())
    assert head == data.partition((eol * 2).encode())[0]
    [*_, part] = read(fixed, "letter.eml").parts
    assert part.text == after.replace("\n", eol)
    assert body == mail(after, charset, encoding, eol).partition((eol * 2).encode())[2]
    assert CHECKER.fix_bytes(fixed, "letter.eml") == fixed


def test_a_clean_mail_keeps_every_byte() -> None:
    data = mail("Добрый день! Счёт готов.\n", "koi8-r", "base64", "\r\n")
    assert CHECKER.fix_bytes(data, "letter.eml") == data


def test_both_alternatives_are_mended_and_nothing_between_them() -> None:
    data = (
        "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="=_1"\n\nA preamble, тут.\n--=_1\n'
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nГлянь договор.\n\n--=_1\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n<p>Глянь <b>договор</b>.</p>\n"
        "--=_1--\nEpilogue\n"
    ).encode()
    assert CHECKER.fix_bytes(data, "letter.eml").decode() == data.decode().replace("Глянь", "Гляньте")


def test_a_subject_is_written_in_encoded_words_of_its_charset() -> None:
    word = base64.b64encode("Глянь смету".encode("koi8-r")).decode()
    data = f"From: a@example.com\nSubject: =?koi8-r?B?{word}?=\nTo: b@example.com\n\nok\n".encode()
    fixed = CHECKER.fix_bytes(data, "letter.eml")
    new = base64.b64encode("Гляньте смету".encode("koi8-r")).decode()
    assert fixed == f"From: a@example.com\nSubject: =?koi8-r?b?{new}?=\nTo: b@example.com\n\nok\n".encode()


def test_a_raw_subject_stays_raw() -> None:
    data = "From: a@example.com\nSubject: Глянь смету\nTo: b@example.com\n\nДобрый день!\n".encode("cp1251")
    assert CHECKER.fix_bytes(data, "letter.eml") == data.replace("Глянь".encode("cp1251"), "Гляньте".encode("cp1251"))


@pytest.mark.parametrize(
    "kind", ['multipart/signed; protocol="application/pgp-signature"', 'multipart/signed; protocol="application/pkcs7"']
)
def test_a_signed_mail_is_refused(kind: str) -> None:
    data = (
        f'From: a@example.com\nTo: b@example.com\nContent-Type: {kind}; boundary="b"\n\n--b\n'
        "Content-Type: text/plain; charset=utf-8\n\nГлянь договор.\n--b\n"
        "Content-Type: application/pgp-signature\n\nxx\n--b--\n"
    ).encode()
    with pytest.raises(UnreadableError) as refused:
        CHECKER.fix_bytes(data, "letter.eml")
    assert str(refused.value) == SEALED


def test_a_mail_that_is_signed_in_its_text_is_refused() -> None:
    data = (
        "From: a@example.com\nTo: b@example.com\nContent-Type: text/plain; charset=utf-8\n\n"
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nГлянь договор.\n"
        "-----BEGIN PGP SIGNATURE-----\n\nxx\n-----END PGP SIGNATURE-----\n"
    ).encode()
    with pytest.raises(UnreadableError) as refused:
        CHECKER.fix_bytes(data, "letter.eml")
    assert str(refused.value) == SEALED


def test_a_letter_that_the_charset_lacks_is_named() -> None:
    data = mail("Ґанок є.\n", "windows-1251", "8bit", "\n")
    with pytest.raises(UnreadableError, match="the file is in cp1251, which lacks '¥'"):
        write_back(data, read(data, "letter.eml"), {"text/plain": "Ґанок ¥.\n"})


def test_nothing_changed_is_the_same_object() -> None:
    data = b"From: a@example.com\nTo: b@example.com\n\nok\n"
    assert write_back(data, read(data, "letter.eml"), {}) is data


def test_dkim_is_looked_for_in_the_headers_only() -> None:
    assert has_dkim(b"Received: x\r\nDKIM-Signature: v=1\r\n\r\nok")
    assert not has_dkim(b"From: x\n\nDKIM-Signature: v=1\n")
