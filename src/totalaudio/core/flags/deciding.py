"""Decides flags: declarations and overrides are compiled once into one function per flag."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import time
from uuid import UUID

from mmh3 import mmh3_32_uintdigest

from .declarations import Condition, Flag
from .names import FlagName, Reason, Scope
from .sharing import ends_of, salt_of, threshold_of

type Decide = Callable[[UUID | None, UUID | None], Decision]
type _ForKey = Callable[[int | None], Decision | None]


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a flag is on, which variant it has, why, and by which version of the overrides."""

    value: bool
    variant: str | None
    reason: Reason
    version: int


@dataclass(frozen=True, slots=True)
class Override:
    """What somebody set; `subject` is the user or the workspace, None for all."""

    flag: str
    scope: Scope
    subject: UUID | None
    is_on: bool
    variant: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the flags are decided: the environment, and what is configured there."""

    environment: str
    conditions: frozenset[Condition] = frozenset()

    def has(self, flag: Flag) -> bool:
        """Whether the flag may be on here without an override."""
        return self.environment in flag.environments or flag.or_when in self.conditions


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The overrides as they stood at a version."""

    version: int = 0
    overrides: Sequence[Override] = ()


def compiled(flags: Iterable[Flag], place: Place, snapshot: Snapshot) -> dict[FlagName, Decide]:
    """One function per flag, of a user and a workspace; all of one version."""
    deciders: dict[FlagName, Decide] = {}
    for flag in flags:
        overrides = [override for override in snapshot.overrides if override.flag == flag.name]
        decide = _compiled(flag, place, overrides, snapshot.version)
        needed = flag.prerequisites if flag.is_built else ()
        deciders[flag.name] = _after(needed, decide, deciders, snapshot.version)
    return deciders


def _compiled(flag: Flag, place: Place, overrides: Sequence[Override], version: int) -> Decide:
    if not flag.is_built:
        return _always(_off(Reason.NOT_BUILT, version))
    outside = _off(Reason.ENVIRONMENT, version)
    if not place.has(flag):
        if flag.ignores_overrides_outside or not overrides:
            return _always(outside)
        return _overridden(flag, overrides, version, settled=lambda key: outside)
    if flag.rollout >= 100:
        settled = _on(flag, Reason.DECLARED, version)
        if not overrides and not flag.variants:
            return _always(settled(None))
        return _overridden(flag, overrides, version, settled=settled)
    return _overridden(flag, overrides, version, settled=None)


def _off(reason: Reason, version: int) -> Decision:
    return Decision(value=False, variant=None, reason=reason, version=version)


def _always(decision: Decision) -> Decide:
    return lambda user_id, workspace_id: decision


def _after(
    needed: Sequence[FlagName], decide: Decide, deciders: Mapping[FlagName, Decide], version: int
) -> Decide:
    if not needed:
        return decide
    blocked = _off(Reason.PREREQUISITE, version)

    def decided(user_id: UUID | None, workspace_id: UUID | None) -> Decision:
        for name in needed:
            if not deciders[name](user_id, workspace_id).value:
                return blocked
        return decide(user_id, workspace_id)

    return decided


def _overridden(
    flag: Flag,
    overrides: Sequence[Override],
    version: int,
    *,
    settled: Callable[[int | None], Decision] | None,
) -> Decide:
    """The whole decision; `settled` answers when the rollout need not be asked."""
    of_users = _standing(flag, overrides, Scope.USER, version)
    of_workspaces = _standing(flag, overrides, Scope.WORKSPACE, version)
    of_all = _standing(flag, overrides, Scope.ALL, version).get(None)
    digest, salt, threshold = mmh3_32_uintdigest, salt_of(flag.name), threshold_of(flag.rollout)
    chosen = _on(flag, Reason.ROLLOUT, version) if flag.variants else None
    inside = Decision(value=True, variant=None, reason=Reason.ROLLOUT, version=version)
    outside = _off(Reason.ROLLOUT, version)
    nobody = _off(Reason.NOBODY, version)

    # Called for every question in every request: one function, nothing made, nothing looked up twice.
    def decide(user_id: UUID | None, workspace_id: UUID | None) -> Decision:
        key = None if user_id is None else user_id.int
        if key in of_users and (found := of_users[key](key)):
            return found
        if (
            workspace_id is not None
            and (there := workspace_id.int) in of_workspaces
            and (found := of_workspaces[there](key))
        ):
            return found
        if of_all is not None and (found := of_all(key)):
            return found
        if settled is not None:
            return settled(key)
        if key is None:
            return nobody
        if digest(key.to_bytes(16), salt) < threshold:
            return inside if chosen is None else chosen(key)
        return outside

    return decide


_REASONS = {
    Scope.USER: Reason.USER_OVERRIDE,
    Scope.WORKSPACE: Reason.WORKSPACE_OVERRIDE,
    Scope.ALL: Reason.ALL_OVERRIDE,
}


def _standing(
    flag: Flag, overrides: Iterable[Override], scope: Scope, version: int
) -> dict[int | None, _ForKey]:
    return {
        (override.subject.int if override.subject else None): _until(
            override.expires_at, _given(flag, override, version)
        )
        for override in overrides
        if override.scope == scope
    }


def _until(expires_at: datetime | None, given: Callable[[int | None], Decision]) -> _ForKey:
    """Asked anew each time, so that an override ends on time though nothing changes."""
    if expires_at is None:
        return given
    ends = expires_at.timestamp()
    return lambda key: given(key) if time() < ends else None


def _given(flag: Flag, override: Override, version: int) -> Callable[[int | None], Decision]:
    reason = _REASONS[override.scope]
    named = next((v.name for v in flag.variants if v.name == override.variant), None)
    if override.is_on and named is None:
        return _on(flag, reason, version)
    decision = Decision(override.is_on, named if override.is_on else None, reason, version)
    return lambda key: decision


def _on(flag: Flag, reason: Reason, version: int) -> Callable[[int | None], Decision]:
    """On, with the variant that this user always gets; who is nobody gets the first."""
    if not flag.variants:
        decision = Decision(value=True, variant=None, reason=reason, version=version)
        return lambda key: decision
    salt = salt_of(f"{flag.name}:variant")
    ends = ends_of(variant.weight for variant in flag.variants)
    choices = [
        (end, Decision(value=True, variant=variant.name, reason=reason, version=version))
        for end, variant in zip(ends, flag.variants, strict=True)
    ]

    def choose(key: int | None) -> Decision:
        place = 0 if key is None else mmh3_32_uintdigest(key.to_bytes(16), salt)
        return next(decision for end, decision in choices if place < end)

    return choose
