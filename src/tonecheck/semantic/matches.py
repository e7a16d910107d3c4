"""From judgements to matches, with the encoder that the settings ask for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tonecheck.checks.base import Match
from tonecheck.errors import EngineError
from tonecheck.semantic.encoder import is_available, load_encoder
from tonecheck.semantic.heads import FOLDER, find_innocent, is_prose, judge, load_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tonecheck.analysis import Document
    from tonecheck.checks.base import Settings
    from tonecheck.semantic.encoder import Encoder

#: Said after the rule's message.
NEAREST = {"ru": "Ближе всего: «{}».", "uk": "Найближче: «{}»."}
#: Told by words and by what is missing, not by what is meant: an insult; «ваша заявка рассматривается»; «за пять минут».
PLAIN = frozenset({"rudeness", "vagueness", "overpromise"})
#: What a sentence may begin or end with that is not what is marked.
EDGES = " \t\r\n.,;:!?…—–-"


def find_matches(document: Document, settings: Settings, *, is_mail: bool) -> Iterator[Match]:
    """Matches of the rules «…/semantic»; ``is_mail`` says that the document surely is a letter.

    Raises ``EngineError`` where the encoder is asked for by name and missing.
    """
    encoder = find_encoder(settings)
    if encoder is None:
        return
    for judgement in judge(document, load_model(settings.heads or FOLDER), encoder, is_mail=is_mail):
        start, end = _trim(document.text, judgement.unit.start, judgement.unit.end)
        note = NEAREST[document.lang].format(judgement.example.strip(EDGES)) if judgement.example else ""
        yield Match(f"{judgement.category}/semantic", start, end, note=note)


def doubt(
    document: Document, found: Sequence[tuple[str, int, int]], settings: Settings, *, is_mail: bool
) -> list[bool]:
    """For each (category, start, end) that rules have found: whether it is sure to be a false alarm.

    In prose everything that the heads know as a kind of fault; in a letter what stands in an innocent sentence, but for
    ``PLAIN`` kinds. Nothing is doubted where the encoder does not run.
    """
    encoder = find_encoder(settings)
    if encoder is None:
        return [False] * len(found)
    model = load_model(settings.heads or FOLDER)
    known = [n for n, (category, _, _) in enumerate(found) if category in model.categories]
    if known and not is_mail and is_prose(document, model, encoder):
        return [category in model.categories for category, _, _ in found]
    known = [n for n in known if found[n][0] not in PLAIN]
    innocent = find_innocent(document, [found[n][1:] for n in known], model, encoder)
    doubted = {n for n, is_innocent in zip(known, innocent, strict=True) if is_innocent}
    return [n in doubted for n in range(len(found))]


def find_encoder(settings: Settings) -> Encoder | None:
    """The encoder that these settings ask for: none when it is off, or missing and not insisted on."""
    if settings.semantic is False or (settings.semantic == "auto" and not is_available()):
        return None
    return trained_encoder()


@cache
def trained_encoder() -> Encoder:
    """The default encoder; EngineError if the heads were trained with another, since they would read it wrongly."""
    encoder, wanted = load_encoder(), load_model().encoder
    if encoder.name.rpartition(".")[0] != wanted.rpartition(".")[0]:
        raise EngineError(f"the semantic check was trained with {wanted}, not with {encoder.name}: install {wanted}")
    return encoder


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the signs and spaces at both ends."""
    inner = text[start:end]
    return end - len(inner.lstrip(EDGES)), start + len(inner.rstrip(EDGES))
