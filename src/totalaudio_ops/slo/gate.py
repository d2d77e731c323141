"""The gate in front of a deploy: what may go out in which budget mode."""

from dataclasses import dataclass
from enum import StrEnum

from totalaudio_ops.problems import Problem
from totalaudio_ops.slo.modes import Mode


class Change(StrEnum):
    """What kind of change a deploy brings."""

    FEATURE = "feature"
    FIX = "fix"
    SECURITY = "security"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a deploy may go on, and why or what would let it."""

    is_let_through: bool
    said: str


def decide(
    mode: Mode,
    change: Change,
    *,
    has_open_incident: bool = False,
    override: str | None = None,
) -> Verdict:
    """The gate's answer; `has_open_incident` is whether the change names one that is open.

    Raises Problem for an override without a reason.
    """
    verdict = _by_rule(mode, change, has_open_incident=has_open_incident)
    if override is None:
        return verdict
    if not override.strip():
        raise Problem("The override has no reason: say after --override why this cannot wait.")
    if verdict.is_let_through:
        return verdict
    return _go(f"{verdict.said} Let through by override: {' '.join(override.split())}")


def _by_rule(mode: Mode, change: Change, *, has_open_incident: bool) -> Verdict:
    if mode is Mode.DEVELOPMENT:
        return _go("Development lets everything through.")
    if mode is Mode.CAUTION:
        if change is Change.FEATURE:
            return _stop("Caution stops features; fixes and security changes go through.")
        return _go(f"Caution lets a {_NAMED[change]} through.")
    if change is Change.SECURITY:
        return _go("Freeze lets a security change through.")
    if change is Change.FEATURE:
        return _stop(
            "Freeze stops features; security changes go through, and fixes of an open incident."
        )
    if has_open_incident:
        return _go("Freeze lets a fix of an open incident through.")
    return _stop("Freeze stops fixes that name no open incident; name one with --incident.")


def _go(said: str) -> Verdict:
    return Verdict(is_let_through=True, said=said)


def _stop(said: str) -> Verdict:
    return Verdict(is_let_through=False, said=said)


_NAMED = {Change.FEATURE: "feature", Change.FIX: "fix", Change.SECURITY: "security change"}
