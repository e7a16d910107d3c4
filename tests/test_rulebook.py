"""Rule files: what they say, and how mistakes are named."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tonecheck.errors import RuleError
from tonecheck.examples import run_examples
from tonecheck.matchers.scan import compile_text
from tonecheck.model import Severity, Span
from tonecheck.resources import rules_folder
from tonecheck.rule import Rule
from tonecheck.rulebook import load_builtin, load_rules
from tonecheck.rulefile import split_marks
from tonecheck.validation import find_doubt, validate_rule, validate_rules

COMMANDMENTS = [
    "familiarity",
    "excuses",
    "oversharing",
    "typos",
    "blame",
    "dismissal",
    "confrontation",
    "rudeness",
    "not-my-job",
    "overpromise",
    "vagueness",
    "unconfirmed-agreement",
    "surprise-costs",
    "unapproved-start",
    "internal-affairs",
    "placeholder",
    "missing-attachment",
    "greeting-mismatch",
    "missing-copy",
    "inconsistency",
]

House = Callable[..., Rule]

HEAD = 'message = "m"\nwhy = "w"\nsource = "s"\n'
GOOD = HEAD + (
    'phrases = ["не сезон"]\n'
    '[[bad]]\ntext = "Увы, ⟦не сезон⟧."\n[[bad]]\ntext = "Сейчас ⟦не сезон⟧."\n'
    '[[good]]\ntext = "Новый сезон."\n[[good]]\ntext = "Сезонные скидки."\n'
)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Writes a rule of the house and loads all rules with it; gives back the house's own."""

    def write(text: str, place: str = "ru/excuses/weather.toml") -> Rule:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        book = load_rules([tmp_path])
        return next(rule for rule in book.rules if rule.path == path)

    return write


def refusal(house: House, text: str, place: str = "ru/excuses/weather.toml") -> str:
    with pytest.raises(RuleError) as error:
        house(text, place)
    return str(error.value).partition("weather.toml")[2]


def test_categories_are_the_commandments_in_both_languages() -> None:
    categories = load_builtin().categories
    assert [category.id for category in categories] == COMMANDMENTS
    for category in categories:
        assert [code for code, _ in category.names] == ["ru", "uk", "en"]
        assert [code for code, _ in category.commandments] == ["ru", "uk"]
        assert all(text for _, text in (*category.names, *category.commandments))
    by_id = {category.id: category.severity for category in categories}
    assert [name for name, severity in by_id.items() if severity is Severity.WARNING] == [
        "overpromise", "vagueness", "unconfirmed-agreement", "surprise-costs", "unapproved-start", "internal-affairs",
        "greeting-mismatch", "missing-copy", "inconsistency",
    ]  # fmt: skip


def test_every_rule_has_a_sibling_category_in_the_other_language() -> None:
    book = load_builtin()
    assert {r.category.id for r in book.of_language("ru")} == {r.category.id for r in book.of_language("uk")}


def test_every_builtin_phrase_has_an_anchor() -> None:
    """A phrase of features only would be tried on every text, and time would grow with the rules."""
    for lang in ("ru", "uk"):
        rules = load_builtin().of_language(lang)
        phrases = [phrase for rule in rules for phrase in rule.phrases]
        assert [phrase for phrase in phrases if not compile_text(phrase).anchor.keys] == []


def test_word_lists_are_sorted_and_say_where_they_come_from() -> None:
    for path in rules_folder().glob("*/words/*.txt"):
        first, *lines = path.read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if not line.startswith("#")]
        assert (path, first[:10]) == (path, "# source: ")
        assert (path, entries) == (path, sorted(set(entries)))


