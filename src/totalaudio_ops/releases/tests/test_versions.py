"""Versions and ranges, as npm counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases.tests.making import numbers
from totalaudio_ops.releases.tests.npm_ranges import read_range
from totalaudio_ops.releases.versions import Bump, Version, read_version


def v(text: str) -> Version:
    return read_version(text, "x")


@pytest.mark.parametrize(
    ("old", "bump", "new"),
    [
        ("0.1.0", "major", "1.0.0"),
        ("1.2.3", "minor", "1.3.0"),
        ("1.2.3", "patch", "1.2.4"),
        ("1.2.3", "none", "1.2.3"),
        ("1.3.0-rc.2", "patch", "1.3.0"),
        ("1.3.0-rc.2", "minor", "1.3.0"),
        ("1.3.0-rc.2", "major", "2.0.0"),
        ("1.2.4-rc.0", "minor", "1.3.0"),
        ("2.0.0-rc.0", "major", "2.0.0"),
    ],
)
def test_a_bump_moves_a_version(old: str, bump: str, new: str) -> None:
    assert str(v(old).bumped(Bump[bump.upper()])) == new


@pytest.mark.parametrize(
    "text", ["1.2", "1.2.3.4", "01.2.3", "1.2.3-rc", "1.2.3-rc.01", "v1.2.3", "1.2.3-RC.1", ""]
)
def test_other_texts_are_no_versions(text: str) -> None:
    with pytest.raises(Problem, match="the version of tracker, is none"):
        read_version(text, "tracker")


@given(numbers(), st.sampled_from(["", "alpha", "beta", "rc"]), st.integers(0, 20))
def test_what_is_written_is_read(version: Version, tag: str, number: int) -> None:
    one = version.tagged(tag, number) if tag else version
    assert v(str(one)) == one


def test_pre_releases_come_before_what_they_prepare() -> None:
    order = ["1.0.0", "1.0.1-beta.2", "1.0.1-rc.0", "1.0.1-rc.10", "1.0.1", "1.1.0-alpha.0"]
    assert [str(one) for one in sorted(map(v, reversed(order)))] == order


@pytest.mark.parametrize(
    ("wanted", "allowed", "refused"),
    [
        ("^1.2.3", ["1.2.3", "1.9.0"], ["1.2.2", "2.0.0", "1.3.0-rc.0", "2.0.0-rc.0"]),
        ("^0.2.3", ["0.2.9"], ["0.3.0", "0.2.2"]),
        ("^0.0.3", ["0.0.3"], ["0.0.4"]),
        ("~1.2.3", ["1.2.9"], ["1.3.0", "1.2.4-rc.0"]),
        ("1.2.3", ["1.2.3"], ["1.2.4", "1.2.2"]),
        (
            "^1.2.3-rc.1",
            ["1.2.3-rc.1", "1.2.3-rc.9", "1.2.3", "1.4.0"],
            ["1.2.3-rc.0", "1.2.4-rc.0"],
        ),
        ("workspace:*", ["1.2.3"], ["1.2.4", "1.2.3-rc.0"]),
        ("workspace:^", ["1.2.4"], ["2.0.0"]),
        ("workspace:~", ["1.2.4"], ["1.3.0"]),
    ],
)
def test_a_range_allows(wanted: str, allowed: list[str], refused: list[str]) -> None:
    found = read_range(wanted)
    assert [text for text in (*allowed, *refused) if found.allows(v(text), v("1.2.3"))] == allowed
