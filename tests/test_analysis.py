from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tonecheck import pipeline
from tonecheck.analysis import analyse
from tonecheck.language import find_language
from tonecheck.message.parts import HOLE
from tonecheck.model import Span

LETTERS = {
    "ru": f"Привет, {HOLE}!\nГлянь договор, который я тебе скинул.\n\nКлиент пишет: «скинь счёт».",
    "uk": f"Привіт, {HOLE}!\nГлянь договір, який я тобі скинув.\n\nКлієнт пише: «скинь рахунок».",
}


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_document(lang: str) -> None:
    text = LETTERS[lang]
    document = analyse(text, lang)
    assert (document.text, document.lang) == (text, lang)
    assert all(text[token.start : token.end] == token.text for token in document.tokens)
    assert [token.index for token in document.tokens] == list(range(len(document.tokens)))
    sentences = [document.tokens[s.start : s.end] for s in document.sentences]
    assert [text[s[0].start : s[-1].end] for s in sentences] == [
        text[: text.index("!") + 1],
        text[text.index("Глянь") : text.index("\n\n")],
        text[text.index("\n\n") + 2 :],
    ]
    assert document.sentence_of(0) == Span(0, 4)
    assert document.sentence_of(len(document.tokens) - 1) == document.sentences[-1]
    assert len(document.sentence_numbers) == len(document.tokens)
    assert [document.tokens[i].text for i in sorted(document.holes)] == [HOLE]
    assert [text[q.start : q.end] for q in document.quoted] == [text[text.index("«") : text.index("»") + 1]]


@pytest.mark.parametrize(("lang", "pronoun", "word"), [("ru", "ты", "тебе"), ("uk", "ти", "тобі")])
def test_token(lang: str, pronoun: str, word: str) -> None:
    document = analyse(LETTERS[lang], lang)
    (token,) = [token for token in document.tokens if token.text == word]
    assert token.is_word
    assert token.space_after
    assert token.has("Person=2", "Case=Dat", pos="PRON", lemma=pronoun)
    assert not token.has("Person=2", pos="VERB")
    assert not token.has("Case=Nom", lemma=pronoun)
    look = next(token for token in document.tokens if token.text == "Глянь")
    assert (look.norm, look.kind) == ("глянь", "word")
    assert look.has("Mood=Imp", "Number=Sing", pos="VERB")
    assert look.with_parses(()).parses == ()
    assert not document.tokens[1].is_word
    assert document.tokens[1].parses == ()


def test_offsets_stay_where_another_language_is_blanked() -> None:
    text = "Вітаю!" + " " * 30 + "Дякую вам."
    document = analyse(text, "uk")
    assert [(token.text, token.start) for token in document.tokens if token.is_word] == [
        ("Вітаю", 0),
        ("Дякую", 36),
        ("вам", 42),
    ]
    assert len(document.sentences) == 2


def test_an_empty_text_is_a_document() -> None:
    for text in ("", "  \n "):
        document = analyse(text, "ru")
        assert (document.tokens, document.sentences, document.sentence_numbers) == ((), (), ())
        assert len(document.doc) == 0


def test_only_two_languages() -> None:
    with pytest.raises(ValueError, match=r"^No language «bg»: tonecheck reads «ru» and «uk»\.$"):
        find_language("bg")


@pytest.mark.parametrize("lang", ["ru", "uk"])
@given(text=st.text(alphabet="Пришли договор, мой друг! Є'5.)(\n«»" + HOLE, max_size=60))
@settings(max_examples=150, deadline=None)
def test_invariants(lang: str, text: str) -> None:
    document = analyse(text, lang)
    assert all(a.end <= b.start for a, b in pairwise(document.tokens))
    assert [s.start for s in document.sentences] == [0, *(s.end for s in document.sentences)][:-1]
    assert all(not token.parses for token in document.tokens if not token.is_word)
    assert all(token.space_after == text[token.end : token.end + 1].isspace() for token in document.tokens)
    assert {i for i, token in enumerate(document.tokens) if HOLE in token.text} == document.holes


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_the_spacy_doc_has_the_same_tokens(lang: str) -> None:
    document = analyse(LETTERS[lang], lang)
    assert [token.text for token in document.doc] == [token.text for token in document.tokens]
    assert [bool(token.whitespace_) for token in document.doc] == [token.space_after for token in document.tokens]
    assert document.doc is document.doc
    assert document.doc.vocab.lang == lang


def test_analysis_leaves_spacy_alone() -> None:
    code = (
        "import sys; from tonecheck.analysis import analyse; d = analyse('Вітаю, договір готовий.', 'uk'); "
        "sys.exit('spacy' in sys.modules or not d.tokens[0].parses)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_threads_have_vocabularies_of_their_own_and_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "MAX_STRINGS", 40)
    texts = [f"Договор{'абвгдежз'[i % 8]} номер{i} готов, пришли слово{i * 7}." for i in range(160)]

    def read(text: str) -> tuple[list[str], int]:
        doc = analyse(text, "ru").doc
        return [token.text for token in doc], id(doc.vocab)

    expected = [[token.text for token in analyse(text, "ru").tokens] for text in texts]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(read, texts))
    assert [words for words, _ in found] == expected


def test_a_vocabulary_that_has_seen_many_words_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    vocab = pipeline.find_vocab("uk")
    assert pipeline.find_vocab("uk") is vocab
    assert pipeline.find_vocab("ru") is not vocab
    monkeypatch.setattr(pipeline, "MAX_STRINGS", len(vocab.strings))
    pipeline.make_doc("uk", ["неповторнеслово"], [False])
    fresh = pipeline.find_vocab("uk")
    assert fresh is not vocab
    assert "неповторнеслово" not in fresh.strings
    # a document made before keeps the vocabulary that it was made with
    assert [token.text for token in pipeline.make_doc("uk", ["слово"], [False])] == ["слово"]


@pytest.mark.parametrize("unit", ["а", "а ", "пришли ", "((", "«а» ", "а\n", "При мой. ", "Київ, ", HOLE])
def test_time_is_linear(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    document = analyse(text, "ru")
    assert sum(s.end - s.start for s in document.sentences) == len(document.tokens)