def test_a_rule_says_what_its_file_says(house: House) -> None:
    rule = house(
        HEAD
        + 'phrases = ["плохой погода"]\nunless = ["прогноз погода"]\nunless-sentence = ["срок"]\n'
        + 'unless-message = ["новый срок"]\nsuggest = ["{1}"]\nsafety = "safe"\nscope = "text"\nkind = "message"\n'
        + 'severity = "info"\nenabled = false\npreview = true\naliases = ["excuses/rain"]\nsince = "0.2"\n'
        + '[[bad]]\ntext = "Увы, ⟦плохая погода⟧."\nfixed = "Увы."\nscope = "subject"\nkind = "template"\n'
    )
    assert (rule.id, rule.language, rule.category.id, rule.severity) == ("excuses/weather", "ru", "excuses", "info")
    assert [phrase.text for phrase in rule.phrases] == ["плохой погода"]
    assert [p.where for p in (*rule.unless, *rule.unless_sentence, *rule.unless_message)] == [
        "unless[1] (line 5)",
        "unless-sentence[1] (line 6)",
        "unless-message[1] (line 7)",
    ]
    assert (rule.suggest, rule.safety, rule.scope, rule.kinds) == (("{1}",), "safe", "text", ("message",))
    assert (rule.enabled, rule.preview, rule.aliases, rule.since) == (False, True, ("excuses/rain",), "0.2")
    (example,) = rule.bad
    assert (example.text, example.spans, example.fixed) == ("Увы, плохая погода.", (Span(5, 18),), "Увы.")
    assert (example.scope, example.kind) == ("subject", "template")


def test_defaults_come_from_the_category(house: House) -> None:
    rule = house(GOOD)
    assert (rule.severity, rule.scope, rule.kinds, rule.safety) == ("error", "all", ("message", "template"), "suggest")


def test_rules_are_found_by_id_and_alias(tmp_path: Path) -> None:
    for lang in ("ru", "uk"):
        path = tmp_path / lang / "excuses" / "weather.toml"
        path.parent.mkdir(parents=True)
        path.write_text('aliases = ["excuses/rain"]\n' + GOOD, encoding="utf-8")
    book = load_rules([tmp_path])
    assert [rule.language for rule in book.find("excuses/weather")] == ["ru", "uk"]
    assert book.find("excuses/rain") == book.find("excuses/weather")
    assert book.find("excuses/snow") == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", ": message: is missing; every rule says what is wrong, why, and where it comes from"),
        (HEAD, ": a rule has exactly one of phrases, tokens, regex, check; this one has none"),
        (
            HEAD + 'phrases = ["a"]\nregex = ["b"]',
            ": a rule has exactly one of phrases, tokens, regex, check; this one has phrases and regex",
        ),
        (HEAD + 'phrase = ["a"]', ":4: phrase: no key is called 'phrase'; did you mean 'phrases'?"),
        (HEAD + 'phrases = "a"', ':4: phrases: must be a list of texts, as phrases = ["…", "…"]'),
        (HEAD + 'phrases = ["a", "a"]', ":4: phrases: «a» stands here twice"),
        (HEAD + 'phrases = ["a"]\nenabled = "no"', ":5: enabled: must be true or false, not a text"),
        (HEAD + 'phrases = ["a"]\nsince = 0.1', ":5: since: must be a text in quotes, not a number"),
        (HEAD + 'phrases = ["a"]\nseverity = "grave"', ":5: severity: 'grave' is not one of error, warning, info"),
        (HEAD + 'phrases = ["a"]\nword = true', ":5: word: belongs to «regex»; phrases match whole words anyway"),
        (HEAD + 'phrases = ["a"]\nsafety = "safe"', ":5: safety: only a rule with «suggest» can be safe to apply"),
        (HEAD + 'check = "adress"', ":4: check: no check is called 'adress'; did you mean 'address'?"),
        (HEAD + 'check = "holes"\nsuggest = ["a"]', ":5: suggest: a check makes its own suggestions"),
        (
            HEAD + 'tokens = [[{LEMMA = "a"}]]',
            ":4: tokens: LEMMA is refused here: a spaCy token has one, «дела» has several; use phrases",
        ),
        (HEAD + 'tokens = [{LOWER = "a"}]', ':4: tokens: a pattern is a list of tables, one for each token, as [{LOWER = "ок"}]'),
        (HEAD + 'phrases = ["a"]\n[bad]\ntext = "a"', ":5: bad: examples are written as [[bad]], then text = …"),
        (
            HEAD + 'phrases = ["a"]\n[[bad]]\ntext = "a"',
            ":5: bad[1]: a bad example marks what is found, as ⟦не сезон⟧; a good one marks nothing",
        ),
        (HEAD + 'phrases = ["a"]\n[[bad]]\ntext = "⟦a"', ":5: bad[1]: ⟦ without ⟧"),
        (HEAD + 'phrases = ["a"]\n[[good]]\ntxt = "a"', ":5: good[1].txt: no key is called 'txt'; did you mean 'text'?"),
        (
            HEAD + 'phrases = ["a"]\n[[good]]\ntext = "a"\nattachments = "a.pdf"',
            ':5: good[1].attachments: must be a list of texts, as attachments = ["…", "…"]',
        ),
        (HEAD + 'phrases = ["a"]\n[[good]]\ntext = "a"\nto = 1', ":5: good[1].to: must be a text in quotes, not a number"),
        (HEAD + 'phrases = ["a"]\n[[good]]\ntext = "a"\nfixed = "b"', ":5: good[1].fixed: a good example has nothing to fix"),
        ('message = "m', ": is not TOML: Illegal character '\\n' (at line 1, column 13)"),
    ],
)  # fmt: skip
def test_mistakes_name_file_line_and_key(house: House, text: str, sentence: str) -> None:
    assert refusal(house, text + "\n") == sentence


