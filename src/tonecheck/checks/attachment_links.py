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


def points_to_files(message: Message) -> bool:
    """The author's own text has a link to a page or a cloud folder, or says that there is one."""
    return any(_points(part) for part in message.parts)


def _points(part: Part) -> bool:
    own = "\n".join(part.clean[passage.start : passage.end] for passage in part.passages)
    if POINTER.search(own) or (part.format != "text" and CLOUD.search(part.text)):
        return True
    return any(_is_page(found[0]) for found in PAGE.finditer(own))


def _is_page(link: str) -> bool:
    if CLOUD.search(link):
        return True
    path = link.partition("//")[2] or link
    return bool(path.partition("/")[2]) and not MEETING.search(link)
