"""Scores and grades."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.pitch.writers.analysis import analyse, grade_of, graded
from totalaudio.pitch.writers.findings import Finding, Grade, Level
from totalaudio.pitch.writers.tests.briefs import LINK, brief

RULES = st.sampled_from(
    ["hype", "spelling", "exclamation", "subject", "length", "hook", "unfilled"]
)
FINDINGS = st.lists(st.builds(Finding, RULES, st.sampled_from(Level), st.just("x"), st.just("y")))


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        (100, Grade.EXCELLENT),
        (90, Grade.EXCELLENT),
        (89, Grade.GOOD),
        (75, Grade.GOOD),
        (74, Grade.NEEDS_WORK),
        (60, Grade.NEEDS_WORK),
        (59, Grade.POOR),
        (0, Grade.POOR),
    ],
)
def test_grades_begin_at_90_75_and_60(score: int, grade: Grade) -> None:
    assert grade_of(score) == grade


def test_a_good_text_is_excellent() -> None:
    text = f"Northern Light: a choir, live in one take, recorded.\n\nWould it suit you?\n\n{LINK}"
    found = analyse(text, brief(), subject="Northern Light")
    assert (found.findings, found.score, found.grade, found.words) == ((), 100, Grade.EXCELLENT, 14)


def test_a_text_of_the_predecessors_kind_needs_work() -> None:
    text = "Hey!! [Name], this amazing, incredible track is a MUST-HEAR! Check it out!"
    found = analyse(text, brief(), subject="RE: AMAZING TRACK")
    assert (found.grade, found.is_refused) == (Grade.POOR, True)


@given(FINDINGS, FINDINGS)
def test_more_findings_never_make_it_better(some: list[Finding], more: list[Finding]) -> None:
    assert 0 <= graded(some + more, "").score <= graded(some, "").score <= 100


@given(FINDINGS)
def test_what_is_refused_is_poor(found: list[Finding]) -> None:
    refused = [*found, Finding("unfilled", Level.REFUSE, "x", "y")]
    assert graded(refused, "").grade is Grade.POOR