def test_a_backslash_in_double_quotes_gets_a_hint(house: House) -> None:
    assert refusal(house, 'message = "\\!"').endswith("; write a text with «\\» in single quotes")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("weather.toml", ": a rule's place is <language>/<category>/<rule>.toml"),
        ("en/excuses/weather.toml", ": no language is called 'en'; there are ru and uk"),
        ("ru/excuse/weather.toml", ": no category is called 'excuse'; did you mean 'excuses'?"),
    ],
)
def test_a_rule_has_its_place(house: House, place: str, sentence: str) -> None:
    assert refusal(house, GOOD, place) == sentence


def test_two_rules_of_one_name_are_refused(house: House, tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        house(GOOD, "ru/excuses/off-season.toml")
    ours = rules_folder() / "ru" / "excuses" / "off-season.toml"
    theirs = tmp_path / "ru" / "excuses" / "off-season.toml"
    assert str(error.value) == f"{theirs}: the name 'excuses/off-season' is taken by {ours}"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as error:
        load_rules([tmp_path / "none"])
    assert str(error.value) == f"{tmp_path / 'none'}: there is no such folder of rules"


def test_marks_may_be_escaped() -> None:
    assert split_marks("а ⟦б⟧ \\⟦в\\⟧ ⟦⟧") == ("а б ⟦в⟧ ", (Span(2, 3), Span(8, 8)))


@pytest.mark.parametrize(
    ("lang", "word", "feats", "pos", "sentence"),
    [
        ("ru", "сезон", "", "", ""),
        ("ru", "день", "", "", ""),
        ("uk", "людина", "", "", ""),
        ("uk", "робота", "", "", ""),
        ("uk", "гарантія", "", "", ""),
        ("uk", "бути", "", "", ""),
        ("ru", "дети", "", "", "«дети» is a form of «ребенок»: write that, or «=дети» for exactly this form"),
        (
            "ru", "лучше", "", "",
            ("«лучше» may be a form of «хороший»; write that, «=лучше» for exactly this form,"
            " or «лучше[POS=PART]» for the word itself"),
        ),
        (
            "uk", "діти", "", "",
            ("«діти» may be a form of «дитина»; write that, «=діти» for exactly this form,"
            " or «діти[POS=VERB]» for the word itself"),
        ),
        (
            "uk", "дати", "", "",
            "«дати» may be a form of «дата»; write that, «=дати» for exactly this form, or «дати[POS=VERB]» for the word itself",
        ),
        ("uk", "дати", "", "VERB", ""),
        ("ru", "спсб", "", "", "«спсб» is not in the dictionary; write «=спсб» for exactly this form"),
        ("ru", "день", "", "VERB", "«день» is never VERB; it is NOUN"),
        ("ru", "день", "Tense=Past", "", "no form of «день» has Tense=Past"),
        (
            "uk", "добрий", "Degree=Cmp", "",
            ("Degree=Cmp never occurs in uk; there are Abbr, Animacy, Aspect, Case, Gender, Mood, NameType, Number, POS, Person,"
            " Polarity, Reflex, Style, Tense, VerbForm, Voice"),
        ),
        ("ru", "", "Tense=Perf", "", "Tense=Perf never occurs in ru; Tense is one of Fut, Past, Pres"),
    ],
)  # fmt: skip
def test_words_are_their_own_lemmas_without_doubt(lang: str, word: str, feats: str, pos: str, sentence: str) -> None:
    assert find_doubt(lang, word, frozenset(feats.split()), pos) == sentence


def test_family_is_not_seven() -> None:
    assert find_doubt("ru", "семью").startswith("«семью» may be a form of «семья» or «семь»; write that,")


def test_validation_names_file_key_line_and_column(house: House, tmp_path: Path) -> None:
    rule = house(GOOD.replace('"не сезон"', '"не сезон", "не (дети|@zzz)"'))
    path = tmp_path / "ru" / "excuses" / "weather.toml"
    (mistake,) = validate_rule(rule)
    assert mistake.startswith(f"{path}: phrases[2] (line 4), no word list is called @zzz; there are ")
    rule = house(GOOD.replace('"не сезон"', '"не (день|@insult)"'))
    (mistake,) = validate_rule(rule)
    assert mistake.startswith(f"{path}: phrases[1] (line 4), no word list is called @insult; did you mean @insults")
    rule = house(GOOD.replace('"не сезон"', '"не сезон", "не (дети|день)"'))
    with pytest.raises(RuleError) as error:
        validate_rules([rule])
    assert str(error.value) == (
        f"{path}: phrases[2] (line 4), column 5: «дети» is a form of «ребенок»: write that, or «=дети» for exactly this form"
    )


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("{2} пожалуйста", "suggest: «{2} пожалуйста» repeats bracket 2, and every phrase has 1 brackets"),
        ("~лучшего", "suggest: «~лучшего»: «лучшего» is not a lemma; write the form that a dictionary lists"),
        ("{один}", "suggest: «{один}» is written as «{1} …» or «~word»"),
    ],
)
def test_suggestions_that_cannot_be_made_are_refused(house: House, template: str, sentence: str) -> None:
    rule = house(GOOD.replace('"не сезон"]', f'"не (сезон)"]\nsuggest = ["{template}"]'))
    (mistake,) = validate_rule(rule)
    assert mistake == f"{rule.path}: {sentence}"


