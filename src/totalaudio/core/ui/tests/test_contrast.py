"""Every pair of colours that pages put together is readable."""

import pytest

from totalaudio.core.ui.tests.tokens import colours, contrast

SCHEMES = ("light", "dark")
APPS = ("intel", "tracker", "pitch", "operations")
GROUNDS = ("paper", "surface", "hover", "sunken")
TEXT_AAA = [(ink, ground) for ink in ("ink", "ink-soft") for ground in GROUNDS[:3]]
TEXT_AA = [
    *(("ink", f"{tone}-tint") for tone in ("good", "warning", "bad", "active", "neutral")),
    *((tone, f"{tone}-tint") for tone in ("good", "warning", "bad", "active")),
    *((tone, ground) for tone in ("good", "warning", "bad", "active") for ground in GROUNDS[:3]),
    *((app, ground) for app in APPS for ground in GROUNDS[:3]),
    *((f"{app}-on", f"{app}-fill") for app in APPS),
    ("ink", "sunken"), ("ink-soft", "neutral-tint"), ("paper", "ink"), ("paper", "bad"),
]  # fmt: skip
# Borders of controls, marks and focus rings need 3 to 1 (1.4.11); a fill lighter than that has an ink edge.
SHAPES = [
    *(("line-strong", ground) for ground in GROUNDS[:2]),
    *(("edge", ground) for ground in GROUNDS),
    *((app, ground) for app in APPS for ground in GROUNDS),
    *((tone, "neutral-tint") for tone in ("good", "warning", "bad")),
]


def _too_low(pairs: list[tuple[str, str]], least: float) -> list[str]:
    low = []
    for scheme in SCHEMES:
        tokens = colours(scheme)
        for one, other in pairs:
            ratio = contrast(tokens[one], tokens[other])
            if ratio < least:
                low.append(f"{scheme}: {one} on {other} is {ratio:.2f}")
    return low


def test_black_on_white_is_twenty_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


def test_text_reaches_seven_to_one() -> None:
    assert _too_low(TEXT_AAA, 7) == []


def test_coloured_text_reaches_four_and_a_half_to_one() -> None:
    assert _too_low(TEXT_AA, 4.5) == []


def test_edges_and_marks_reach_three_to_one() -> None:
    assert _too_low(SHAPES, 3) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_app_has_an_accent_of_its_own(scheme: str) -> None:
    tokens = colours(scheme)
    assert len({tokens[f"{app}-fill"] for app in APPS}) == len(APPS)
