"""Plans: the highest bump wins, what depends follows, and nothing moves without a reason."""

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from totalaudio_ops.problems import Problem
from totalaudio_ops.releases import pre
from totalaudio_ops.releases.changelog import entries
from totalaudio_ops.releases.plan import plan
from totalaudio_ops.releases.tests.making import (
    APPS,
    NAMES,
    changeset,
    changesets,
    numbers,
    packages,
)
from totalaudio_ops.releases.values import Changeset, Package, Plan, Pre, Rules
from totalaudio_ops.releases.versions import Bump

GROUPS = st.sampled_from(
    [
        Rules(),
        Rules(fixed=(("tracker", "pitch-generator"),)),
        Rules(linked=(("tracker", "pitch-generator"),)),
        Rules(fixed=(NAMES,)),
        Rules(linked=(NAMES,)),
    ]
)
STANDING = st.fixed_dictionaries({name: numbers() for name in NAMES}).map(
    lambda found: [
        msgspec.structs.replace(package, version=found[package.name]) for package in packages()
    ]
)


def versions(made: Plan) -> dict[str, str]:
    return {one.name: str(one.new) for one in made.releases}


def moved(standing: list[Package], made: Plan) -> list[Package]:
    new = {one.name: one.new for one in made.releases}
    return [
        msgspec.structs.replace(one, version=new.get(one.name, one.version)) for one in standing
    ]


def test_an_app_of_its_own_moves_alone() -> None:
    made = plan(packages(), [changeset("a", tracker="minor")])
    assert versions(made) == {"tracker": "0.2.0"}
    assert made.releases[0].because == ("changesets",)


def test_core_reaches_every_app_as_a_patch() -> None:
    made = plan(packages(), [changeset("a", core="major")])
    assert versions(made) == {"core": "1.0.0", **dict.fromkeys(APPS, "0.1.1")}
    assert [one.because for one in made.releases] == [("changesets",), *[("core",)] * 4]


def test_an_app_that_moves_further_keeps_its_own_bump() -> None:
    made = plan(packages(), [changeset("a", core="patch", tracker="minor")])
    assert versions(made) == {
        "core": "0.1.1",
        "tracker": "0.2.0",
        **dict.fromkeys(("audio-intel", "pitch-generator", "worker"), "0.1.1"),
    }


def test_a_changeset_without_releases_is_used_up_and_moves_nothing() -> None:
    made = plan(packages(), [changeset("a"), changeset("b", tracker="none")])
    assert made.releases == ()
    assert [one.id for one in made.changesets] == ["a", "b"]


def test_a_fixed_group_moves_together_and_a_linked_one_shares_the_highest() -> None:
    standing = packages(tracker="1.0.0", pitch_generator="2.0.0")
    one = [changeset("a", tracker="minor")]
    group = (("tracker", "pitch-generator"),)
    assert versions(plan(standing, one, Rules(fixed=group))) == {
        "tracker": "2.1.0",
        "pitch-generator": "2.1.0",
    }
    assert versions(plan(standing, one, Rules(linked=group))) == {"tracker": "2.1.0"}


def test_an_unknown_package_is_named_with_its_changeset() -> None:
    with pytest.raises(Problem) as problem:
        plan(packages(), [Changeset("calm-keys-run", {"trakcer": Bump.PATCH}, "Said.")])
    assert str(problem.value) == (
        ".changeset/calm-keys-run.md names trakcer, which is no package: there are"
        " audio-intel, core, pitch-generator, tracker, worker."
    )


def test_ignored_packages_are_not_released_and_stand_in_changesets_of_their_own() -> None:
    rules = Rules(ignore=frozenset({"worker"}))
    made = plan(packages(), [changeset("a", core="patch"), changeset("b", worker="minor")], rules)
    assert "worker" not in versions(made)
    with pytest.raises(Problem, match="write two changesets"):
        plan(packages(), [changeset("a", core="patch", worker="minor")], rules)


@given(STANDING, changesets(), GROUPS)
def test_the_highest_bump_wins(
    standing: list[Package], given: list[Changeset], rules: Rules
) -> None:
    made = {one.name: one for one in plan(standing, given, rules).releases}
    for name in NAMES:
        wanted = max((one.releases.get(name, Bump.NONE) for one in given), default=Bump.NONE)
        assert (made[name].bump if name in made else Bump.NONE) >= wanted
        if name in made and not (rules.fixed or rules.linked):
            assert made[name].bump == (wanted or Bump.PATCH)


@given(STANDING, changesets(), GROUPS)
def test_versions_only_grow(standing: list[Package], given: list[Changeset], rules: Rules) -> None:
    before = {package.name: package.version for package in standing}
    for one in plan(standing, given, rules).releases:
        assert before[one.name] == one.old < one.new


