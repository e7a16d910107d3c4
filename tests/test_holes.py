from tonecheck.analysis import analyse
from tonecheck.checks.base import Context, Match
from tonecheck.checks.holes import check
from tonecheck.message.parts import HOLE

TEXT = f"Здравствуйте, {HOLE}! Счёт №{HOLE} готов."


def test_every_hole_of_a_message_is_a_fault_at_its_own_place() -> None:
    matches = list(check(analyse(TEXT, "ru"), Context(kind="message")))
    assert matches == [Match("placeholder/unfilled-hole", 14, 15), Match("placeholder/unfilled-hole", 23, 24)]


def test_a_template_may_have_holes() -> None:
    assert list(check(analyse(TEXT, "ru"), Context(kind="template"))) == []
