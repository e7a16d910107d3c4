"""Any message at all: the gate decides, crashes never, and no byte but a trace line is altered."""

import base64
import quopri
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tonecheck import Checker
from tonecheck.config import Presend
from tonecheck.presend.decision import Envelope, decide
from tonecheck.presend.fields import iterate_fields, strip_override
from tonecheck.presend.wire import is_smuggling, undouble_dots

WORDS = st.sampled_from(
    ["Глянь договор.", "Дякуємо, чекаємо на відповідь.", "ok", "", "=?utf-8?B?0?=", "--a", "--a--", "\x00", "ё" * 90]
)
CHARSETS = st.sampled_from(["utf-8", "windows-1251", "koi8-r", "koi8-u", "iso-8859-5", "utf-16", "unknown-8bit", "x"])
ENDS = st.sampled_from([b"\r\n", b"\n", b"\r"])
TYPES = st.sampled_from(
    [
        "text/plain",
        "text/html",
        "text/calendar",
        "application/pgp-encrypted",
        "application/pkcs7-mime",
        "message/rfc822",
        "",
    ]
)


@st.composite
def leaves(draw: Any) -> Any:
    """A part whose charset and encoding may or may not be what they say."""
    real = draw(st.sampled_from(["utf-8", "windows-1251", "koi8-u", "utf-16"]))
    body = " ".join(draw(st.lists(WORDS, max_size=4))).encode(real, "replace")
    encoding = draw(st.sampled_from(["7bit", "8bit", "base64", "quoted-printable", "x-uuencode"]))
    if draw(st.booleans()):
        body = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(body)
    body = body[: draw(st.integers(0, 400))]
    head = f'Content-Type: {draw(TYPES)}; charset="{draw(CHARSETS)}"\nContent-Transfer-Encoding: {encoding}\n\n'
    return head.encode() + body + b"\n"


@st.composite
def multiparts(draw: Any, children: Any) -> Any:
    kind = draw(st.sampled_from(["mixed", "alternative", "related", "signed", "encrypted", "report"]))
    mark = draw(st.sampled_from(["a", "b", "a--", "", " "]))
    pieces = [b"--" + mark.encode() + b"\n" + child for child in draw(st.lists(children, max_size=3))]
    end = b"--" + mark.encode() + b"--\n" if draw(st.booleans()) else b""
    return f'Content-Type: multipart/{kind}; boundary="{mark}"\n\n'.encode() + b"".join(pieces) + end


FIELDS = st.lists(
    st.sampled_from(
        [
            b"From: a@house.example\n",
            "To: Ольга <o@client.example>\n".encode("koi8-r"),
            b"To: ((((\n",
            "Subject: Договор\n".encode("windows-1251"),
            b"Subject: =?utf-8?Q?=D0?=\n =?utf-8?Q?=94?=\n",
            b"X-Tonecheck: allow -- x\n",
            b"X-Tonecheck: found\n",
            b" folded\n",
            b"no colon\n",
            b": no name\n",
        ]
    ),
    max_size=6,
)


@st.composite
def messages(draw: Any) -> Any:
    body = draw(st.recursive(leaves(), multiparts, max_leaves=5))
    data = b"".join(draw(FIELDS)) + body
    return data.replace(b"\n", draw(ENDS)) if draw(st.booleans()) else data


@pytest.fixture(scope="module")
def checker() -> Any:
    with Checker() as checker:
        yield checker


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.one_of(messages(), st.binary(max_size=300)))
def test_no_message_makes_the_check_crash(checker: Any, data: Any) -> None:
    decision = decide(data, Envelope(("o@client.example",)), Presend(author_override=True), checker.check_bytes)
    assert decision.verdict != "failed", decision.reason


@given(data=messages())
def test_only_overrides_are_stripped(data: Any) -> None:
    stripped = strip_override(data)
    assert strip_override(stripped) == stripped
    kept = [data[start:end] for start, end, name, value in iterate_fields(data) if not _overrides(name, value)]
    assert [piece for piece in kept if piece not in stripped] == []
    assert (stripped == data) is not any(_overrides(name, value) for _, _, name, value in iterate_fields(data))


def _overrides(name: Any, value: Any) -> Any:
    return name == b"x-tonecheck" and value.startswith(b"allow -- x")


@given(data=st.lists(st.sampled_from([b".", b"\r\n", b"a", b"..", b"\r\n."])).map(b"".join))
def test_dots_are_doubled_on_the_wire_only(data: Any) -> None:
    data += b"\r\n"
    lines = data.split(b"\r\n")
    assert undouble_dots(b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)) == data


@pytest.mark.parametrize("data", [b"a\r\n..\r\nb", b"a.\r\n", b"a\n..\nb", b"a. \n", b"\r\n.a\r\n"])
def test_a_dot_among_others_smuggles_nothing(data: Any) -> None:
    assert not is_smuggling(data)
