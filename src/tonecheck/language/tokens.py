"""One tokenizer for both languages: linear, with the place of every token kept.

Written for letters as people type them. The kinds:

``word``    «слово», «п'ять», «онлайн-зустріч», «2-х», «1-ша», «А4»; «оплатили?Ждём» is three tokens, «15грн» is two
``dotted``  «т.д.», «И.о.», «к.т.н.», «А.С.»: single letters with dots. A longer abbreviation is a word and a sign
            («вул» «.»), since its dot may be the sentence's too
``number``  «12:30», «12.05.2026», «15 000», «10–12», «1/3»; the sign of «5 %» or «№ 5» is a token of its own
``phone``   «+38 (050) 123-45-67»
``url``, ``mail``, ``site``, ``file``, ``path``, ``tag``  links, addresses, «договор_v2.docx», «/var/www», «#тег», «@имя»
``smile``   «:)», «)))», «^_^»; brackets that close as many as are open are no smile
``emoji``   one each, with its skin tone, joiners and variation selectors
``hole``    a template hole, with a glued ending («￼-го»)
``row``     a row of signs: «!!!», «?!», «...», «___»;  ``sign``  any other single sign
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tonecheck.message.parts import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

#: kind, start, end (code points, half-open)
RawToken = tuple[str, int, int]

_FACES = r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\u2B55\u231A\u231B\u23E9-\u23F3\u203C\u2049]"
_FACE = rf"(?:[\U0001F1E6-\U0001F1FF]{{2}}|[0-9\#*]\uFE0F?\u20E3|{_FACES}[\uFE0F\U0001F3FB-\U0001F3FF]*+|\S\uFE0F)"
_UNITS = "грн|м²|м³|руб|р|коп|год|года|г|кг|гр|мг|км|см|мм|м|л|мл|шт|ч|мин|сек|хв|тыс|тис|млн|млрд|дн|экз|прим|стр|кв"

# No repetition can be tried again from the next character without a bound, so that time stays linear:
# each is bounded, or possessive and followed by nothing that could fail.
TOKEN = re.compile(
    rf"""
    (?=\S)(?:  # white space fails here at once, not at every alternative
    (?P<plain>[А-яЁёІіЇїЄєҐґ]++(?![\w\u0300-\u036F@'’ʼ‘`‑-]|\.\w))
    |(?P<url>(?:https?://|ftp://|www\.|mailto:|tel:)[^\s<>«»"{HOLE}]+)
    |(?P<mail>[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{1,5}})
    |(?P<site>[A-Za-z0-9][A-Za-z0-9-]{{0,62}}(?:\.[A-Za-z0-9-]{{1,62}}){{0,4}}\.(?:com|net|org|io|ua|ru|by|kz|biz|info|pro|eu|app|me|рф|укр)\b
        (?:/[^\s<>«»"]*)?
      |[\w-]{{1,63}}\.(?:рф|укр)\b(?:/[^\s<>«»"]*)?)
    |(?P<file>(?:[\w-]{{1,80}}\.){{1,4}}(?:docx?|xlsx?|pdf|png|jpe?g|gif|svg|zip|rar|7z|txt|csv|pptx?|psd|ai|eps|cdr|dwg|mp4|mp3|html?|xml|json|eml)\b)
    |(?P<path>[A-Za-z]:[\\/][^\s<>«»"]*|\\\\[^\s<>«»"]+|(?<![\w.)/])~?/[A-Za-z0-9._-]{{1,80}}(?:/[A-Za-z0-9._-]+)+/?)
    |(?P<tag>[\#@]\w+)
    |(?P<emoji>{_FACE}(?:\u200D{_FACE}){{0,8}})
    |(?P<smile>[:;=][-^']?(?:[)(*]|(?<!\w[:;=])[DPpoO3])(?!\w)|8-\)|\){{2,}}|\({{2,}}(?!\w)|<3(?!\d)|\^_?\^|(?<!\w)[xXхХ]D+(?!\w)|(?<!\w)[oOоО]_[oOоО](?!\w))
    |(?P<phone>(?:\+\d{{1,3}}[ -]?\(?\d{{2,3}}\)?[ -]?|(?<!\w)(?:8[ -]?)?\(0?\d{{2,4}}\)[ -]?|0\d{{2}}[ -])
        (?:\d{{3}}[ -]?\d{{2}}[ -]?\d{{2}}|\d{{2}}[ -]?\d{{2}}[ -]?\d{{3}}|\d{{3}}[ -]?\d{{4}})(?!\w))
    |(?P<number>(?:\d{{1,3}}(?:\ \d{{3}}){{1,4}}(?![\w\ ]?\d)|\d++)(?:[.,:/–-]\d++){{0,8}}+(?!-?[^\W_]|\u0300)
      |\d++(?:[.,:/–-]\d++){{0,8}}+(?=(?:{_UNITS})(?![\w-])))
    |(?P<dotted>(?:[^\W\d_]\.(?:зв\.|ін\.)?){{2,6}}|т\.(?:зв|ін)\.|т\.[дпечко](?!\w)|[А-ЯЁІЇЄҐ]\.[А-ЯЁІЇЄҐ](?!\w))
    |(?P<word>[^\W_]++(?:[\u0300-\u036F]++[^\W_]*+)*+(?:['’ʼ‘`‑-][^\W_]++(?:[\u0300-\u036F]++[^\W_]*+)*+)*+)
    |(?P<hole>{HOLE}(?:-[^\W_]+)?)
    |(?P<row>[!?…]{{2,}}|[!?]\.{{2,}}|\.{{2,}}|,{{2,}}|_{{2,}}|\*{{2,}}|={{2,}}|~{{2,}}|-{{2,}}|[–—]{{2,}})
    |(?P<sign>\S)
    )
    """,
    re.VERBOSE,
)
#: «см. https://a.example/b.»: the full stop is the sentence's.
TRAILING = ".,;:!?)]}'…"


def find_tokens(text: str) -> Iterator[RawToken]:
    """(kind, start, end) of every token, in order."""
    open_brackets = 0
    for match in TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "plain":
            yield "word", start, end
        elif kind == "sign":
            sign = text[start]
            if sign == "(":
                open_brackets += 1
            elif sign == ")":
                open_brackets = max(0, open_brackets - 1)
            yield "sign", start, end
        elif kind in ("url", "site"):
            inner = start + len(text[start:end].rstrip(TRAILING))
            yield kind, start, inner
            yield from (("sign", at, at + 1) for at in range(inner, end))
        elif kind == "smile" and text[start] == ")" and 1 < end - start <= open_brackets:
            open_brackets -= end - start
            yield from (("sign", at, at + 1) for at in range(start, end))
        else:
            yield kind or "sign", start, end
