from math import sqrt
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.flags.declarations import Variant
from totalaudio.core.flags.names import FlagName
from totalaudio.core.flags.sharing import ends_of, share_of, threshold_of

from .declaring import NAME, decider, flag

# Golden: who is in must not move when the code around the dice changes.
KNOWN = UUID("0193a5b0-0000-7000-8000-000000000001")
PERCENT = st.floats(min_value=0, max_value=100)


def people(number: int) -> list[UUID]:
    dice = Random(20261123)
    return [UUID(int=dice.getrandbits(128)) for _ in range(number)]


def test_a_person_stands_where_they_always_stood() -> None:
    shares = {name: round(share_of(name, KNOWN), 4) for name in (NAME, FlagName.BATCH_ENRICHMENT)}
    assert shares == {"export-formats": 42.5864, "batch-enrichment": 41.7874}


@given(user=st.uuids(), percents=st.tuples(PERCENT, PERCENT))
def test_raising_a_percentage_never_moves_anybody_out(
    user: UUID, percents: tuple[float, float]
) -> None:
    lower, higher = (
        decider(flag(rollout=percent))(user, None).value for percent in sorted(percents)
    )
    assert higher >= lower


@pytest.mark.parametrize("percent", [1, 10, 25, 50, 90])
def test_as_many_are_in_as_were_promised(percent: int) -> None:
    decide = decider(flag(rollout=percent))
    share = sum(decide(user, None).value for user in people(100_000)) / 100_000
    assert abs(share - percent / 100) < 4 * sqrt(percent / 100 * (1 - percent / 100) / 100_000)


def test_two_flags_choose_independently() -> None:
    """The phi coefficient of two halves over 100,000 people; 0 is independent."""
    one = decider(flag(rollout=50))
    other = decider(flag(name=FlagName.BATCH_ENRICHMENT, rollout=50))
    table = {(a, b): 0 for a in (True, False) for b in (True, False)}
    for user in people(100_000):
        table[one(user, None).value, other(user, None).value] += 1
    yes, no = (table[True, True] + table[True, False]), (table[False, True] + table[False, False])
    in_, out = (table[True, True] + table[False, True]), (table[True, False] + table[False, False])
    crossed = table[True, True] * table[False, False] - table[True, False] * table[False, True]
    assert abs(crossed / sqrt(yes * no * in_ * out)) < 0.0127  # four standard deviations


def test_a_rollout_says_nothing_about_the_variant() -> None:
    variants = (Variant("a", 50), Variant("b", 50))
    decide = decider(flag(rollout=20, variants=variants))
    chosen = [d.variant for user in people(50_000) if (d := decide(user, None)).value]
    assert abs(chosen.count("a") / len(chosen) - 0.5) < 4 * sqrt(0.25 / len(chosen))


def test_a_variant_stays_with_its_user_when_the_rollout_rises() -> None:
    variants = (Variant("a", 30), Variant("b", 70))
    few, all_ = (decider(flag(rollout=percent, variants=variants)) for percent in (10, 100))
    inside = [user for user in people(5_000) if few(user, None).value]
    assert len(inside) > 400
    assert [few(u, None).variant for u in inside] == [all_(u, None).variant for u in inside]


def test_who_is_nobody_gets_the_first_variant() -> None:
    assert decider(flag(variants=(Variant("a", 50), Variant("b", 50))))(None, None).variant == "a"


@given(weights=st.lists(st.integers(1, 100), min_size=1, max_size=6))
def test_every_throw_falls_into_one_of_the_shares(weights: list[int]) -> None:
    ends = list(ends_of(weights))
    assert ends == sorted(ends)
    assert ends[-1] == threshold_of(sum(weights))


def test_a_full_set_of_shares_ends_after_every_throw() -> None:
    assert list(ends_of([1, 98, 1]))[-1] == threshold_of(100) == 2**32


def test_an_unlucky_person_is_still_decided_the_same_way_twice() -> None:
    decide, user = decider(flag(rollout=37.5)), uuid4()
    assert len({decide(user, None) for _ in range(20)}) == 1