@given(STANDING, changesets(), GROUPS)
def test_nothing_moves_without_a_reason_and_dependents_move_with_core(
    standing: list[Package], given: list[Changeset], rules: Rules
) -> None:
    made = {one.name: one for one in plan(standing, given, rules).releases}
    group = {name for bound in (*rules.fixed, *rules.linked) for name in bound}
    for name, one in made.items():
        is_said = any(said.releases.get(name) for said in given)
        is_beneath = "core" in made and name != "core"
        is_bound = name in group and any(other in made for other in group - {name})
        assert is_said or is_beneath or is_bound
        assert one.because
    if "core" in made:
        assert set(made) == set(NAMES)


@given(STANDING, changesets(), GROUPS)
def test_the_order_of_packages_and_changesets_does_not_matter(
    standing: list[Package], given: list[Changeset], rules: Rules
) -> None:
    found = plan(standing, given, rules)
    other = plan(standing[::-1], given[::-1], rules)
    assert {one.name: (one.bump, one.old, one.new) for one in found.releases} == {
        one.name: (one.bump, one.old, one.new) for one in other.releases
    }


@given(STANDING, st.lists(changesets(), min_size=1, max_size=4), GROUPS)
def test_each_changeset_is_told_of_once_in_the_changelog_of_each_package_that_it_names(
    standing: list[Package], batches: list[list[Changeset]], rules: Rules
) -> None:
    told: list[tuple[str, str]] = []
    said: list[tuple[str, str]] = []
    for number, batch in enumerate(batches):
        named = [msgspec.structs.replace(one, summary=f"{number} {one.id}") for one in batch]
        made = plan(standing, named, rules)
        assert list(made.changesets) == named
        for entry in entries(made, standing):
            told += [(entry.package, line.summary) for line in entry.lines]
        said += [
            (name, one.summary) for one in named for name, bump in one.releases.items() if bump
        ]
        standing = moved(standing, made)
    assert sorted(told) == sorted(said)


@given(STANDING, st.lists(changesets(), max_size=4), changesets(), GROUPS)
def test_a_pre_release_and_its_end_leave_none_behind_and_come_to_the_same_bump(
    standing: list[Package], batches: list[list[Changeset]], last: list[Changeset], rules: Rules
) -> None:
    state = pre.entered(None, "rc", standing)
    there: list[Changeset] = []
    path = [standing]
    for number, batch in enumerate([*batches, last]):
        there += [msgspec.structs.replace(one, id=f"{number}-{one.id}") for one in batch]
        is_last = number == len(batches)
        made = plan(path[-1], there, rules, pre.exited(state) if is_last else state)
        if not is_last:
            assert all(one.new.tag == "rc" for one in made.releases)
            assert made.pre is not None
            state = made.pre
        path.append(moved(path[-1], made))
    assert [one.version.tag for one in path[-1]] == [""] * len(NAMES)
    for before, after in pairwise(path):
        assert all(not one.version < old.version for old, one in zip(before, after, strict=True))
    straight = plan(standing, there, rules)
    _assert_at_least(standing, straight, path[-1])


def _assert_at_least(standing: list[Package], straight: Plan, ended: list[Package]) -> None:
    """Through pre-releases a package comes at least as far as in one go, and what has no reason stays."""
    new = {one.name: one.new for one in straight.releases}
    for old, one in zip(standing, ended, strict=True):
        assert not one.version < new.get(one.name, old.version)
        if one.name not in new:
            assert one.version == old.version


def test_a_pre_release_counts_on_and_takes_up_each_changeset_once() -> None:
    standing = packages()
    first = plan(standing, [changeset("a", tracker="minor")], pre=pre.entered(None, "rc", standing))
    assert versions(first) == {"tracker": "0.2.0-rc.0"}
    again = [changeset("a", tracker="minor"), changeset("b", tracker="patch")]
    second = plan(moved(standing, first), again, pre=first.pre)
    assert versions(second) == {"tracker": "0.2.0-rc.1"}
    assert [one.id for one in second.changesets] == ["b"]
    assert second.pre is not None
    ended = plan(moved(standing, second), again, pre=pre.exited(second.pre))
    assert versions(ended) == {"tracker": "0.2.0"}
    assert [one.id for one in ended.changesets] == ["a", "b"]


def test_what_a_pre_release_moved_and_no_changeset_names_any_more_ends_it_all_the_same() -> None:
    standing = packages(core="0.2.0-rc.0", tracker="0.1.1-rc.3")
    state = Pre("exit", "rc", {}, ())
    assert versions(plan(standing, [], Rules(ignore=frozenset({"tracker"})), state)) == {
        "core": "0.2.0",
        "tracker": "0.1.1",
    }
