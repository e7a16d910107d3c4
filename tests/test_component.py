from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc

import house
import tonecheck.checker
from tonecheck import Checker, Config, Edit, Fix
from tonecheck.component import Component

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

TEXT = "Привет, Ирина! Понимаете, сейчас не сезон."
RULES = ("familiarity/test-hello", "excuses/test-season")


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch) -> Language:
    """A blank Russian pipeline whose component speaks by the rules of the house."""
    house.checker()  # kept for the whole run, so it must not be built by the constructor below
    original = Checker.__init__

    def with_house(self: Checker, config: Config | None = None, **options: Any) -> None:
        original(self, Config(rules=(house.folder(),), select=RULES), **options)

    monkeypatch.setattr(tonecheck.checker.Checker, "__init__", with_house)
    pipeline = spacy.blank("ru")
    pipeline.add_pipe("tonecheck")
    return pipeline


def test_findings_are_spans_and_data(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["tonecheck"]] == [
        ("Привет", "familiarity/test-hello"),
        ("Понимаете, сейчас не сезон", "excuses/test-season"),
    ]
    hello, season = doc._.tonecheck
    assert (hello.rule, hello.start, hello.end, hello.excerpt) == ("familiarity/test-hello", 0, 6, "Привет")
    assert hello.fix == Fix("safe", (Edit(0, 6, "Здравствуйте"),))
    assert (season.severity.value, season.suggestions) == ("error", ("Новый срок — в пятницу",))
    assert doc._.tonecheck == house.checker().check(TEXT, "ru").findings


def test_the_pipeline_of_the_user_is_not_touched(nlp: Language) -> None:
    plain, checked = spacy.blank("ru")(TEXT), nlp(TEXT)
    assert [(t.text, t.lemma_, str(t.morph), t.pos_) for t in checked] == [
        (t.text, t.lemma_, str(t.morph), t.pos_) for t in plain
    ]


def test_a_doc_travels(nlp: Language) -> None:
    doc = nlp(TEXT)
    for copy in (pickle.loads(pickle.dumps(doc)), Doc(nlp.vocab).from_bytes(doc.to_bytes())):
        assert copy._.tonecheck == doc._.tonecheck
        assert [(span.text, span.label_) for span in copy.spans["tonecheck"]] == [
            (span.text, span.label_) for span in doc.spans["tonecheck"]
        ]


def test_a_pipeline_runs_over_processes_and_is_saved(nlp: Language, tmp_path: Path) -> None:
    docs = list(nlp.pipe([TEXT, "Договор готов.", TEXT], n_process=2))
    assert [[f.rule for f in doc._.tonecheck] for doc in docs] == [list(RULES), [], list(RULES)]
    nlp.to_disk(tmp_path)
    assert [f.rule for f in spacy.load(tmp_path)(TEXT)._.tonecheck] == list(RULES)
    assert [f.rule for f in pickle.loads(pickle.dumps(nlp))(TEXT)._.tonecheck] == list(RULES)


def test_a_doc_that_was_not_checked_has_no_findings(nlp: Language) -> None:
    assert nlp.make_doc(TEXT)._.tonecheck == ()


def test_the_component_is_configured_like_the_checker() -> None:
    for lang, excuse in (("ru", "Сейчас не сезон."), ("uk", "Зараз не сезон.")):
        pipeline = spacy.blank(lang)
        pipeline.add_pipe("tonecheck", config={"select": ["excuses/off-season"]})
        [finding] = pipeline(excuse)._.tonecheck
        assert (finding.rule, finding.language, finding.excerpt) == ("excuses/off-season", lang, "не сезон")
    pipeline = spacy.blank("xx")
    component = pipeline.add_pipe("tonecheck", config={"language": "uk", "ignore": ["excuses"]})
    assert isinstance(component, Component)
    assert pipeline("Зараз не сезон.")._.tonecheck == ()
