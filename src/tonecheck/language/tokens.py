"""One tokenizer for both languages: linear, with the places of every token kept.

Written for letters as people type them: «оплатили?Ждём» is three tokens, «спс!!1» is «спс», «!!», «1»;
«т.д.», «вул.», «ABC-123», «12:30», an address or a link are one each. A row of one sign («!!!», «)))») is one token.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

# Every repetition that could be tried again from the next character is bounded, so that time stays linear.
TOKEN = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.)[^\s<>«»"{HOLE}]+)
    |(?P<mail>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})
    |(?P<site>[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,62}}){{0,4}}\.(?:com|net|org|io|ua|ru|рф|укр|biz|info|pro|eu|app|me|by|kz)\b(?:/[^\s<>«»"]*)?)
    |(?P<file>[\w-]{{1,80}}\.(?:docx?|xlsx?|pdf|png|jpe?g|zip|rar|txt|csv|pptx?|psd|ai|eps|cdr|dwg|mp4|mp3|html?|xml|json)\b)
    |(?P<tag>[\#@]\w+)
    |(?P<smile>[:;=8][-^']?[)(DPpoO3*](?![\w])|[)(]{{2,}}|<3|\^_?\^)
    |(?P<number>\d+(?:[.,:/-]\d+)*(?!-?[^\W_]))
    |(?P<dotted>(?:[^\W\d_]\.){{2,6}})
    |(?P<word>[^\W_]+(?:['-][^\W_]+)*)
    |(?P<row>[!?…]{{2,}}|\.{{2,}}|,{{2,}}|_{{2,}}|\*{{2,}}|={{2,}}|~{{2,}}|-{{2,}})
    |(?P<sign>\S)
    """,
    re.VERBOSE,
)


def find_tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """(kind, start, end) of every token, in order; kinds are the group names of ``TOKEN``."""
    for match in TOKEN.finditer(text):
        kind, start, end = match.lastgroup or "sign", match.start(), match.end()
        if kind in ("url", "site"):  # «см. https://a.example/b.»: the full stop is the sentence's
            inner = start + len(text[start:end].rstrip(".,;:!?)]}'"))
            yield kind, start, inner
            yield from (("sign", at, at + 1) for at in range(inner, end))
        else:
            yield kind, start, end