def test_a_regex_that_re2_refuses_is_named(house: House) -> None:
    rule = house(GOOD.replace('phrases = ["не сезон"]', "regex = ['(?=а)б']"))
    assert validate_rule(rule) == (
        f"{rule.path}: regex: re2 cannot read this pattern: invalid perl operator: (?=\n    (?=а)б",
    )


def test_a_house_has_its_own_lists(house: House, tmp_path: Path) -> None:
    words = tmp_path / "ru" / "words"
    words.mkdir(parents=True)
    (words / "seasons.txt").write_text("# source: us\nне сезон\n=межсезонье\n", encoding="utf-8")
    rule = house(GOOD.replace('"не сезон"', '"@seasons"'))
    assert run_examples([rule]) == ()
    (words / "empty.txt").write_text("# source: us\n", encoding="utf-8")
    rule = house(GOOD.replace('"не сезон"', '"@empty"'))
    assert validate_rule(rule) == (f"{rule.path}: phrases[1] (line 4), the word list {words / 'empty.txt'} is empty",)


def test_a_line_of_a_list_that_is_no_entry_is_named(house: House, tmp_path: Path) -> None:
    words = tmp_path / "ru" / "words"
    words.mkdir(parents=True)
    (words / "odd.txt").write_text("# source: us\nне сезон\nне сезон?\n", encoding="utf-8")
    rule = house(GOOD.replace('"не сезон"', '"@odd"'))
    assert validate_rule(rule) == (
        (
            f"{rule.path}: phrases[1] (line 4), {words / 'odd.txt'}:3: column 4:"
            " an entry of a list is made of words and «=forms» only\n    не сезон?\n       ^"
        ),
    )


