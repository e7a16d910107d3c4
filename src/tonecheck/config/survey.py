"""What letters a repository holds: languages, holes of templates, folders; for ``tonecheck init``."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tonecheck.message.parts import Message

#: Where holes open, the longest first, and how the dialect's marks are shown.
_MARKS = {
    "{{": "{{ }}",
    "{%": "{% %}",
    "{#": "{# #}",
    "<%": "<% %>",
    "<?": "<?php ?>",
    "<#": "<#if>",
    "${": "${ }",
    "#{": "#{ }",
    "*|": "*| |*",
    "%%": "%% %%",
    "[[": "[[ ]]",
    "{*": "{* *}",
    "%(": "%( )s",
    "%": "% %",
    "{": "{ }",
}
#: Folders that are told apart; the others are few letters each.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Survey:
    """``languages`` count letters by the language of most of their words; ``marks`` are those of templates («{{ }}»).

    ``folders`` count letters by folder, «.» for the top. ``template_folders`` are those where most letters have holes
    though their names do not say that they are templates.
    """

    letters: int = 0
    languages: tuple[tuple[str, int], ...] = ()
    marks: tuple[str, ...] = ()
    folders: tuple[tuple[str, int], ...] = ()
    template_folders: tuple[str, ...] = ()

    @property
    def only_language(self) -> str | None:
        """The one of our languages that letters are in, if it is one."""
        return self.languages[0][0] if len(self.languages) == 1 else None


def survey(messages: Iterable[tuple[str, Message]]) -> Survey:
    """What letters there are; each comes with its path from the top, with slashes."""
    languages: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    folders: Counter[str] = Counter()
    unnamed: Counter[str] = Counter()
    total = 0
    for path, message in messages:
        total += 1
        folder = path.rpartition("/")[0] or "."
        folders[folder] += 1
        if language := _find_language(message):
            languages[language] += 1
        found = [mark for part in message.parts for hole in part.holes if (mark := _find_mark(part.text, hole.start))]
        marks.update(set(found))
        if found and message.kind == "message" and message.headers is None:
            unnamed[folder] += 1
    return Survey(
        letters=total,
        languages=tuple(languages.most_common()),
        marks=tuple(mark for mark, _ in marks.most_common()),
        folders=tuple(folders.most_common(_MOST)),
        template_folders=tuple(sorted(folder for folder, count in unnamed.items() if count * 2 > folders[folder])),
    )


def _find_language(message: Message) -> str | None:
    sizes = {"ru": 0, "uk": 0}
    for part in message.parts:
        for passage in part.passages:
            if passage.language in sizes:
                sizes[passage.language] += passage.end - passage.start
    return max(sizes, key=lambda language: sizes[language]) if any(sizes.values()) else None


def _find_mark(text: str, start: int) -> str | None:
    return next((shown for opener, shown in _MARKS.items() if text.startswith(opener, start)), None)
