"""Tests in parts: each file in exactly one, the same on every machine, and no part much heavier than another."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.project.cli.sharding import part, shard_of, weighed
from totalaudio.project.platform.places import ROOT
from totalaudio_ops.problems import Problem

WEIGHTS = st.dictionaries(st.text(min_size=1, max_size=8), st.integers(1, 50), max_size=40)


@given(weights=WEIGHTS, of=st.integers(1, 9))
def test_each_file_is_in_exactly_one_part(weights: dict[str, int], of: int) -> None:
    parts = [part(weights, number, of) for number in range(1, of + 1)]
    assert sorted(name for names in parts for name in names) == sorted(weights)


@given(weights=WEIGHTS, of=st.integers(1, 9))
def test_no_part_is_heavier_than_another_by_more_than_one_file(
    weights: dict[str, int], of: int
) -> None:
    loads = [sum(weights[n] for n in part(weights, number, of)) for number in range(1, of + 1)]
    assert max(loads) - min(loads) <= max(weights.values(), default=0)


@given(weights=WEIGHTS, of=st.integers(1, 9), seed=st.randoms())
def test_the_order_of_the_folder_does_not_matter(
    weights: dict[str, int], of: int, seed: Random
) -> None:
    names = list(weights)
    seed.shuffle(names)
    assert part({name: weights[name] for name in names}, 1, of) == part(weights, 1, of)


def test_the_suite_in_five_parts_is_the_suite() -> None:
    weights = weighed(ROOT)
    assert "tests/harness/test_sharding.py" in weights
    parts = [part(weights, number, 5) for number in range(1, 6)]
    assert sum(map(len, parts)) == len(weights) > 300


@pytest.mark.parametrize("text", ["", "1", "0/3", "4/3", "1/0", "a/b", "1/3/5", "-1/3", "01/3"])
def test_what_is_no_part_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="write it as 2/5"):
        shard_of(text)


def test_a_part_is_read() -> None:
    assert shard_of("2/5") == (2, 5)