def failures(rule: Rule) -> list[tuple[str, str]]:
    return [(failure.example, failure.reason) for failure in run_examples([rule])]


def test_the_oracle_accepts_a_rule_that_keeps_its_word(house: House) -> None:
    assert failures(house(GOOD)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('["не сезон"]', '["бюджет"]', [
            ("bad[1]", "nothing is found in 'Увы, не сезон.'"), ("bad[2]", "nothing is found in 'Сейчас не сезон.'"),
        ]),
        ("Увы, ⟦не сезон⟧", "Увы, ⟦не⟧ сезон", [("bad[1]", "found Увы, ⟦не сезон⟧.")]),
        ("Новый сезон.", "Не сезон.", [("good[1]", "excuses/weather finds ⟦Не сезон⟧.")]),
        ('[[good]]\ntext = "Новый сезон."\n', "", [("good", "at least 2 examples are needed, there are 1")]),
        ('⟧."\n[[good]]', '⟧."\nfixed = "Сейчас сезон."\n[[good]]', [
            ("bad[2]", "the fix gives 'Сейчас не сезон.', not 'Сейчас сезон.'"),
        ]),
    ],
)  # fmt: skip
def test_the_oracle_says_what_is_wrong(house: House, old: str, new: str, expected: list[Any]) -> None:
    assert failures(house(GOOD.replace(old, new, 1))) == expected


def test_the_oracle_wants_the_language_of_the_rule(house: House) -> None:
    rule = house(GOOD.replace("Новый сезон.", "Надішліть, будь ласка, підписаний договір ще сьогодні."))
    assert failures(rule) == [
        (
            "good[1]",
            "this is read as uk, not as ru: 'Надішліть, будь ласка, підписаний договір ще сьогодні.'",
        )
    ]


def test_the_oracle_goes_on_after_a_broken_rule(house: House) -> None:
    broken = house(GOOD.replace("не сезон", "не (сезон"), "ru/excuses/broken.toml")
    sound = house(GOOD)
    (failure,) = run_examples([broken, sound])
    assert str(failure) == (
        f"{broken.path}: phrases[1] (line 4), column 4: this bracket is never closed\n    не (сезон\n       ^"
    )


def test_the_oracle_wants_silence_after_the_fix(house: House) -> None:
    text = GOOD.replace('["не сезон"]', '["не сезон"]\nsuggest = ["ещё не сезон"]')
    rule = house(text.replace('⟦не сезон⟧."', '⟦не сезон⟧."\nfixed = "Увы, ещё не сезон."', 1))
    assert failures(rule) == [("bad[1]", "the fixed text is found again: Увы, ещё ⟦не сезон⟧.")]


def test_good_examples_are_held_against_the_whole_rulebook(house: House) -> None:
    rule = house(GOOD.replace("Новый сезон.", "У нас мёртвый сезон."))
    (failure,) = run_examples([rule], load_rules().rules)
    assert (failure.example, failure.reason) == ("good[1]", "excuses/off-season finds У нас ⟦мёртвый сезон⟧.")
    assert str(failure) == f"{rule.path}: good[1]: excuses/off-season finds У нас ⟦мёртвый сезон⟧."


def test_listing_rules_needs_no_dictionary() -> None:
    code = (
        "import sys; from tonecheck.rulebook import load_rules; load_rules();"
        "print([m for m in ('pymorphy3', 'spacy', 're2', 'marko', 'click') if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
