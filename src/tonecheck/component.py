"""``nlp.add_pipe("tonecheck")``: findings inside a spaCy pipeline.

``doc.spans["tonecheck"]`` holds a span for every finding, labelled with its rule; ``doc._.tonecheck`` gives the
findings themselves. What is stored in the ``Doc`` is plain data, so that it pickles, serialises and travels between
processes. Tokens, lemmas and morphs of the user's pipeline are not touched.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from tonecheck.model import Edit, Finding, Fix, Severity

if TYPE_CHECKING:
    from tonecheck.checker import Checker
    from tonecheck.model import Kind

#: The key of the findings in ``doc.spans`` and ``doc.user_data``.
KEY = "tonecheck"


class Component:
    """Checks each ``Doc`` as a plain text. Picklable: the checker is built where it is first used."""

    def __init__(self, language: str | None, kind: Kind, select: tuple[str, ...], ignore: tuple[str, ...]) -> None:
        self._language = language
        self._kind = kind
        self._select = select
        self._ignore = ignore
        self._checker: Checker | None = None

    def __call__(self, doc: Doc) -> Doc:
        report = self._built().check(doc.text, self._language, self._kind)
        doc.user_data[KEY] = [{**asdict(f), "severity": f.severity.value} for f in report.findings]
        spans = [
            doc.char_span(
                # A place between characters (a missing comma) is shown on the character before it.
                finding.start if finding.start < finding.end else max(0, finding.start - 1),
                max(finding.end, 1),
                label=finding.rule,
                alignment_mode="expand",
            )
            for finding in report.findings
        ]
        doc.spans[KEY] = SpanGroup(doc, name=KEY, spans=[span for span in spans if span is not None])
        return doc

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_checker": None}

    def _built(self) -> Checker:
        if self._checker is None:
            from tonecheck.checker import Checker  # noqa: PLC0415 - dictionaries and rules
            from tonecheck.config import Config  # noqa: PLC0415

            self._checker = Checker(Config(select=self._select, ignore=self._ignore))
        return self._checker


@Language.factory(
    "tonecheck",
    assigns=["doc.spans"],
    default_config={"language": None, "kind": "message", "select": [], "ignore": []},
)
def create_component(  # noqa: PLR0913, PLR0917 - spaCy passes the configuration as arguments
    nlp: Language,
    name: str,  # noqa: ARG001 - spaCy passes it
    language: str | None,
    kind: Kind,
    select: list[str],
    ignore: list[str],
) -> Component:
    """The component. ``language`` defaults to that of the pipeline, where it is Russian or Ukrainian."""
    if not Doc.has_extension(KEY):
        Doc.set_extension(KEY, getter=findings)
    spoken = language or (nlp.lang if nlp.lang in ("ru", "uk") else None)
    return Component(spoken, kind, tuple(select), tuple(ignore))


def findings(doc: Doc) -> tuple[Finding, ...]:
    """The findings of a ``Doc`` that went through the component; none for another."""
    return tuple(_finding(data) for data in doc.user_data.get(KEY, ()))


def _finding(data: dict[str, Any]) -> Finding:
    fix = data["fix"]
    restored = {
        "severity": Severity(data["severity"]),
        "suggestions": tuple(data["suggestions"]),
        "fix": fix and Fix(fix["safety"], tuple(Edit(**edit) for edit in fix["edits"])),
    }
    return Finding(**{**data, **restored})
