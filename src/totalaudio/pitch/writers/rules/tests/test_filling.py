"""Gaps are refused, and names that look like gaps are not."""

import pytest

from totalaudio.pitch.writers.facts import Fact
from totalaudio.pitch.writers.findings import Level
from totalaudio.pitch.writers.rules import check
from totalaudio.pitch.writers.rules.tests.texts import found, with_sentence
from totalaudio.pitch.writers.tests.briefs import brief


@pytest.mark.parametrize(
    "gap",
    [
        "[Name]", "[Your Name]", "[add the outlet]", "[ insert link here ]", "{first name}", "{{outlet}}", "{}", "XXX",
        "XXXX", "<name>", "*|FNAME|*", "%FIRSTNAME%", "Lorem ipsum", "[TBC]",
    ],
)  # fmt: skip
def test_a_gap_is_refused(gap: str) -> None:
    found = [
        one
        for one in check(with_sentence(f"For {gap} here."), brief())
        if one.level is Level.REFUSE
    ]
    text = with_sentence(f"For {gap} here.")
    assert [text[one.start : one.end] for one in found] == [gap]


@pytest.mark.parametrize("text", ["xxx", "[live]", "(name)", "XX", "a < b > c", "[sic]", "MAXXX1"])
def test_what_is_no_gap_passes(text: str) -> None:
    assert [
        one
        for one in check(with_sentence(f"For {text} here."), brief())
        if one.level is Level.REFUSE
    ] == []


def test_an_outlet_that_looks_like_a_gap_is_a_name() -> None:
    named = brief(contact=(Fact("outlet", "The [Name] Show", "x"),))
    assert found(with_sentence("It is for The [Name] Show here."), "placeholder", named) == []


def test_an_unfilled_field_says_how_to_fill_it() -> None:
    found = check(with_sentence("For [add the outlet] here."), brief())
    assert [(one.rule, one.message) for one in found] == [("unfilled", "The outlet is not known.")]
