"""Words of budgets and burn."""

from fractions import Fraction

from totalaudio_ops.slo.words import app_label, burn_words, held_words, left_words


def test_what_is_left_is_said_and_never_better_than_it_is() -> None:
    lefts = (None, Fraction(1), Fraction(2499, 10_000), Fraction(0), Fraction(-1, 8))
    assert [left_words(left) for left in lefts] == [
        "no data",
        "100.0 % left",
        "24.9 % left",
        "0.0 % left",
        "overspent by 12.5 %",
    ]


def test_burn_is_a_factor_and_little_is_not_nothing() -> None:
    rates = (None, Fraction(0), Fraction(1, 1000), Fraction(144, 10), Fraction(1234))
    assert [burn_words(rate) for rate in rates] == ["\u2013", "0.0", "<0.1", "14.4", "1,234"]


def test_all_that_hold_a_mode_are_named() -> None:
    assert [held_words(titles) for titles in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "Held by “A”.",
        "Held by “A” and “B”.",
        "Held by “A”, “B” and “C”.",
    ]


def test_an_app_has_its_name() -> None:
    assert (app_label("audio-intel"), app_label("other")) == ("Audio Intel", "other")
