"""The font files hold what the style sheet promises of them."""

from typing import Any

import pytest
from fontTools.ttLib import TTFont

from totalaudio.core.ui.fonts import FACES, STATIC, Face, rule, unicode_range


def _named(face: Face) -> str:
    return face.file


@pytest.mark.parametrize("face", FACES, ids=_named)
def test_each_file_holds_its_letters_and_weights(face: Face) -> None:
    font: Any = TTFont(STATIC / "fonts" / face.file)
    assert sorted(set(font.getBestCmap()) - face.letters) == []
    letters = set("Aa0£@–éÀßøŻřłőčŠğı") & set(map(chr, face.letters))
    assert sorted(letters - set(map(chr, font.getBestCmap()))) == []
    axis = font["fvar"].axes[0]
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", face.lightest, face.heaviest)


def test_the_style_sheet_is_the_one_that_the_script_writes() -> None:
    assert (STATIC / "css" / "fonts.css").read_text() == "".join(map(rule, FACES))


def test_no_letter_is_in_two_files_of_a_family() -> None:
    for family in {face.family for face in FACES}:
        sets = [face.letters for face in FACES if face.family == family]
        assert sum(map(len, sets)) == len(frozenset().union(*sets))


def test_runs_of_letters_are_written_as_ranges() -> None:
    assert (
        unicode_range(frozenset([0x20, 0x21, 0x22, 0xA3, 0xE9, 0xEA])) == "U+20-22, U+A3, U+E9-EA"
    )


def test_figures_of_the_text_font_are_all_as_wide() -> None:
    font: Any = TTFont(STATIC / "fonts" / "source-sans-3.woff2")
    names = [font.getBestCmap()[ord(figure)] for figure in "0123456789"]
    assert len({font["hmtx"][name][0] for name in names}) == 1
