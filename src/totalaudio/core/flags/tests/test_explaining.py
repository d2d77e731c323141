from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from totalaudio.core.flags.deciding import Override, Place, Snapshot, compiled
from totalaudio.core.flags.declarations import Condition, Flag, Variant
from totalaudio.core.flags.explaining import explain
from totalaudio.core.flags.names import FlagName, Reason, Scope

from .declaring import NAME, OTHER, flag, override

ALICE, HERE = UUID(int=1), UUID(int=2)
SUBJECTS = {Scope.USER: [UUID(int=1), UUID(int=3)], Scope.WORKSPACE: [HERE, UUID(int=4)]}
PAST, FUTURE = (datetime.now(UTC) + timedelta(days=days) for days in (-1, 365))
# The words with which a step ends the search, by the reason that it gives.
LAST = {
    Reason.NOT_BUILT: "not built",
    Reason.PREREQUISITE: "It needs",
    Reason.USER_OVERRIDE: "An override for this user",
    Reason.WORKSPACE_OVERRIDE: "An override for this workspace",
    Reason.ALL_OVERRIDE: "An override for all",
    Reason.ENVIRONMENT: "It is declared for",
    Reason.NOBODY: "no user is named",
    Reason.ROLLOUT: "This user stands at",
    Reason.DECLARED: "It is rolled out to everybody",
}


@st.composite
def overrides(draw: st.DrawFn) -> tuple[Override, ...]:
    made = {}
    for _ in range(draw(st.integers(0, 5))):
        scope = draw(st.sampled_from(Scope))
        subject = draw(st.sampled_from(SUBJECTS[scope])) if scope in SUBJECTS else None
        name = draw(st.sampled_from([NAME, OTHER]))
        is_on = draw(st.booleans())
        variant = draw(st.sampled_from([None, "a", "gone"])) if is_on else None
        until = draw(st.sampled_from([None, PAST, FUTURE]))
        made[name, scope, subject] = Override(name, scope, subject, is_on, variant, until)
    return tuple(made.values())


FLAG = st.builds(
    flag,
    environments=st.sampled_from([frozenset({"production"}), frozenset({"development"})]),
    or_when=st.sampled_from([None, Condition.FAKE_STRIPE]),
    rollout=st.sampled_from([0, 10, 50, 100]),
    variants=st.sampled_from([(), (Variant("a", 40), Variant("b", 60))]),
    is_built=st.booleans(),
    ignores_overrides_outside=st.booleans(),
    prerequisites=st.sampled_from([(), (OTHER,)]),
)
PLACE = st.builds(
    Place,
    st.sampled_from(["production", "development"]),
    st.sampled_from([frozenset(), frozenset({Condition.FAKE_STRIPE})]),
)


@given(FLAG, overrides(), PLACE, st.sampled_from([None, ALICE]), st.sampled_from([None, HERE]))
def test_an_explanation_ends_with_the_step_that_decided(
    declared: Flag,
    overrides: tuple[Override, ...],
    place: Place,
    user: UUID | None,
    workspace: UUID | None,
) -> None:
    flags = [declared, flag(name=OTHER)]
    snapshot = Snapshot(3, overrides)
    found = explain(NAME, place, snapshot, user, workspace, flags=flags)
    decision = compiled(flags, place, snapshot)[NAME](user, workspace)
    assert found.decision == decision
    assert LAST[decision.reason] in found.steps[-2]
    on = "on" if decision.value else "off"
    assert found.steps[-1].startswith(f"So {NAME} is {on}")


def test_a_decision_is_told_in_words() -> None:
    found = explain(
        NAME,
        Place("production"),
        Snapshot(3, (override(False, workspace=HERE),)),
        ALICE,
        HERE,
        flags=[flag()],
    )
    assert found.steps == (
        "It is built.",
        "There is no override for this user.",
        "An override for this workspace says off.",
        "So export-formats is off.",
    )


def test_payments_outside_production_are_told_why_not() -> None:
    found = explain(FlagName.PAYMENT_PROCESSING, Place("development"), Snapshot(), uuid4(), uuid4())
    assert found.steps == (
        "It is built.",
        (
            "It is declared for production, or where a fake Stripe is configured; this is development. "
            "No override opens it elsewhere."
        ),
        "So payment-processing is off.",
    )
