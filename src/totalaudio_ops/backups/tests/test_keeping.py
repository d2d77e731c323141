"""What is kept follows the rule, and the newest proved archive is never thrown away."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.backups.keeping import Kept, Rule, rule_of, to_prune
from totalaudio_ops.problems import Problem

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RULES = st.one_of(
    st.builds(Rule, days=st.integers(0, 60)),
    st.lists(
        st.tuples(st.sampled_from("dwm"), st.integers(1, 5)),
        min_size=1,
        max_size=3,
        unique_by=lambda part: part[0],
    ).map(lambda parts: Rule(periods=tuple(parts))),
)
BACKUPS = st.lists(
    st.tuples(st.integers(-50, 3000), st.booleans()), max_size=40, unique_by=lambda one: one[0]
).map(
    lambda found: [
        Kept(f"backup-{n}", NOW - timedelta(hours=hours), is_verified)
        for n, (hours, is_verified) in enumerate(found)
    ]
)


def daily(days: int, verified: set[int] = frozenset()) -> list[Kept]:  # type: ignore[assignment]  # empty
    return [
        Kept(f"{day:03}", NOW - timedelta(days=day, hours=7), day in verified)
        for day in range(days)
    ]


def pruned(backups: list[Kept], rule: Rule) -> list[str]:
    return [one.archive for one in to_prune(backups, rule, NOW)]


def test_after_thirty_days_they_go_the_oldest_first() -> None:
    assert pruned(daily(33, {0, 1, 32}), Rule(days=30)) == ["032", "031", "030"]


def test_the_newest_verified_one_stays_however_old() -> None:
    assert pruned(daily(36, {33, 35}), Rule(days=30)) == ["035", "034", "032", "031", "030"]


def test_while_none_is_verified_the_newest_stays() -> None:
    assert pruned(daily(3), Rule(days=0)) == ["002", "001"]


def test_generations_keep_the_last_of_each_day_week_and_month() -> None:
    kept = {one.archive for one in daily(100, set(range(100)))}
    kept -= set(pruned(daily(100, set(range(100))), rule_of("3d,2w,3m", 30)))
    # Days 0, 1, 2 are 23, 22 and 21 November; a week ends on a Sunday, a month with October and September.
    assert sorted(kept) == ["000", "001", "002", "023", "054"]


def test_of_a_day_the_verified_one_is_kept() -> None:
    at = NOW - timedelta(days=1)
    two = [
        Kept("late", at, is_verified=False),
        Kept("proved", at - timedelta(hours=3), is_verified=True),
    ]
    newest = Kept("newest", NOW, is_verified=True)
    assert pruned([newest, *two], rule_of("2d", 30)) == ["late"]


@given(BACKUPS, RULES)
def test_the_newest_verified_one_is_never_pruned(backups: list[Kept], rule: Rule) -> None:
    gone = pruned(backups, rule)
    verified = [one for one in backups if one.is_verified]
    if verified:
        assert max(verified, key=lambda one: one.at).archive not in gone
    assert len(gone) == len(set(gone)) < max(1, len(backups))


@given(BACKUPS, RULES)
def test_pruning_again_prunes_nothing_more(backups: list[Kept], rule: Rule) -> None:
    gone = pruned(backups, rule)
    assert pruned([one for one in backups if one.archive not in gone], rule) == []


@given(BACKUPS, st.integers(0, 60))
def test_what_is_younger_than_the_days_stays(backups: list[Kept], days: int) -> None:
    gone = set(pruned(backups, Rule(days=days)))
    assert not gone & {one.archive for one in backups if one.at > NOW - timedelta(days=days)}


@pytest.mark.parametrize("text", ["7", "d", "7x", "7d,", "0d", "7d,3d", "-1d", "7d 4w"])
def test_other_rules_are_refused(text: str) -> None:
    with pytest.raises(Problem, match="BACKUP_KEEP is not a rule"):
        rule_of(text, 30)


def test_a_rule_is_read() -> None:
    assert rule_of("7d, 4w,12m", 30) == Rule(periods=(("d", 7), ("w", 4), ("m", 12)))
    assert rule_of("", 14) == Rule(days=14)
