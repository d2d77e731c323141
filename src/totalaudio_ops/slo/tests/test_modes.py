"""A mode follows a budget, with room to turn round in."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.slo.modes import Mode, next_mode, percent

DEVELOPMENT, CAUTION, FREEZE = Mode
MODES = st.sampled_from(list(Mode))
SHARES = st.fractions(-3, 1, max_denominator=10_000)


def of(text: str) -> Fraction:
    return Fraction(text) / 100


@pytest.mark.parametrize(
    ("left", "from_development", "from_caution", "from_freeze"),
    [
        ("100", DEVELOPMENT, DEVELOPMENT, DEVELOPMENT),
        ("55.01", DEVELOPMENT, DEVELOPMENT, DEVELOPMENT),
        ("55", DEVELOPMENT, CAUTION, CAUTION),
        ("50.01", DEVELOPMENT, CAUTION, CAUTION),
        ("50", CAUTION, CAUTION, FREEZE),
        ("25", CAUTION, CAUTION, FREEZE),
        ("24.99", FREEZE, FREEZE, FREEZE),
        ("0", FREEZE, FREEZE, FREEZE),
        ("-250", FREEZE, FREEZE, FREEZE),
    ],
)
def test_every_line_and_its_neighbours(
    left: str, from_development: Mode, from_caution: Mode, from_freeze: Mode
) -> None:
    found = [next_mode(mode, of(left)) for mode in Mode]
    assert found == [from_development, from_caution, from_freeze]


@given(SHARES)
def test_freeze_is_not_left_while_a_post_mortem_is_open(left: Fraction) -> None:
    assert next_mode(FREEZE, left, are_post_mortems_closed=False) is FREEZE
    for mode in (DEVELOPMENT, CAUTION):
        assert next_mode(mode, left, are_post_mortems_closed=False) is next_mode(mode, left)


@given(MODES, SHARES, SHARES)
def test_less_left_is_never_freer(now: Mode, one: Fraction, other: Fraction) -> None:
    less, more = sorted([one, other])
    assert next_mode(now, less).strictness >= next_mode(now, more).strictness


@given(SHARES, st.booleans())
def test_a_stricter_past_is_never_freer(left: Fraction, closed: bool) -> None:
    found = [next_mode(now, left, are_post_mortems_closed=closed).strictness for now in Mode]
    assert found == sorted(found)


@given(MODES, SHARES)
def test_the_same_budget_judged_again_says_the_same(now: Mode, left: Fraction) -> None:
    after = next_mode(now, left)
    assert next_mode(after, left) is after


@given(
    MODES, SHARES, st.lists(st.fractions(0, Fraction(5, 100), max_denominator=1000), max_size=30)
)
def test_a_budget_that_trembles_never_comes_back_to_a_mode_that_it_left(
    now: Mode, lowest: Fraction, steps: list[Fraction]
) -> None:
    seen = [now]
    for step in steps:
        now = next_mode(now, lowest + step)
        if now is not seen[-1]:
            assert now not in seen
            seen.append(now)


@given(SHARES)
def test_a_share_is_never_shown_as_more_than_it_is(share: Fraction) -> None:
    shown = Fraction(percent(share).removesuffix(" %")) / 100
    assert shown <= share < shown + Fraction(1, 1000)
