"""Explains a decision: every step that was taken, in words, down to the one that decided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from .deciding import Decision, Override, Place, Snapshot, compiled
from .declarations import EVERYWHERE, FLAGS, Flag
from .names import FlagName, Reason, Scope
from .sharing import share_of


@dataclass(frozen=True, slots=True)
class Explanation:
    """A decision and the steps to it."""

    decision: Decision
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    flag: Flag
    place: Place
    snapshot: Snapshot
    user_id: UUID | None
    workspace_id: UUID | None


def explain(
    name: FlagName,
    place: Place,
    snapshot: Snapshot,
    user_id: UUID | None = None,
    workspace_id: UUID | None = None,
    *,
    flags: Sequence[Flag] = FLAGS,
) -> Explanation:
    """The decision of the same functions that serve requests, with each step up to it."""
    decided = {
        flag: decide(user_id, workspace_id)
        for flag, decide in compiled(flags, place, snapshot).items()
    }
    declared = next(flag for flag in flags if flag.name == name)
    asked = _Asked(declared, place, snapshot, user_id, workspace_id)
    decision = decided[name]
    steps = []
    for reason, said in _steps(asked, decided):
        steps.append(said)
        if reason is decision.reason:
            break
    end = f"So {name} is {'on' if decision.value else 'off'}"
    variant = f", with the variant {decision.variant}" if decision.variant else ""
    return Explanation(decision, (*steps, f"{end}{variant}."))


def _steps(asked: _Asked, decided: dict[FlagName, Decision]) -> Iterator[tuple[Reason | None, str]]:
    flag = asked.flag
    yield Reason.NOT_BUILT, _built(flag)
    for needed in flag.prerequisites:
        is_on = decided[needed].value
        said = f"It needs {needed}, which is {'on' if is_on else 'off'}."
        yield (None if is_on else Reason.PREREQUISITE), said
    is_here = asked.place.has(flag)
    if flag.ignores_overrides_outside and not is_here:
        said = f"{_environment(asked)} No override opens it elsewhere."
        yield Reason.ENVIRONMENT, said
    for scope, reason in _SCOPES:
        yield reason, _overridden(asked, scope)
    yield Reason.ENVIRONMENT, _environment(asked)
    if flag.rollout < 100:
        yield Reason.NOBODY, _somebody(asked)
        yield Reason.ROLLOUT, _rollout(asked)
    yield Reason.DECLARED, "It is rolled out to everybody."


_SCOPES = (
    (Scope.USER, Reason.USER_OVERRIDE),
    (Scope.WORKSPACE, Reason.WORKSPACE_OVERRIDE),
    (Scope.ALL, Reason.ALL_OVERRIDE),
)
_FOR = {
    Scope.USER: "for this user",
    Scope.WORKSPACE: "for this workspace",
    Scope.ALL: "for all",
}


def _built(flag: Flag) -> str:
    if flag.is_built:
        return "It is built."
    return "It is declared as not built, so that nothing switches it on."


def _overridden(asked: _Asked, scope: Scope) -> str:
    subjects = {
        Scope.USER: asked.user_id,
        Scope.WORKSPACE: asked.workspace_id,
        Scope.ALL: None,
    }
    if scope is not Scope.ALL and subjects[scope] is None:
        return f"No {scope} is named."
    found = next(
        (
            each
            for each in asked.snapshot.overrides
            if (each.flag, each.scope, each.subject) == (asked.flag.name, scope, subjects[scope])
        ),
        None,
    )
    return f"There is no override {_FOR[scope]}." if found is None else _override(found)


def _override(found: Override) -> str:
    value = found.variant or ("on" if found.is_on else "off")
    if found.expires_at is None:
        return f"An override {_FOR[found.scope]} says {value}."
    verb = "ended" if found.expires_at <= datetime.now(UTC) else "says"
    at = f"{found.expires_at.astimezone(UTC):%d %b %Y, %H:%M} UTC"
    if verb == "ended":
        return f"An override {_FOR[found.scope]} ended on {at}."
    return f"An override {_FOR[found.scope]} says {value} until {at}."


def _environment(asked: _Asked) -> str:
    if asked.flag.environments == EVERYWHERE:
        return "It is declared for every environment."
    names = " and ".join(sorted(asked.flag.environments))
    also = f", or where {asked.flag.or_when}" if asked.flag.or_when else ""
    configured = " ".join(f"and {each}" for each in sorted(asked.place.conditions))
    here = f"{asked.place.environment} {configured}".strip()
    return f"It is declared for {names}{also}; this is {here}."


def _somebody(asked: _Asked) -> str:
    if asked.user_id is None:
        return f"It is rolled out to {asked.flag.rollout:g} % of users, and no user is named."
    return f"It is rolled out to {asked.flag.rollout:g} % of users."


def _rollout(asked: _Asked) -> str:
    if asked.user_id is None:
        return ""
    share = share_of(asked.flag.name, asked.user_id)
    return f"This user stands at {share:.4f} of 100, {_side(share, asked.flag.rollout)}."


def _side(share: float, rollout: float) -> str:
    return "within it" if share < rollout else "outside of it"
