"""Links in a letter that stand for attached files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tonecheck.message.parts import Message, Part

_CLOUDS = (
    r"(?:drive|docs)\.google\.|disk\.yandex|yadi\.sk|dropbox\.|wetransfer\.|we\.tl/|1drv\.ms|onedrive\.|sharepoint\.|icloud\."
    r"|cloud\.mail\.ru|mega\.nz|ufile\.|fex\.net|figma\.com|box\.com"
)
CLOUD = re.compile(_CLOUDS, re.IGNORECASE)
MEETING = re.compile(r"zoom\.us|meet\.google|teams\.|telemost|skype|calendly|t\.me/|wa\.me/", re.IGNORECASE)
#: An address with a path; the bare site of a company holds no file.
PAGE = re.compile(r"(?:https?://|www\.|\b[a-z0-9-]{2,63}\.[a-z]{2,10}/)[^\s<>«»\"]*", re.IGNORECASE)
POINTER = re.compile(
    r"\b(?:по|за)\s+(?:(?:этой|данной|той же|цим|цією|тим же)\s+)?(?:ссылк[еам]|посиланн[яю]м?|лінк)"
    r"|\b(?:ссылка|ссылку|ссылки|посилання)\s+(?:на|до)\s+(?:[\w-]{2,20}\s+)?(?:файл|папк|диск|облак|документ|архив|теку|теки|хмар|архів)"
    r"|\b(?:на|в|у)\s+(?:[\w.-]{2,20}[\s-])?(?:диске|диску|облаке|хмарі|хмару|облако)\b"
    r"|\b(?:общей|общую|спільній|спільну|хмарній|облачной)\s+(?:папк|тец|тек)",
    re.IGNORECASE,
)
#: Code points on either side of a promise in which its link is looked for.
NEAR = 600


def points_to_files(message: Message) -> bool:
    """The author's own text has a link to a cloud folder, or says that there is one."""
    return any(_points(part) for part in message.parts)


def has_page(text: str, start: int, end: int) -> bool:
    """The place's own lines, the one before or the one after hold a link to a page: it may be what is promised.

    Blank lines are passed over. A link farther off speaks of something else: «описание лимитов здесь: …».
    """
    before, after = text[max(0, start - NEAR) : start], text[end : end + NEAR]
    above, _, own = before.rpartition("\n")
    line = above.rstrip().rpartition("\n")[2]
    rest, _, below = after.partition("\n")
    around = "\n".join((line, own + text[start:end] + rest, below.lstrip().partition("\n")[0]))
    return any(_is_page(found[0]) for found in PAGE.finditer(around))


def _points(part: Part) -> bool:
    own = "\n".join(part.clean[passage.start : passage.end] for passage in part.passages)
    shown = part.text if part.format != "text" else own
    return POINTER.search(own) is not None or CLOUD.search(shown) is not None


def _is_page(link: str) -> bool:
    path = link.partition("//")[2] or link
    return bool(path.partition("/")[2]) and not MEETING.search(link)
