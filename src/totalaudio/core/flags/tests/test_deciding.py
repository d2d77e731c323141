from datetime import UTC, datetime
from uuid import uuid4

import pytest

from totalaudio.core.flags.deciding import Decision, Place, Snapshot, compiled
from totalaudio.core.flags.declarations import BY_NAME, FLAGS, Condition, Variant
from totalaudio.core.flags.names import FlagName, Reason

from .declaring import NAME, OTHER, decider, flag, override

ALICE, BOB, HERE, THERE = uuid4(), uuid4(), uuid4(), uuid4()
DEVELOPMENT = Place("development")


def decided(value: bool, reason: Reason, variant: str | None = None) -> Decision:
    return Decision(value, variant, reason, version=7)


def test_a_flag_without_overrides_is_on_in_its_environments_and_nowhere_else() -> None:
    declared = flag(environments=frozenset({"development"}))
    assert decider(declared, place=DEVELOPMENT)(ALICE, HERE) == decided(True, Reason.DECLARED)
    assert decider(declared)(ALICE, HERE) == decided(False, Reason.ENVIRONMENT)


def test_a_user_beats_a_workspace_beats_all() -> None:
    decide = decider(
        flag(), override(False), override(True, workspace=HERE), override(False, user=ALICE)
    )
    assert decide(ALICE, HERE) == decided(False, Reason.USER_OVERRIDE)
    assert decide(BOB, HERE) == decided(True, Reason.WORKSPACE_OVERRIDE)
    assert decide(BOB, THERE) == decided(False, Reason.ALL_OVERRIDE)
    assert decide(None, None) == decided(False, Reason.ALL_OVERRIDE)


def test_an_override_beats_the_environment() -> None:
    declared = flag(environments=frozenset({"development"}))
    decide = decider(declared, override(True, workspace=HERE))
    assert decide(ALICE, HERE) == decided(True, Reason.WORKSPACE_OVERRIDE)
    assert decide(ALICE, THERE) == decided(False, Reason.ENVIRONMENT)


def test_an_override_does_not_open_what_keeps_to_its_environments() -> None:
    declared = flag(environments=frozenset({"production"}), ignores_overrides_outside=True)
    everywhere = (override(True), override(True, user=ALICE), override(True, workspace=HERE))
    assert decider(declared, *everywhere, place=DEVELOPMENT)(ALICE, HERE) == decided(
        False, Reason.ENVIRONMENT
    )
    assert decider(declared, override(False))(ALICE, HERE) == decided(False, Reason.ALL_OVERRIDE)


def test_a_condition_opens_a_flag_outside_of_its_environments() -> None:
    declared = flag(
        environments=frozenset({"production"}),
        or_when=Condition.FAKE_STRIPE,
        ignores_overrides_outside=True,
    )
    faked = Place("development", frozenset({Condition.FAKE_STRIPE}))
    assert decider(declared, place=faked)(ALICE, HERE).value
    assert not decider(declared, override(False), place=faked)(ALICE, HERE).value


def test_what_is_not_built_is_never_on() -> None:
    declared = flag(is_built=False)
    everywhere = (override(True), override(True, user=ALICE), override(True, workspace=HERE))
    assert decider(declared, *everywhere)(ALICE, HERE) == decided(False, Reason.NOT_BUILT)


def test_an_override_ends_on_time_though_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    ends_at = datetime(2030, 1, 1, tzinfo=UTC)
    decide = decider(flag(), override(False, user=ALICE, until=ends_at), override(False))
    clock = [ends_at.timestamp() - 0.001]
    monkeypatch.setattr("totalaudio.core.flags.deciding.time", lambda: clock[0])
    assert decide(ALICE, None).reason is Reason.USER_OVERRIDE
    clock[0] = ends_at.timestamp()
    assert decide(ALICE, None).reason is Reason.ALL_OVERRIDE


def test_a_prerequisite_that_is_off_closes_a_flag_whatever_is_set() -> None:
    needed = flag(name=OTHER)
    declared = flag(prerequisites=(OTHER,))
    off_for_alice = override(False, user=ALICE, name=OTHER)
    deciders = compiled(
        [declared, needed], Place("production"), Snapshot(7, (off_for_alice, override(True)))
    )
    assert deciders[NAME](ALICE, None) == decided(False, Reason.PREREQUISITE)
    assert deciders[NAME](BOB, None) == decided(True, Reason.ALL_OVERRIDE)


def test_nobody_is_in_a_part_of_everybody() -> None:
    assert decider(flag(rollout=99))(None, HERE) == decided(False, Reason.NOBODY)
    assert decider(flag(rollout=100))(None, HERE) == decided(True, Reason.DECLARED)


def test_an_override_names_a_variant_or_leaves_it_to_the_dice() -> None:
    declared = flag(rollout=0, variants=(Variant("short", 50), Variant("long", 50)))
    named = decider(declared, override("long", user=ALICE))(ALICE, None)
    assert named == decided(True, Reason.USER_OVERRIDE, "long")
    thrown = decider(declared, override(True))
    assert {thrown(uuid4(), None).variant for _ in range(100)} == {"short", "long"}


def test_a_variant_that_is_no_longer_declared_is_left_to_the_dice() -> None:
    declared = flag(variants=(Variant("short", 100),))
    decide = decider(declared, override("gone", user=ALICE))
    assert decide(ALICE, None) == decided(True, Reason.USER_OVERRIDE, "short")
    assert decider(flag(), override("gone", user=ALICE))(ALICE, None).variant is None


def test_overrides_of_one_flag_are_not_those_of_another() -> None:
    decide = decider(flag(), override(False, name=OTHER))
    assert decide(ALICE, HERE) == decided(True, Reason.DECLARED)


@pytest.mark.parametrize(
    ("environment", "on"),
    [
        ("production", {"payment-processing"}),
        ("development", set()),
        ("test", set()),
    ],
)
def test_the_eight_flags_as_they_are_declared(environment: str, on: set[str]) -> None:
    everywhere = {
        "metrics-tracking",
        "analytics-dashboard",
        "batch-enrichment",
        "export-formats",
    }
    deciders = compiled(FLAGS, Place(environment), Snapshot())
    thrown = (
        set() if environment != "development" else {"ai-pitch-suggestions"}
    )  # by dice, for a tenth
    found = {name for name in deciders if deciders[name](ALICE, HERE).value}
    assert found - thrown == everywhere | on
    assert set(deciders) == set(FlagName) == set(BY_NAME)


def test_two_flags_are_declared_and_not_built() -> None:
    assert {(f.name, f.rollout, f.environments) for f in FLAGS if not f.is_built} == {
        (FlagName.SOCIAL_MEDIA_POSTING, 100, frozenset({"development"})),
        (FlagName.NEWSLETTER_AUTOMATION, 100, frozenset({"development", "test", "production"})),
    }
